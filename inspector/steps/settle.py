"""A supervisor's table, opened: what was gathered, who disagrees, and the word that settles it.

A resolution is a signed event kept in the store; the hospital it is about is made anew with it.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import reduce
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from inspector.errors import FileMissing, FindingUnknown
from inspector.findings import Event, Words, claims
from inspector.merge import (
    Checked,
    Conflict,
    Hospital,
    Inspected,
    Refused,
    Store,
    Verdict,
    check_resolutions,
    hospitals_of,
    marked,
)
from inspector.merge import resolve as resolution
from inspector.trust import Card, Identity, TrustStore, allow, home

_ORDER = ("institution", "rule_id", "id")
_SEARCHED = ("institution", "institution_name", "id", "rule_id", "title_zh", "title_en", "state")


@dataclass(frozen=True)
class Twice:
    """One fee line that two findings of different teams claim; it counts once. 元 of each claim."""

    institution: str
    line: str
    findings: tuple[tuple[str, str, Decimal], ...]
    """Finding, teams, claimed."""


@dataclass(frozen=True)
class Settled:
    """One conflict settled by a supervisor: of which case, how, at how many 元, by whom, when."""

    event: str
    case: str
    finding: str
    verdict: str
    amount: Decimal
    reason: str
    note: str
    by: str
    at: str

    def to_dict(self) -> dict[str, str]:
        """As JSON takes it."""
        return vars(self) | {"amount": str(self.amount)}


@dataclass
class OpenTable:
    """The store in a folder, before one supervisor."""

    store: Store
    supervisor: Identity
    _findings: pa.Table | None = None

    def hospitals(self) -> list[Hospital]:
        """All hospitals, by code."""
        return self.store.hospitals()

    def conflicts(self) -> list[Conflict]:
        """The findings on which inspectors disagree, by hospital."""
        return [one for hospital in self.hospitals() for one in hospital.conflicts]

    def refused(self) -> list[Refused]:
        """The bundles that are in no figure, and why."""
        return [one for hospital in self.hospitals() for one in hospital.refused]

    def findings(self, text: str = "") -> pa.Table:
        """Every finding, or those that hold `text` somewhere, by hospital and rule; a row each."""
        if self._findings is None:
            since = TrustStore(home()).revoked_since
            found = marked(self.store.findings(), since).drop_columns(["inspection", "authors"])
            self._findings = found.sort_by([(name, "ascending") for name in _ORDER])
        if not text:
            return self._findings
        held = [
            pc.match_substring(self._findings[name], text, ignore_case=True) for name in _SEARCHED
        ]
        return self._findings.filter(reduce(pc.or_, held))

    def twice(self, institution: str) -> list[Twice]:
        """The fee lines of a hospital that findings of different teams claim."""
        return [told for one in self._whole(institution) for told in _twice(one)]

    def settled(self) -> list[Settled]:
        """What was settled, in the order of events; each signature has been verified."""
        return [
            Settled(
                event=event.id,
                case=event.case,
                finding=event.finding,
                verdict=str(event.body["verdict"]),
                amount=Decimal(event.body["amount"]),
                reason=str(event.body["reason"]),
                note=str(event.body["note"]),
                by=self.supervisors()[event.author].name,
                at=event.at,
            )
            for event in self._settled()
        ]

    def settle(self, finding: str, verdict: Verdict, words: Words) -> Event:
        """Settle the conflict about the finding whose id begins so; on return it is on the disk.

        Raises:
            FindingUnknown: none is in conflict so, or several.
            RoleForbidden, MoveForbidden, ReasonUnknown, NoteMissing, AmountOver: nothing was kept.
        """
        allow(self.supervisor.card, "resolve")
        found = [one for one in self.conflicts() if one.finding.startswith(finding)]
        if len(found) != 1 or not finding:
            raise FindingUnknown(finding=finding)
        [conflict] = found
        inspected = next(
            one for one in self._whole(conflict.institution) if conflict.finding in one.findings
        )
        event = resolution(
            inspected,
            conflict.finding,
            self.supervisor,
            verdict=verdict,
            at=datetime.now(UTC),
            amount=_amount(words, verdict, conflict),
            reason=words.reason,
            note=words.note,
            basis=words.basis,
        )
        self.store.settle(event)
        self.renew()
        return event

    def supervisors(self) -> dict[str, Card]:
        """Whose word holds here, by key id."""
        return supervisors_of(self.store, self.supervisor)

    def admit(self, card: Path) -> Card:
        """Let the supervisor whose card lies there in, too.

        Raises:
            FileMissing, CardInvalid, RoleForbidden: nobody was let in.
        """
        if not card.is_file():
            raise FileMissing(path=str(card))
        let_in = Card.from_bytes(card.read_bytes(), str(card))
        self.store.admit(let_in, self.supervisor)
        return let_in

    def renew(self) -> None:
        """Make anew what a bundle or a resolution has changed."""
        settled, cards = self._settled(), self.supervisors()
        for group in self.store.stale(settled):
            self.store.make(group, settled, cards)
        self._findings = None

    def _settled(self) -> Sequence[Event]:
        return check_resolutions(self.store.resolutions(), [*self.supervisors().values()])

    def _whole(self, institution: str) -> tuple[Inspected, ...]:
        """The inspections of a hospital with every event, made of its bundles."""
        here = [one for one in self.hospitals() if one.institution == institution]
        named = [digest for one in here for two in one.inspections for digest in two.bundles]
        bundles: list[Checked] = [self.store.bundle(digest) for digest in sorted(named)]
        made = hospitals_of(bundles, self._settled(), self.supervisors())
        return tuple(one for hospital in made for one in hospital.inspections)


def _amount(words: Words, verdict: Verdict, conflict: Conflict) -> Decimal:
    """元: what was told, else as suspected where the whole is upheld."""
    whole = conflict.amount if verdict == "confirmed" else Decimal("0.00")
    return whole if words.amount is None else words.amount


def supervisors_of(store: Store, me: Identity) -> dict[str, Card]:
    """The cards of a store's supervisors by key id, one's own among them."""
    return {card.key_id: card for card in (*store.supervisors(), me.card)}


def open_table(folder: Path, supervisor: Identity) -> OpenTable:
    """The table in `folder`, as it stands.

    Raises:
        RoleForbidden, StoreDamaged, NotRecipient, SealDamaged: nothing is open.
    """
    table = OpenTable(Store.open(folder, supervisor), supervisor)
    table.renew()
    return table


def _twice(one: Inspected) -> Iterator[Twice]:
    by_line: dict[str, list[tuple[str, str, Decimal]]] = defaultdict(list)
    for finding in one.findings.values():
        teams = " ".join(one.held_by[finding.id])
        for claim in claims(finding):
            by_line[claim.bkkp_sn].append((finding.id, teams, claim.amount))
    for line, told in sorted(by_line.items()):
        if len({teams for _, teams, _ in told}) > 1:
            yield Twice(one.institution, line, tuple(told))
