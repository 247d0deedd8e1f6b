"""Every number of a report, computed once: PDF, annex and bundle only read it from here.

A fee line counts once however many findings point at it, at its largest violating amount and
never above its own net amount; money is `Decimal` in 元.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from inspector.findings import CLEARED, UPHELD, Finding
from inspector.i18n import Language
from inspector.report.money import Counted, Fund, counted_lines, fund_of
from inspector.rules import Waterfall
from inspector.snapshot import Manifest
from inspector.trust import Card, digest

ZERO = Decimal("0.00")
SIGNING_ROLES = ("lead", "inspector")
NEEDED_SIGNERS = 2
"""条例 Art. 29: at least two inspectors."""


Register = Mapping[str, Mapping[str, str]]
"""Level and kind by institution, as its own register tells them."""


class Checked(Protocol):
    """What a report needs to know of how one rule came out."""

    @property
    def rule_id(self) -> str: ...
    @property
    def title_zh(self) -> str: ...
    @property
    def title_en(self) -> str: ...
    @property
    def verdict(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def rows_read(self) -> int: ...
    @property
    def amount_read(self) -> Decimal: ...
    @property
    def hits(self) -> int: ...
    @property
    def amount(self) -> Decimal: ...
    @property
    def rule_digest(self) -> str: ...
    @property
    def pack(self) -> str: ...
    @property
    def pack_digest(self) -> str: ...
    def reason_in(self, lang: Language) -> str: ...


@dataclass(frozen=True)
class Package:
    """One snapshot the report rests on; `sources` and `totals` as its signed manifest has them."""

    snapshot_id: str
    digest: str
    institution_code: str
    institution_name: str
    period_from: date
    period_to: date
    tables: tuple[tuple[str, int], ...]
    sources: tuple[Mapping[str, Any], ...]
    totals: tuple[Mapping[str, Any], ...]
    settlements: int = 0
    """Records of settlements, reversals among them."""
    billed: Decimal = ZERO
    """Net, over all settlements, or over the fee lines where there are none."""

    @property
    def taken(self) -> int:
        """Rows taken from all source files."""
        return sum(int(source["rows_taken"]) for source in self.sources)

    @property
    def quarantined(self) -> int:
        """Rows that could not be read and are kept in quarantine."""
        return sum(int(source["rows_quarantined"]) for source in self.sources)


@dataclass(frozen=True)
class Coverage:
    """How one rule came out, with its denominators; "not run" is never shown as zero."""

    rule_id: str
    title: Mapping[str, str]
    status: str
    reason: Mapping[str, str]
    rows_read: int
    amount_read: Decimal
    hits: int
    amount: Decimal


@dataclass(frozen=True)
class Problem:
    """The findings of one rule by ruling, and their money before lines are counted once."""

    rule_id: str
    title: Mapping[str, str]
    verdict_kind: str
    basis: tuple[str, ...]
    states: Mapping[str, int]
    people: int
    lines: int
    amount_open: Decimal
    amount_confirmed: Decimal

    @property
    def found(self) -> int:
        """Findings of this rule, whatever became of them."""
        return sum(self.states.values())

    @property
    def to_examine(self) -> int:
        """Findings neither upheld nor cleared; those in conflict are among them."""
        return self.found - self.upheld - self.cleared

    @property
    def upheld(self) -> int:
        """Findings ruled 属实 or 部分属实."""
        return sum(self.states.get(state, 0) for state in UPHELD)

    @property
    def cleared(self) -> int:
        """Findings ruled 不属实 or excluded."""
        return sum(self.states.get(state, 0) for state in CLEARED)

    @property
    def counts(self) -> tuple[int, int, int, int]:
        """Found, still to be examined, upheld, cleared."""
        return self.found, self.to_examine, self.upheld, self.cleared


@dataclass(frozen=True)
class Figures:
    """The report's numbers; `findings` are ordered by rule and id."""

    case_id: str
    made_on: date
    packages: tuple[Package, ...]
    packs: tuple[tuple[str, str], ...]
    coverage: tuple[Coverage, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]
    lines: tuple[Counted, ...]
    confirmed: Waterfall
    open: Waterfall
    roster: tuple[Card, ...]
    heads: Mapping[str, Sequence[int | str]]
    register: Register = field(default_factory=dict)

    @property
    def expected(self) -> tuple[Card, ...]:
        """Those of the roster who may sign; two of them must."""
        return tuple(card for card in self.roster if card.role in SIGNING_ROLES)

    @property
    def states(self) -> Mapping[str, int]:
        """Findings by ruling, or by state while there is none, over all rules."""
        return _added(problem.states for problem in self.problems)

    @property
    def to_examine(self) -> int:
        """Findings nobody has decided on; those in conflict are not among them."""
        conflicted = self.states.get("conflicted", 0)
        return sum(problem.to_examine for problem in self.problems) - conflicted

    @property
    def statuses(self) -> Mapping[str, int]:
        """Rules by how they came out."""
        return dict(sorted(Counter(row.status for row in self.coverage).items()))

    @property
    def fund(self) -> Fund:
        """The confirmed money by who paid it."""
        return fund_of(row for row in self.lines if row.decided)

    @property
    def claimed(self) -> Decimal:
        """Confirmed money rule by rule, fee lines counted as often as rules point at them."""
        return sum((step.gross for step in self.confirmed.steps), ZERO)

    @property
    def institutions(self) -> tuple[tuple[str, str], ...]:
        """(code, name) of the institutions inspected, each once."""
        return tuple(dict.fromkeys((p.institution_code, p.institution_name) for p in self.packages))

    @property
    def period(self) -> tuple[date, date]:
        """First and last day of the data."""
        return (
            min(package.period_from for package in self.packages),
            max(package.period_to for package in self.packages),
        )


def figures(
    findings: Mapping[str, Finding],
    outcomes: Sequence[Checked],
    manifests: Sequence[Manifest],
    *,
    case_id: str,
    made_on: date,
    roster: Sequence[Card] = (),
    heads: Mapping[str, Sequence[int | str]] | None = None,
    register: Register | None = None,
) -> Figures:
    """The figures of a case as it stands.

    Args:
        findings: as folded, by id; withdrawn ones are left out.
        outcomes: of the last check, one a rule.
        manifests: of the case's snapshots, at least one.
        roster: the team's cards; those who may sign are expected to, and two must.
        register: of the institutions, for their peers.
        heads: by author, how many events the journal has and the id of the last; signed for.
    """
    told = sorted(
        (finding for finding in findings.values() if finding.standing != "withdrawn"),
        key=lambda finding: (finding.rule_id, finding.id),
    )
    lines, confirmed, still_open = counted_lines(told)
    return Figures(
        case_id=case_id,
        made_on=made_on,
        packages=tuple(map(_package, manifests)),
        packs=tuple(sorted({(row.pack, row.pack_digest) for row in outcomes})),
        coverage=tuple(map(_coverage, sorted(outcomes, key=lambda row: row.rule_id))),
        problems=_problems(told),
        findings=tuple(told),
        lines=lines,
        confirmed=confirmed,
        open=still_open,
        roster=tuple(sorted(roster, key=lambda card: card.key_id)),
        heads=dict(heads or {}),
        register=dict(register or {}),
    )


def _package(manifest: Manifest) -> Package:
    return Package(
        snapshot_id=manifest.snapshot_id,
        digest=digest(manifest.to_bytes()),
        institution_code=manifest.institution_code,
        institution_name=manifest.institution_name,
        period_from=manifest.period_from,
        period_to=manifest.period_to,
        tables=tuple(sorted((name, entry.rows) for name, entry in manifest.tables.items())),
        sources=tuple(manifest.sources),
        totals=tuple(manifest.totals),
        settlements=manifest.tables["setl_d"].rows if "setl_d" in manifest.tables else 0,
        billed=_billed(manifest),
    )


def _billed(manifest: Manifest) -> Decimal:
    """The control sum its packer signed."""
    for name, column in (("setl_d", "medfee_sumamt"), ("fee_list_d", "det_item_fee_sumamt")):
        if name in manifest.tables and column in manifest.tables[name].sums:
            return Decimal(manifest.tables[name].sums[column]).quantize(ZERO)
    return ZERO


def _coverage(row: Checked) -> Coverage:
    return Coverage(
        row.rule_id,
        {"zh": row.title_zh, "en": row.title_en},
        row.status,
        {"zh": row.reason_in("zh"), "en": row.reason_in("en")},
        row.rows_read,
        row.amount_read,
        row.hits,
        row.amount,
    )


def _problems(findings: Sequence[Finding]) -> tuple[Problem, ...]:
    grouped: dict[str, list[Finding]] = {}
    for finding in findings:
        grouped.setdefault(finding.rule_id, []).append(finding)
    return tuple(_problem(rule_id, grouped[rule_id]) for rule_id in sorted(grouped))


def _problem(rule_id: str, findings: Sequence[Finding]) -> Problem:
    lines = [line for finding in findings for line in finding.lines]
    still_open = (f.amount for f in findings if f.undecided)
    confirmed = (f.amount_confirmed for f in findings if f.stands)
    return Problem(
        rule_id=rule_id,
        title=findings[0].title,
        verdict_kind=findings[0].verdict_kind,
        basis=tuple(dict.fromkeys(text for finding in findings for text in finding.basis)),
        states=dict(sorted(Counter(finding.standing for finding in findings).items())),
        people=len({line.psn_no for line in lines if line.psn_no}),
        lines=len({line.bkkp_sn for line in lines}),
        amount_open=sum(still_open, ZERO),
        amount_confirmed=sum(confirmed, ZERO),
    )


def _added(parts: Any) -> Mapping[str, int]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part)
    return dict(sorted(total.items()))
