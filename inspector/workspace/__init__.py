"""The desk drawer: case folder and its lock, sealed files as a filesystem for DuckDB, encrypted spill, the sandbox."""
