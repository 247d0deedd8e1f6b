"""The hospital's side: findings to a workbook, the workbook to proposed events."""
