"""Ask a hospital and an office for their data: blank workbooks with instructions."""

from collections.abc import Sequence
from pathlib import Path

from inspector.intake import write_blanks
from inspector.schema import FORMS, Form, table

ALL, REQUIRED = "all", "required"


def request_workbooks(folder: Path, scope: Sequence[str] = (ALL,)) -> tuple[Path, ...]:
    """Write the blank workbooks of `scope` into `folder`: "all", "required", names of tables.

    A table that comes in several workbooks, such as stock, is asked for in each.

    Raises:
        TableUnknown, FileExists: nothing has been written.
    """
    return write_blanks(folder, _asked(scope))


def _asked(scope: Sequence[str]) -> list[Form]:
    names = {table(name).name for name in scope if name not in (ALL, REQUIRED)}
    return [
        form
        for form in FORMS
        if ALL in scope or (REQUIRED in scope and form.required) or form.table in names
    ]
