"""What the state has published, as rows a rule can join: layered, dated, each with its source."""
