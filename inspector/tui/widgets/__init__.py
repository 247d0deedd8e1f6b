"""Widgets of our own: a table for a million rows, the header line, the key line, the SQL editor."""
