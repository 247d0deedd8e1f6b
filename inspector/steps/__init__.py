"""What people do, one module a verb; a step joins rooms, decides nothing, prints nothing."""
