"""Who and what turns up in several hospitals: persons, doctors, trace codes, under pseudonyms.

The pseudonyms are made with the supervisor's key: the same in every case he holds, and nobody else
can tell whose they are or match them. A match is a clue, never a verdict.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from inspector.findings import Finding
from inspector.merge.inspected import Inspected
from inspector.trust import Pseudonyms

KINDS = ("person", "doctor", "trace")
_COLUMNS = {
    "psn_no": "person",
    "dr_code": "doctor",
    "staff_code": "doctor",
    "doctor": "doctor",
    "drug_trac_codg": "trace",
}
_NATIONAL = re.compile(r"[A-Z]\d{12}")
"""医保医师、护士代码: what a hospital numbers itself means somebody else elsewhere."""


class Seen(NamedTuple):
    """That a finding of a hospital is about somebody or something, told by its pseudonym."""

    kind: str
    sign: str
    institution: str
    finding: str


@dataclass(frozen=True)
class Crossing:
    """One person, doctor or trace code, and the findings by hospital; two hospitals or more."""

    kind: str
    sign: str
    findings: Mapping[str, tuple[str, ...]]

    def to_dict(self) -> dict[str, Any]:
        """As canonical JSON takes it."""
        held = {code: list(names) for code, names in self.findings.items()}
        return {"kind": self.kind, "sign": self.sign, "findings": held}


def seen_in(inspections: Sequence[Inspected], signs: Pseudonyms) -> tuple[Seen, ...]:
    """Everybody and everything one hospital's findings are about; each once a finding."""
    told = {
        (kind, value, one.institution, finding.id)
        for one in inspections
        for finding in one.findings.values()
        if finding.undecided or finding.stands
        for kind, value in _named(finding)
    }
    sign = {
        what: signs.long(" ".join(what)) for what in {(kind, value) for kind, value, *_ in told}
    }
    return tuple(sorted(Seen(kind, sign[kind, value], *where) for kind, value, *where in told))


def crossings(parts: Iterable[Sequence[Seen]]) -> tuple[Crossing, ...]:
    """Those seen in several hospitals, the most hospitals first."""
    places: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for part in parts:
        for one in part:
            places[one.kind, one.sign][one.institution].append(one.finding)
    found = [
        Crossing(kind, sign, {code: tuple(sorted(held[code])) for code in sorted(held)})
        for (kind, sign), held in places.items()
        if len(held) > 1
    ]
    return tuple(
        sorted(found, key=lambda one: (KINDS.index(one.kind), -len(one.findings), one.sign))
    )


def _named(finding: Finding) -> Iterator[tuple[str, str]]:
    for line in finding.lines:
        yield from _of({"psn_no": line.psn_no, "doctor": line.doctor})
    for row in finding.origin.evidence:
        yield from _of(row)


def _of(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column, kind in _COLUMNS.items():
        value = str(row.get(column) or "").strip()
        if value and (kind != "doctor" or _NATIONAL.fullmatch(value)):
            yield kind, value
