"""Each figure once: the PDF, the XLSX annex and the bundle for machines."""
