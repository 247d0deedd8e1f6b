"""A hospital as one Parquet table: its findings, and what it comes to beside them.

What is read back adds up to the same table; a finding's lines and its history stay with its
bundles.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow as pa

from inspector import errors
from inspector.findings import STATES, Finding, class_of, follow_up
from inspector.merge.contents import Refused
from inspector.merge.crossings import Seen
from inspector.merge.effects import Effect
from inspector.merge.figures import region_of
from inspector.merge.hospital import Hospital
from inspector.merge.inspected import Figure, Inspected
from inspector.merge.kept_bundle import extents_in
from inspector.merge.merged import Conflict, Opinion, inspection_told
from inspector.merge.parquet import ABOUT, beside, told_in, written
from inspector.merge.taken_back import AUTHORS, authors_of
from inspector.trust import canonical, from_base64, to_base64

_HOSPITAL = "inspector.hospital"
_MONEY, _TEXT = pa.decimal128(16, 2), pa.string()
_FIELDS: list[tuple[str, pa.DataType]] = [
    *((name, _TEXT) for name in ("institution", "institution_name", "region")),
    ("inspection", pa.int32()),
    *((name, _TEXT) for name in ("id", "rule_id", "rule_digest", "title_zh", "title_en")),
    *((name, _TEXT) for name in ("class", "verdict_kind", "state", "ruled", "standing")),
    *((name, _TEXT) for name in ("department", "month", "reason")),
    *((name, _MONEY) for name in ("amount_billed", "amount", "amount_confirmed")),
    ("people", pa.int32()),
    ("teams", pa.list_(_TEXT)),
    (AUTHORS, pa.list_(_TEXT)),
]
FINDINGS = pa.schema(_FIELDS)
"""One row a finding; the columns a supervisor can browse by, and what the summary shows."""
Told = tuple[dict[str, Finding], dict[str, tuple[str, ...]]]
"""Findings of one inspection, and the teams that hold each."""


def hospital_bytes(hospital: Hospital, made: Mapping[str, Any]) -> bytes:
    """What the hospital comes to; `made` tells of what it was made, and is read without it."""
    told = {
        "institution": hospital.institution,
        "inspections": [_inspection(one) for one in hospital.inspections],
        "conflicts": [_plain(asdict(one)) for one in hospital.conflicts],
        "ways": {
            way: [_plain(vars(one)) for one in figures] for way, figures in hospital.ways.items()
        },
        "effects": [one.to_dict() for one in hospital.effects],
        "refused": [_refused(one) for one in hospital.refused],
        "seen": hospital.seen,
    }
    found = [
        _row(one, at, finding)
        for at, one in enumerate(hospital.inspections)
        for finding in one.findings.values()
    ]
    table = pa.Table.from_pylist(found, schema=FINDINGS)
    return written(table, {ABOUT: made, _HOSPITAL: told}, repeats=True)


def hospital_of(parquet: bytes, read: Callable[[int], Told]) -> Hospital:
    """The hospital kept there; the findings of an inspection are read when somebody asks for them.

    Args:
        read: findings and teams of the inspection with this number.
    """
    kept = beside(parquet)
    # An earlier release kept all that stands beside the rows in one.
    alone = _HOSPITAL.encode("ascii") in kept
    told = told_in(kept, _HOSPITAL) if alone else told_in(kept, ABOUT)["hospital"]
    return Hospital(
        institution=told["institution"],
        inspections=tuple(_inspected(one, at, read) for at, one in enumerate(told["inspections"])),
        conflicts=tuple(map(_conflict, told["conflicts"])),
        ways={way: tuple(map(_figure, figures)) for way, figures in told["ways"].items()},
        effects=tuple(map(Effect.from_dict, told["effects"])),
        refused=tuple(map(_refusal, told["refused"])),
        seen=tuple(Seen(*one) if alone else Seen(**one) for one in told["seen"]),
    )


def findings_of(table: pa.Table) -> list[Told]:
    """By inspection, its findings without lines, and the teams."""
    told: list[Told] = []
    for row in table.to_pylist():
        while len(told) <= row["inspection"]:
            told.append(({}, {}))
        findings, held_by = told[row["inspection"]]
        findings[row["id"]] = _finding(row)
        held_by[row["id"]] = tuple(row["teams"])
    return told


class Later(Mapping[str, Any]):
    """A mapping that is read when somebody looks into it."""

    def __init__(self, read: Callable[[], Mapping[str, Any]]) -> None:
        self._read = read

    def __getitem__(self, name: str) -> Any:
        return self._read()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def _inspection(one: Inspected) -> dict[str, Any]:
    kept = {**vars(one), "period": [day.isoformat() for day in one.period]}
    for name in ("findings", "held_by", "events"):
        del kept[name]
    kept["extents"] = {named: size.to_dict() for named, size in one.extents.items()}
    kept["owed"] = [[due.owed, due.since.isoformat(), list(due.findings)] for due in one.owed]
    kept["told"] = to_base64(zlib.compress(canonical(inspection_told(one)), 1))
    return {name: list(told) if isinstance(told, tuple) else told for name, told in kept.items()}


def _inspected(told: Mapping[str, Any], at: int, read: Callable[[int], Told]) -> Inspected:
    plain: dict[str, Any] = {
        name: tuple(one) if isinstance(one, list) else one for name, one in told.items()
    }
    first, last = map(date.fromisoformat, plain.pop("period"))
    # An earlier release kept rows only, of all snapshots together.
    plain["rows"] = {"": plain["rows"]} if "rows" in plain else {}
    plain["extents"] = extents_in(plain)
    own = from_base64(plain.pop("told", ""))
    owed = (follow_up(what, date.fromisoformat(at), ids) for what, at, ids in plain.pop("owed", ()))
    return Inspected(
        **plain,
        period=(first, last),
        owed=tuple(sorted(owed)),
        told=own,
        findings=Later(lambda: read(at)[0]),
        held_by=Later(lambda: read(at)[1]),
        events=(),
    )


def _row(one: Inspected, at: int, finding: Finding) -> dict[str, Any]:
    same = ("id", "rule_id", "rule_digest", "verdict_kind", "state", "ruled", "standing")
    more = ("department", "reason", "amount_billed", "amount", "amount_confirmed")
    return {
        **{name: getattr(finding, name) for name in (*same, *more)},
        "institution": one.institution,
        "institution_name": one.institution_name,
        "region": region_of(one.institution),
        "inspection": at,
        "title_zh": finding.title["zh"],
        "title_en": finding.title["en"],
        "class": class_of(finding.basis),
        "month": min((line.occurred_on[:7] for line in finding.lines), default=""),
        "people": len({line.psn_no for line in finding.lines if line.psn_no}),
        "teams": list(one.held_by[finding.id]),
        AUTHORS: authors_of(finding, one.people),
    }


def _finding(row: Mapping[str, Any]) -> Finding:
    same = ("id", "rule_id", "rule_digest", "verdict_kind", "state", "ruled", "department")
    more = ("reason", "amount_billed", "amount", "amount_confirmed")
    return Finding(
        **{name: row[name] for name in (*same, *more)},
        title={"zh": row["title_zh"], "en": row["title_en"]},
        basis=(),
        lines=(),
        note="",
        snapshots=(),
        evidence=(),
        history=(),
        conflict=(),
    )


def _plain(told: Any) -> Any:
    if isinstance(told, dict):
        return {name: _plain(one) for name, one in told.items()}
    if isinstance(told, (list, tuple)):
        return [_plain(one) for one in told]
    return str(told) if isinstance(told, Decimal) else told


def _figure(told: Mapping[str, Any]) -> Figure:
    states = {state: told["states"][state] for state in STATES if state in told["states"]}
    money = {name: Decimal(told[name]) for name in ("claimed", "counted")}
    return Figure(**{**told, **money, "states": states})


def _conflict(told: Mapping[str, Any]) -> Conflict:
    sides = tuple(Opinion(**{**one, "amount": Decimal(one["amount"])}) for one in told["opinions"])
    return Conflict(**{**told, "amount": Decimal(told["amount"]), "opinions": sides})


def _refused(one: Refused) -> dict[str, Any]:
    named = {"error": type(one.error).__name__, "facts": dict(one.error.facts)}
    return {"digest": one.digest, "institution": one.institution, "team": one.team, **named}


def _refusal(told: Mapping[str, Any]) -> Refused:
    error = getattr(errors, told["error"])(**told["facts"])
    return Refused(told["digest"], told["institution"], told["team"], error)
