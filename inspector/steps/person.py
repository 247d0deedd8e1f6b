"""Everything about one person, or one visit, in the order it happened; covered as everywhere.

The person is named by pseudonym; nobody is revealed by looking. That somebody looked is in the log.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector.errors import PersonUnknown, VisitUnknown, writing
from inspector.query import ask as put_question
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.hits import raw_hits_where
from inspector.steps.outcomes import outcomes
from inspector.steps.sightings import question
from inspector.trust import digest
from inspector.whole import write_whole

if TYPE_CHECKING:
    from inspector.i18n.catalogue import Language

_ROWS, _SECONDS, _MEMORY_MB = 20_000, 120.0, 1024
_PERSON = "人-"
_NONE = Decimal("0.00")


@dataclass(frozen=True)
class Entry:
    """One thing that happened; `until` where it has an end, `yuan` where it has a price."""

    at: datetime
    until: datetime | None
    kind: str
    """Of `sightings.SOURCES`, or `hit`."""
    what: str
    by: str
    yuan: Decimal | None
    visit: str
    item: str = ""
    """The hospital's own code of what was charged, if something was."""


@dataclass(frozen=True)
class Timeline:
    """All entries, earliest first; `cut` says that there are more than are read."""

    subject: str
    visits: tuple[str, ...]
    entries: tuple[Entry, ...]
    billed: Decimal
    """元 of fee lines, refunds netted."""
    suspected: Decimal
    """元 that hits point at, each rule for itself."""
    cut: bool


@acting("ask")
def person(desk: Desk, pseudonym: str) -> Timeline:
    """Everything about one insured person.

    Raises:
        RoleForbidden, PersonUnknown: nothing was read.
    """
    letters = pseudonym.strip().upper().rpartition("-")[2]
    shown = f"{_PERSON}{letters}"
    held = [value for kind, value in desk.masks().held_by(shown) if kind == "psn"]
    if not held:
        raise PersonUnknown()
    return _timeline(desk, "psn_no", shown, held)


@acting("ask")
def visit(desk: Desk, mdtrt_id: str) -> Timeline:
    """Everything about one visit.

    Raises:
        RoleForbidden, VisitUnknown: nothing was read.
    """
    asked = "SELECT count(*) FROM mdtrt_d WHERE mdtrt_id = $visit"
    con = desk.engine().con.cursor()
    [(known,)] = con.execute(asked, {"visit": mdtrt_id}).fetchall()
    con.close()
    if not known or "'" in mdtrt_id:
        raise VisitUnknown(visit=mdtrt_id[:40])
    return _timeline(desk, "mdtrt_id", mdtrt_id, [mdtrt_id])


def _timeline(desk: Desk, column: str, value: str, held: Sequence[str]) -> Timeline:
    sql = question(desk.engine().have, column, value)
    answer = put_question(desk.case, sql, _ROWS, _SECONDS, _MEMORY_MB)
    told = {"sql": f"{column} {value}", "rows": len(answer.rows), "cut": answer.cut}
    desk.note("asked", told)
    seen = [
        Entry(row[0], row[1], row[2], row[3], row[4], row[5], row[6] or "", row[7] or "")
        for row in answer.rows
    ]
    found = _hits(desk, column, held)
    every = sorted([*seen, *found], key=lambda one: (one.at, one.kind, one.what, one.visit))
    return Timeline(
        value,
        tuple(sorted({one.visit for one in seen if one.kind == "visit"})),
        tuple(every),
        sum((one.yuan or _NONE for one in seen if one.kind == "fee"), _NONE),
        sum((one.yuan or _NONE for one in found), _NONE),
        answer.cut,
    )


def _hits(desk: Desk, column: str, held: Sequence[str]) -> list[Entry]:
    """One entry a hit and a day; none where no rule has run."""
    if not outcomes(desk):
        return []
    states = {one.id: one.state for one in desk.findings().values()}
    sums: dict[tuple[str, datetime], list[Mapping[str, Any]]] = {}
    for row in raw_hits_where(desk, column, held).to_pylist():
        if row["occurred_on"] is not None:
            day = row["occurred_on"].replace(hour=0, minute=0, second=0, microsecond=0)
            sums.setdefault((row["hit_id"], day), []).append(row)
    return [_hit(day, rows, states) for (_, day), rows in sums.items()]


def _hit(day: datetime, rows: Sequence[Mapping[str, Any]], states: Mapping[str, str]) -> Entry:
    first = rows[0]
    yuan = sum((row["amount"] or _NONE for row in rows), _NONE)
    what = f"{first['rule_id']} {first['rule_title']}"
    return Entry(
        day, None, "hit", what, states.get(first["hit_id"], ""), yuan, first["mdtrt_id"] or ""
    )


def export_timeline(desk: Desk, told: Timeline, out: Path, lang: "Language") -> None:
    """Write a timeline as a PDF, covered as it is shown; the journal has its digest first.

    Raises:
        FontMissing, WriteFailed: nothing was written.
    """
    from inspector.report import timeline_pdf

    manifests = [package.manifest for package in desk.case.snapshots]
    institution = ", ".join(sorted({one.institution_name for one in manifests}))
    rows = [(one.at, one.until, one.kind, one.what, one.by, one.yuan) for one in told.entries]
    sums = (told.billed, told.suspected, len(told.visits))
    data = timeline_pdf(institution, told.subject, rows, sums, lang)
    desk.note(
        "exported", {"what": out.name, "rows": len(rows), "digest": digest(data), "people": 1}
    )
    with writing(out):
        write_whole(out, data)
