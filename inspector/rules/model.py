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

Verdict = Literal["breach", "suspect", "clue"]
VERDICTS: tuple[Verdict, ...] = ("breach", "suspect", "clue")
Status = Literal["hit", "clean", "not_run", "error"]
Standing = Literal["shipped", "signed", "local"]
"""Who answers for a pack: the release, a signer in the trust store, or nobody (现场规则)."""

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
class Rule:
    """One rule as its file says it; `sql` is one SELECT, `digest` covers the whole file."""

    id: str
    title: Mapping[str, str]
    """By language: zh, en."""
    group: str
    verdict: Verdict
    basis: tuple[str, ...]
    """Candidate articles; the inspector chooses."""
    national: str
    seed: str
    needs: Mapping[str, tuple[str, ...]]
    """Table → columns without which the rule does not run."""
    min_coverage: Mapping[str, Decimal]
    """"table.column" → the least share of rows that must fill it."""
    knowledge: tuple[str, ...]
    partition: str
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

    def verdict(self, rule: Rule) -> Verdict:
        """What a hit of `rule` may be called: a rule nobody signed for never reaches `breach`."""
        return "suspect" if self.standing == "local" and rule.verdict == "breach" else rule.verdict


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
    reason: str
    """Why it did not run or failed, as a sentence; empty otherwise."""
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
