"""What the supervisor's screen lists: conflicts, findings, lines claimed twice, hospitals, bundles.

A view is columns and rows by their place; rows are formatted as far as they are seen.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.text import Text

from inspector.i18n import explain, language, say
from inspector.tui.cells import clean, count, money
from inspector.tui.screens.listing import facts
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells, Pages

if TYPE_CHECKING:
    import pyarrow as pa

    from inspector.merge import Conflict, Hospital, Opinion, Refused
    from inspector.steps import OpenTable, Twice

VIEWS = ("conflicts", "findings", "twice", "hospitals", "refused")
"""By their number keys."""
_SIDE = 24
_ZERO = Decimal("0.00")


@dataclass(frozen=True)
class View:
    """One list: how it is shown, and what stands beside the row at a place."""

    columns: Sequence[Column]
    pages: Pages
    about: Callable[[int], Text]


def _column(name: str, width: int, *, right: bool = False, grows: bool = False) -> Column:
    return Column(say(f"tui.merging.column.{name}"), width, right=right, grows=grows)


def _state(state: str) -> str:
    return say(f"findings.state.{state}")


def _reason(code: str) -> str:
    return say(f"findings.reason.{code}") if code else ""


def conflicts(found: "Sequence[Conflict]") -> View:
    """A finding a row; beside it nothing: the opinions have a table of their own."""

    def cells(one: "Conflict") -> Cells:
        names = " / ".join(
            f"{side.name}({side.role_in()}) {_state(side.state)}" for side in one.opinions
        )
        return (
            one.institution,
            one.rule_id,
            clean(one.title[language()]),
            money(one.amount),
            names,
        )

    columns = [
        _column("hospital", 12),
        _column("rule", 9),
        _column("title", 20, grows=True),
        _column("amount", 12, right=True),
        _column("sides", 36),
    ]
    return View(columns, _pages(found, cells), lambda at: Text())


def sides(found: "Conflict") -> tuple[list[Column], list[Cells]]:
    """The opinions on a finding, one beside the other."""
    columns = [_column("opinion", 8)]
    columns += [Column(clean(f"{one.name} {one.team}"), _SIDE) for one in found.opinions]

    def line(name: str, of: Callable[["Opinion"], str]) -> Cells:
        return (say(f"tui.merging.side.{name}"), *(clean(of(one)) for one in found.opinions))

    return columns, [
        line("role", lambda one: one.role_in()),
        line("state", lambda one: _state(one.state)),
        line("amount", lambda one: money(one.amount)),
        line("reason", lambda one: _reason(one.reason)),
        line("note", lambda one: one.note),
        line("at", lambda one: one.at),
    ]


def findings(table: "pa.Table") -> View:
    """Every finding there is; only what is seen is read out of the table."""

    def fetch(start: int, stop: int) -> list[Cells]:
        return [cells(row) for row in table.slice(start, stop - start).to_pylist()]

    def cells(row: dict[str, Any]) -> Cells:
        return (
            _state(row["state"]) + (" !" if row["taken_back"] else ""),
            clean(row["institution_name"] or row["institution"]),
            row["rule_id"],
            clean(row[f"title_{language()}"]),
            money(row["amount"]),
            money(row["amount_confirmed"]),
            clean(" ".join(row["teams"])),
        )

    def about(at: int) -> Text:
        row = table.slice(at, 1).to_pylist()[0]
        row["reason"] = _reason(row["reason"])
        shown = ("id", "institution", "region", "department", "month", "reason", "people")
        told = [(say(f"tui.merging.fact.{name}"), str(row[name] or "")) for name in shown]
        back = [(say("merge.column.taken_back"), clean(row["taken_back"]))]
        return facts(*told, *(back if row["taken_back"] else ()))

    columns = [
        _column("state", 12),
        _column("hospital", 18),
        _column("rule", 9),
        _column("title", 16, grows=True),
        _column("amount", 12, right=True),
        _column("upheld", 12, right=True),
        _column("teams", 20),
    ]
    return View(columns, Pages(table.num_rows, fetch), about)


def twice(found: "Sequence[Twice]") -> View:
    """A fee line a row, with what each finding claims of it."""

    def cells(one: "Twice") -> Cells:
        claimed = " / ".join(
            f"{finding[:8]} {teams} {money(amount)}" for finding, teams, amount in one.findings
        )
        return (one.institution, one.line, clean(claimed))

    def about(at: int) -> Text:
        told = Text()
        for finding, teams, amount in found[at].findings:
            told.append(f"{finding}\n", "bold").append(f"  {clean(teams)}  {money(amount)}\n")
        return told.append(say("tui.merging.once"), "italic")

    columns = [_column("hospital", 12), _column("line", 22), _column("claims", 30, grows=True)]
    return View(columns, _pages(found, cells), about)


def hospitals(found: "Sequence[Hospital]") -> View:
    """A hospital a row: its teams, its bundles, who disagrees, what is upheld."""

    def cells(one: "Hospital") -> Cells:
        teams = sorted({team for told in one.inspections for team in told.teams})
        bundles = {digest for told in one.inspections for digest in told.bundles}
        name = next((told.institution_name for told in one.inspections), "")
        upheld = sum((figure.counted for figure in one.ways["by_hospital"]), start=_ZERO)
        return (
            clean(name or one.institution),
            clean("；".join(teams)),
            count(len(bundles)),
            count(len(one.conflicts)),
            money(upheld),
        )

    def about(at: int) -> Text:
        told = Text()
        for figure in found[at].ways["by_team"]:
            told.append(f"{clean(figure.name)}\n", "bold")
            told.append(f"  {money(figure.claimed)} → {money(figure.counted)}\n")
        return told

    columns = [
        _column("hospital", 24),
        _column("teams", 24, grows=True),
        _column("bundles", 6, right=True),
        _column("conflicts", 6, right=True),
        _column("upheld", 14, right=True),
    ]
    return View(columns, _pages(found, cells), about)


def refused(found: "Sequence[Refused]") -> View:
    """A bundle that is in no figure a row, with its reason."""

    def cells(one: "Refused") -> Cells:
        why = clean(explain(one.error).what)
        return (one.institution or "-", clean(one.team), one.digest[7:19], why)

    def about(at: int) -> Text:
        told = explain(found[at].error)
        return Text(f"{clean(told.what)}\n{clean(told.next)}\n\n{found[at].digest}")

    columns = [
        _column("hospital", 12),
        _column("teams", 20),
        _column("bundle", 12),
        _column("why", 20, grows=True),
    ]
    return View(columns, _pages(found, cells), about)


def _pages(rows: Sequence[Any], cells: Callable[[Any], Cells]) -> Pages:
    return Pages(len(rows), lambda start, stop: [cells(one) for one in rows[start:stop]])


MADE: dict[str, Callable[[Any], View]] = {
    "conflicts": conflicts,
    "twice": twice,
    "hospitals": hospitals,
    "refused": refused,
}
"""By its name, how a list is shown; the findings come as a table."""


def listed(table: "OpenTable", view: str) -> Sequence[Any]:
    """What there is to list; called in a worker."""
    if view == "twice":
        return [told for one in table.hospitals() for told in table.twice(one.institution)]
    if view == "hospitals":
        return table.hospitals()
    return table.conflicts() if view == "conflicts" else table.refused()
