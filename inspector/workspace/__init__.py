"""The desk drawer: case folder, sealed files for DuckDB, encrypted spill, the sandbox."""
