"""Which table, which column, in what writing: by content, or as a mapping file says."""
