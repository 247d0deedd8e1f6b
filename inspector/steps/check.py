"""Run rule packs on the case: every rule tried on its own cases first, hits kept sealed."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa

from inspector.errors import NotChecked, RuleUnknown
from inspector.rules import (
    Line,
    Outcome,
    Pack,
    Rule,
    run_rule,
    waterfall,
)
from inspector.steps.desk import Desk
from inspector.steps.packs import keep_pack, load_packs

Progress = Callable[[str, int, int], None]
"""Rule id, how many are done, how many there are."""


@dataclass(frozen=True)
class OutcomeRow:
    """How one rule came out; money in 元, denominators beside what was hit."""

    rule_id: str
    title_zh: str
    title_en: str
    group: str
    verdict: str
    status: str
    reason: str
    rows_read: int
    amount_read: Decimal
    hits: int
    rows: int
    amount: Decimal
    seconds: float
    pack: str
    rule_digest: str
    pack_digest: str


Kept = tuple[OutcomeRow, str]
"""An outcome, and under which name the case keeps its hits."""


@dataclass(frozen=True)
class CheckSummary:
    """All outcomes of a run, and the money with no fee line counted twice."""

    outcomes: tuple[OutcomeRow, ...]
    amount_distinct: Decimal


def check(
    desk: Desk,
    packs: Sequence[Path] = (),
    rules: Sequence[str] = (),
    progress: Progress | None = None,
) -> CheckSummary:
    """Run the packs on the case and keep every rule's hits and outcome, once all rules have run.

    Running some rules only (`rules`) replaces their outcomes and keeps the others'. An exception
    raised by `progress` stops the run between two rules: what the case kept before is untouched.

    Raises:
        RoleForbidden, PackInvalid, RuleFileInvalid, RuleCaseFailed, RuleUnknown: nothing has run.
    """
    desk.may("check")
    chosen = _chosen(load_packs(packs), rules)
    run = secrets.token_hex(4)
    done: dict[str, Kept] = {}
    for count, (pack, rule) in enumerate(chosen):
        if progress:
            progress(rule.id, count, len(chosen))
        outcome = run_rule(rule, pack, desk.engine())
        done[rule.id] = (_row(rule, pack, outcome), f"hits/{rule.id}.{run}")
        desk.case.keep(done[rule.id][1], outcome.table)
        keep_pack(pack, desk.case.folder / "packs")
    if progress:
        progress("", len(chosen), len(chosen))
    before = {row.rule_id: (row, kept) for row, kept in kept_outcomes(desk)} if rules else {}
    summary = _commit(desk, {**before, **done})
    desk.note("checked", _what_ran(summary))
    return summary


def _chosen(packs: Sequence[Pack], rules: Sequence[str]) -> list[tuple[Pack, Rule]]:
    every = [(pack, rule) for pack in packs for rule in pack.rules]
    known = {rule.id for _, rule in every}
    for wanted in rules:
        if wanted not in known:
            raise RuleUnknown(rule=wanted)
    return [(pack, rule) for pack, rule in every if not rules or rule.id in rules]


def _row(rule: Rule, pack: Pack, outcome: Outcome) -> OutcomeRow:
    return OutcomeRow(
        rule.id,
        rule.title["zh"],
        rule.title["en"],
        rule.group,
        pack.verdict(rule),
        outcome.status,
        outcome.reason,
        outcome.rows_read,
        outcome.amount_read,
        outcome.hits,
        outcome.rows,
        outcome.amount,
        outcome.seconds,
        pack.name,
        rule.digest,
        pack.digest,
    )


def _commit(desk: Desk, rows: dict[str, Kept]) -> CheckSummary:
    """Writing the outcomes is the moment a run counts; hits no outcome names are let go of."""
    ordered = [rows[rule_id] for rule_id in sorted(rows)]
    summary = _summary(desk, ordered)
    told = [asdict(row) | {"kept": kept} for row, kept in ordered]
    desk.case.keep("outcomes", pa.Table.from_pylist(told, _SCHEMA))
    named = {kept for _, kept in ordered}
    for stale in desk.case.kept_names("hits/"):
        if stale not in named:
            desk.case.forget(stale)
    return summary


def _summary(desk: Desk, rows: Sequence[Kept]) -> CheckSummary:
    lines = [
        Line(row.rule_id, hit["hit_id"], hit["bkkp_sn"], hit["amount"], hit["amount"])
        for row, kept in rows
        for hit in _hit_rows(desk, kept)
        if hit["bkkp_sn"]
    ]
    return CheckSummary(tuple(row for row, _ in rows), waterfall(lines).total)


def _hit_rows(desk: Desk, kept: str) -> list[dict[str, Any]]:
    table = desk.case.kept(kept)
    if table is None:
        return []
    return table.select(["hit_id", "bkkp_sn", "amount"]).to_pylist()


_ARROW: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    Decimal: pa.decimal128(18, 2),
}
_SCHEMA = pa.schema(
    [*((field.name, _ARROW[field.type]) for field in fields(OutcomeRow)), ("kept", pa.string())]
)


def _what_ran(summary: CheckSummary) -> dict[str, object]:
    return {
        "rules": {row.rule_id: row.rule_digest for row in summary.outcomes},
        "packs": sorted({f"{row.pack} {row.pack_digest}" for row in summary.outcomes}),
        "hits": sum(row.hits for row in summary.outcomes),
        "amount": str(summary.amount_distinct),
    }


def outcomes(desk: Desk) -> list[OutcomeRow]:
    """How each rule came out when last run; empty if none was."""
    return [row for row, _ in kept_outcomes(desk)]


def kept_outcomes(desk: Desk) -> list[Kept]:
    """The same, each with the name under which the case keeps the rule's hits."""
    table = desk.case.kept("outcomes")
    told = [] if table is None else table.to_pylist()
    return [
        (OutcomeRow(**{field.name: row[field.name] for field in fields(OutcomeRow)}), row["kept"])
        for row in told
    ]


def summary(desk: Desk) -> CheckSummary:
    """The last check again, from what was kept.

    Raises:
        NotChecked: no rule has run yet.
    """
    rows = kept_outcomes(desk)
    if not rows:
        raise NotChecked(path=str(desk.case.folder))
    return _summary(desk, rows)
