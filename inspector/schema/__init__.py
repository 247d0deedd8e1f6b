"""What the data mean: canonical tables under their national names, and the forms they arrive in."""

from inspector.schema.forms import FORMS, Form
from inspector.schema.tables import TABLES, Column, Table, table

__all__ = ["FORMS", "TABLES", "Column", "Form", "Table", "table"]
