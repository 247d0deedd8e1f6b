"""What the data mean: canonical tables under their national names, and the forms they arrive in."""

from inspector.schema.beside import BESIDE
from inspector.schema.dictionaries import DICTIONARIES, Code, code_of, codes, label
from inspector.schema.forms import FORMS, Form
from inspector.schema.tables import TABLES, Column, Table, table
from inspector.schema.units import ChargeUnit, Kind, charge_unit

__all__ = [
    "BESIDE",
    "DICTIONARIES",
    "FORMS",
    "TABLES",
    "ChargeUnit",
    "Code",
    "Column",
    "Form",
    "Kind",
    "Table",
    "charge_unit",
    "code_of",
    "codes",
    "label",
    "table",
]
