"""What a rule, a pack and an outcome are; frozen values the rest of the room hands on.

A rule is known by its id and the digest of its file; money is in 元, two decimals.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pyarrow as pa

from inspector.errors import RuleFileInvalid
from inspector.i18n import say
from inspector.rules.reason import Reason

Verdict = Literal["breach", "suspect", "clue"]
VERDICTS: tuple[Verdict, ...] = ("breach", "suspect", "clue")
KEYS: Mapping[str, str] = {
    "person": "psn_no",
    "visit": "mdtrt_id",
    "item": "med_list_codg",
    "stock": "medins_list_codg",
    "staff": "staff_code",
    "whole": "",
}
"""What a rule's data may be cut by → the column; `whole`: by nothing, it must see all at once."""
Status = Literal["hit", "clean", "not_run", "error"]
Standing = Literal["shipped", "signed", "local"]
"""Who answers for a pack: the release, a signer in the trust store, or nobody (现场规则)."""

Needs = Mapping[str, tuple[str, ...]]
"""Table → columns."""

ParamValue = str | int | Decimal | date | list[str]


@dataclass(frozen=True)
class Param:
    """One named parameter of a rule: its value, and its meaning, unit and source in words."""

    value: ParamValue
    note: str
    line: int


@dataclass(frozen=True)
class CaseTable:
    """A small table of a case: texts as written, an empty cell is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str | None, ...], ...]


CaseKind = Literal["hit", "border", "clears", "refund", "missing"]
CASE_KINDS: tuple[CaseKind, ...] = ("hit", "border", "clears", "refund", "missing")


@dataclass(frozen=True)
class Case:
    """One case: tables that go in, hits that must come out (None: the rule must not run)."""

    name: str
    kind: CaseKind
    clears: str
    """For `clears`: the false positive of the passport that this case stands for."""
    tables: Mapping[str, CaseTable]
    missing: tuple[str, ...]
    params: Mapping[str, ParamValue]
    hits: CaseTable | None
    path: Path
    line: int


@dataclass(frozen=True)
class Equivalent:
    """A change to a rule's SQL that cannot change an answer, and why."""

    change: str
    reason: str


@dataclass(frozen=True)
class Rule:
    """One rule as its file says it; `sql` is one SELECT, `digest` covers file and SQL."""

    id: str
    title: Mapping[str, str]
    """By language: zh, en."""
    group: str
    verdict: Verdict
    basis: tuple[str, ...]
    """Candidate articles; the inspector chooses."""
    national: str
    seed: str
    needs: Needs
    """Table → columns without which the rule does not run."""
    min_coverage: Mapping[str, Decimal]
    """"table.column" → the least share of rows that must fill it."""
    knowledge: tuple[str, ...]
    partition: str
    """What its data may be cut by without changing a hit: a name of `KEYS`."""
    whole: tuple[str, ...]
    """Tables it must see whole even so, as for the first month of all stock."""
    unit: tuple[str, ...]
    """The result columns that name the unit of suspicion: equal values are one hit."""
    params: Mapping[str, Param]
    evidence: tuple[str, ...]
    ask: tuple[str, ...]
    false_positives: tuple[str, ...]
    sentence: Mapping[str, str]
    """By language; `{column}` is filled from a hit."""
    since: date
    until: date | None
    """Days of the conduct, not of the run."""
    reads_raw: bool
    """Reversals are what it looks for: it reads fee_list_d, not fee_net."""
    sql: str
    sql_line: int
    passport: str
    path: Path
    digest: str
    cases: tuple[Case, ...]
    template: str = ""
    """The template its SQL is made from; empty for a rule that is written out."""
    awaits: Mapping[str, str] = field(default_factory=dict)
    """By language, the data it would need and no table holds; such a rule has no SQL."""
    catalogue: tuple[str, ...] = ()
    """Rows of the rule catalogue it looks for, its own id where the catalogue has it."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """Every slot of the template, with what fills it."""
    equivalent: tuple[Equivalent, ...] = ()
    """Mutants its cases need not notice."""
    question: Mapping[str, str] = field(default_factory=dict)
    """Of a rule saved on site from a question: the question's `name`, its column of `amount`."""


@dataclass(frozen=True)
class Pack:
    """Rules with the knowledge they join; `digest` covers every byte of the folder."""

    name: str
    version: str
    title: Mapping[str, str]
    rules: tuple[Rule, ...]
    knowledge: Mapping[str, pa.Table]
    digest: str
    standing: Standing
    path: Path
    since: date | None = None
    until: date | None = None
    """Days of the conduct the pack judges; open where it does not say."""

    @property
    def number(self) -> int:
        """The version as a number that grows with it: `2026.1` comes before `2026.10`."""
        parts = [int(part) for part in self.version.split(".")]
        return sum(part * _STEP**place for part, place in zip(parts, (2, 1, 0), strict=False))

    def in_force(self, rule: Rule, day: date) -> bool:
        """Whether a conduct of `day` is judged by `rule` of this pack."""
        begun = max(rule.since, self.since or rule.since)
        ends = [last for last in (rule.until, self.until) if last]
        return begun <= day and all(day <= last for last in ends)

    def verdict(self, rule: Rule) -> Verdict:
        """What a hit of `rule` may be called: a rule nobody signed for never reaches `breach`."""
        return "suspect" if self.standing == "local" and rule.verdict == "breach" else rule.verdict


_STEP = 10_000


def dotted(number: int) -> str:
    """A pack's number as its version is written: `2026.1`."""
    parts = [number // _STEP**2, number // _STEP % _STEP, number % _STEP]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return ".".join(map(str, parts))


@dataclass(frozen=True)
class Problem:
    """One thing lint found, with its place; the sentence is in `i18n` under `rules.lint`."""

    path: Path
    line: int
    rule: str
    check: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def problem(self) -> str:
        """What is wrong, in the language in force."""
        return say(f"rules.lint.{self.check}", None, **self.facts)

    def as_error(self) -> RuleFileInvalid:
        """The problem as a refusal."""
        return RuleFileInvalid(path=str(self.path), line=self.line, problem=self.problem)


@dataclass(frozen=True)
class Outcome:
    """How one rule came out, with its denominator; `table` is in the hits contract."""

    rule_id: str
    status: Status
    reason: Reason
    """Why it did not run or failed; empty otherwise."""
    rows_read: int
    amount_read: Decimal
    """Of the fee lines in scope, in 元; 0 when the rule reads none."""
    hits: int
    rows: int
    amount: Decimal
    """Violating 元 over all rows of this rule."""
    seconds: float
    table: pa.Table
    rule_digest: str = ""
    pack_digest: str = ""
