"""What an intake hands on: its sources, its control totals, what was really supplied.

Everything here turns into JSON by `asdict`: numbers that are not counts are decimal strings.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[str, int], None]
"""Called with a file name or an `intake.step.*` key, and the percent done, 0 to 100."""


@dataclass(frozen=True)
class SourceFile:
    """One file, or one sheet of a workbook; `form` and `table` are None where it is not known.

    Rows in the file = `rows_taken` + `rows_quarantined` + `rows_outside`.
    """

    file: str
    digest: str
    form: str | None
    table: str | None
    rows_taken: int
    rows_quarantined: int
    sheet: str = ""
    rows_outside: int = 0
    """Rows that the mapping leaves out (口径)."""


@dataclass(frozen=True)
class ControlTotal:
    """One reconciliation: `numerator` of `denominator`, and how many `problem_rows` do not fit.

    `name` is the key of a sentence in `i18n` that takes the other fields as facts; `of` is the
    table, `unit` what the two numbers count (元, rows, months, settlements), `rule` the check of
    the rule catalogue it is (DQ-01 … DQ-09).
    """

    name: str
    of: str
    numerator: str
    denominator: str
    problem_rows: int
    unit: str
    note: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Intake:
    """What `convert` made of the exports: views in the caller's connection, and this account.

    `supplied` names, for each table, the columns that some source filled at least once, and the
    derived columns whose ingredients were there; all other columns of the table are NULL.
    `mapping` tells for each source which header became which column (口径).
    """

    tables: tuple[str, ...]
    sources: tuple[SourceFile, ...]
    totals: tuple[ControlTotal, ...]
    supplied: dict[str, tuple[str, ...]]
    mapping: dict[str, dict[str, str]]
    period: tuple[str, str] | None
    """First and last day of the fee lines, else of sessions, moves and the like, `YYYY-MM-DD`."""
    institution: tuple[str, str] | None
    """Code and name of the institution most rows name."""
    unknown: tuple[str, ...] = field(default=())
    """Files that are no table of the schema, by name."""
    record: dict[str, object] = field(default_factory=dict)
    """The mapping file, as it was written; empty where everything was recognised by content."""
