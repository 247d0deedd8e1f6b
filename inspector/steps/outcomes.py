"""How rules came out, as a case keeps it: read in any language, added up with nothing twice.

Outcomes count once the journal names their run: what it tells of and what is read are one.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from inspector.errors import NotChecked
from inspector.i18n import Language
from inspector.rules import Outcome, Pack, Reason, Rule
from inspector.steps.desk import Desk
from inspector.trust import canonical


@dataclass(frozen=True)
class OutcomeRow:
    """How one rule came out; money in 元, denominators beside what was hit."""

    rule_id: str
    title_zh: str
    title_en: str
    group: str
    verdict: str
    status: str
    why: str
    """Why it did not run or failed, as key and facts (`rules.Reason`)."""
    rows_read: int
    amount_read: Decimal
    hits: int
    rows: int
    amount: Decimal
    seconds: float
    pack: str
    standing: str
    """Who answers for the pack: shipped, signed, or local (现场规则)."""
    rule_digest: str
    pack_digest: str
    knowledge: str
    """Digests of the knowledge tables it joined, by name, as JSON."""
    made_of: str
    """Digest of all that decides its hits (`rules.fingerprint`)."""

    @property
    def reason(self) -> str:
        """Why it did not run or failed, in the language in force; empty if it ran."""
        return self.reason_in(None)

    def reason_in(self, lang: Language | None) -> str:
        """The same in `lang`."""
        return Reason.from_text(self.why).said(lang)


_OUTCOMES = "outcomes."
Kept = tuple[OutcomeRow, str]
"""An outcome, and under which name the case keeps its hits."""


@dataclass(frozen=True)
class CheckSummary:
    """All outcomes of a run, and the money with no fee line counted twice."""

    outcomes: tuple[OutcomeRow, ...]
    amount_distinct: Decimal
    reused: tuple[str, ...] = ()
    """Rules that were not run again because nothing they are made of has changed."""


def row_of(
    rule: Rule, pack: Pack, outcome: Outcome, knowledge: Mapping[str, str], made_of: str
) -> OutcomeRow:
    """The outcome of a rule as it is kept."""
    return OutcomeRow(
        rule_id=rule.id,
        title_zh=rule.title["zh"],
        title_en=rule.title["en"],
        group=rule.group,
        verdict=pack.verdict(rule),
        status=outcome.status,
        why=outcome.reason.to_text(),
        rows_read=outcome.rows_read,
        amount_read=outcome.amount_read,
        hits=outcome.hits,
        rows=outcome.rows,
        amount=outcome.amount,
        seconds=round(outcome.seconds, 3),
        pack=pack.name,
        standing=pack.standing,
        rule_digest=rule.digest,
        pack_digest=pack.digest,
        knowledge=canonical(
            {name: knowledge[name] for name in rule.knowledge if name in knowledge}
        ).decode("utf-8"),
        made_of=made_of,
    )


def commit(
    desk: Desk, run: str, rows: Mapping[str, Kept], reused: Sequence[str] = ()
) -> CheckSummary:
    """Keep the outcomes of `run` and note it: now they count, and those before are let go of."""
    ordered = [rows[rule_id] for rule_id in sorted(rows)]
    summed = summed_up(desk, ordered, reused)
    told = [asdict(row) | {"kept": kept} for row, kept in ordered]
    desk.case.keep(_OUTCOMES + run, pa.Table.from_pylist(told, _SCHEMA))
    desk.note("checked", {"run": run} | _noted(summed))
    named = {_OUTCOMES + run, *(kept for _, kept in ordered)}
    for stale in (*desk.case.kept_names("hits/"), *desk.case.kept_names(_OUTCOMES)):
        if stale not in named:
            desk.case.forget(stale)
    return summed


def _noted(summed: CheckSummary) -> dict[str, object]:
    return {
        "rules": {row.rule_id: row.rule_digest for row in summed.outcomes},
        "packs": sorted({f"{row.pack} {row.pack_digest}" for row in summed.outcomes}),
        "hits": sum(row.hits for row in summed.outcomes),
        "amount": str(summed.amount_distinct),
    }


def summed_up(desk: Desk, rows: Sequence[Kept], reused: Sequence[str] = ()) -> CheckSummary:
    """These outcomes in the order of rule ids, and their money with no fee line counted twice."""
    rows = sorted(rows, key=lambda one: one[0].rule_id)
    outcomes = tuple(row for row, _ in rows)
    distinct = _distinct(table for _, kept in rows if (table := desk.case.kept(kept)) is not None)
    return CheckSummary(outcomes, distinct, tuple(sorted(reused)))


def _distinct(hits: Iterable[pa.Table]) -> Decimal:
    """Each fee line once, at the most any rule claims of it; a rule claims no more than its net."""
    claims = [table.select(["bkkp_sn", "amount"]) for table in hits]
    if not claims:
        return Decimal("0.00")
    lines = pa.concat_tables(claims).filter(pc.field("bkkp_sn") != "")
    largest = lines.group_by("bkkp_sn", use_threads=False).aggregate([("amount", "max")])
    return Decimal(pc.sum(largest["amount_max"]).as_py() or "0.00")


_ARROW: dict[Any, pa.DataType] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    Decimal: pa.decimal128(18, 2),
}
_SCHEMA = pa.schema(
    [*((field.name, _ARROW[field.type]) for field in fields(OutcomeRow)), ("kept", pa.string())]
)


def outcomes(desk: Desk) -> list[OutcomeRow]:
    """How each rule came out when last run; empty if none was."""
    return [row for row, _ in kept_outcomes(desk)]


def kept_outcomes(desk: Desk) -> list[Kept]:
    """The same, each with the name under which the case keeps the rule's hits."""
    noted = [event.body for event in desk.journal.events() if event.kind == "checked"]
    here = set(desk.case.kept_names(_OUTCOMES))
    runs = [name for body in noted if (name := f"{_OUTCOMES}{body.get('run', '')}") in here]
    table = desk.case.kept(runs[-1]) if runs else None
    told = [] if table is None else table.to_pylist()
    # What an earlier release did not keep is not known.
    return [
        (OutcomeRow(**{one.name: row.get(one.name, "") for one in fields(OutcomeRow)}), row["kept"])
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
    return summed_up(desk, rows)


def knowledge_of(row: OutcomeRow) -> dict[str, str]:
    """Digests of the knowledge tables behind an outcome, by name."""
    return dict(json.loads(row.knowledge or "{}"))
