"""What is derived of the rows taken: refunds netted, rows tied, items and units bridged."""
