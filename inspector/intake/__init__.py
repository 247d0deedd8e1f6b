"""Hospital exports to canonical rows: what was taken, what was refused and why."""
