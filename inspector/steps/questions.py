"""Questions kept in the case, those asked before, and the tables there are to ask.

A question kept is an event: sealed, signed, carried to colleagues by `sync`, and never overwritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from inspector.errors import QuestionUnknown
from inspector.findings import KeptQuestion, questions
from inspector.schema import BESIDE, TABLES
from inspector.steps.acting import acting
from inspector.steps.desk import Desk

_NET = "fee_net"
_KNOWN = TABLES | BESIDE
MOST_BEFORE = 500
"""Questions of the past that are offered again, the latest first."""


@dataclass(frozen=True)
class AskedColumn:
    """A column as a question names it; `kind` tells what it covers of a person, "" if nothing."""

    name: str
    zh: str
    type: str
    kind: str = ""


@dataclass(frozen=True)
class AskedTable:
    """A table of the case; a name the schema does not know has no Chinese beside it."""

    name: str
    zh: str
    rows: int
    columns: tuple[AskedColumn, ...]


def kept_questions(desk: Desk) -> dict[str, KeptQuestion]:
    """By name, the questions kept in this case by anybody."""
    return questions(desk.journal.events())


def find_question(desk: Desk, name: str) -> KeptQuestion:
    """The question kept under `name`.

    Raises:
        QuestionUnknown
    """
    kept = kept_questions(desk)
    if name not in kept:
        raise QuestionUnknown(name=name, known=", ".join(kept) or "-")
    return kept[name]


@acting("ask")
def keep_question(desk: Desk, name: str, sql: str) -> None:
    """Keep `sql` under `name`, in place of what was kept there; its values are asked for later.

    Raises:
        RoleForbidden
    """
    desk.note("question-kept", {"name": name, "sql": sql})


@acting("ask")
def drop_question(desk: Desk, name: str) -> None:
    """Offer it no more; the log still has it.

    Raises:
        RoleForbidden, QuestionUnknown
    """
    desk.note("question-dropped", {"name": find_question(desk, name).name})


def asked_before(desk: Desk) -> list[str]:
    """What was asked in this case, each once, the latest first."""
    asked = (event.body["sql"] for event in desk.journal.events() if event.kind == "asked")
    return list(dict.fromkeys(reversed(list(asked))))[:MOST_BEFORE]


def asked_tables(desk: Desk) -> Sequence[AskedTable]:
    """Every table that can be asked, the fee lines after refunds among them, by name."""
    rows: dict[str, int] = {}
    columns: dict[str, set[str]] = {}
    for snapshot in desk.case.snapshots:
        for name, told in snapshot.manifest.tables.items():
            rows[name] = rows.get(name, 0) + told.rows
            columns.setdefault(name, set()).update(told.columns)
    made = {name: _table(name, rows[name], columns[name]) for name in rows}
    lines = made.get("fee_list_d")
    if lines and {"net_cnt", "net_amt"} <= columns["fee_list_d"]:
        made[_NET] = AskedTable(_NET, lines.zh, lines.rows, lines.columns)
    return [made[name] for name in sorted(made)]


def _table(name: str, rows: int, columns: set[str]) -> AskedTable:
    """In the order of the schema; what it does not know comes last."""
    known = _KNOWN[name].by_name if name in _KNOWN else {}
    first = [
        AskedColumn(one.name, one.zh, one.type, one.sensitive)
        for one in known.values()
        if one.name in columns
    ]
    others = [AskedColumn(one, "", "") for one in sorted(columns - known.keys())]
    return AskedTable(name, _KNOWN[name].zh if known else "", rows, (*first, *others))
