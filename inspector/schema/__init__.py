"""What the data mean: canonical tables and columns under their national interface names, and the forms they arrive in."""

from inspector.schema.forms import FORMS, Form
from inspector.schema.tables import TABLES, Column, Table, table

__all__ = ["FORMS", "TABLES", "Column", "Form", "Table", "table"]
