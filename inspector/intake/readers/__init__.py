"""What a file is, and its rows: workbooks, texts, Parquet, dBASE, archives, wherever they lie."""
