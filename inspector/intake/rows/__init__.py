"""Rows taken and rows in quarantine, and the codes their cells say."""
