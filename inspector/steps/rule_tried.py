"""What a rule written on site would find: hits, 元, where they lie, and a few drawn by lot."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from inspector.rules import Outcome, Rule, tell
from inspector.statistics import draw
from inspector.steps.desk import Desk
from inspector.steps.hits import line_facts

_EXAMPLES = 5
_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class Part:
    """What one department or month has of the hits; money in 元."""

    name: str
    hits: int
    amount: Decimal


@dataclass(frozen=True)
class DryRun:
    """What a rule would find, before it is kept; `examples` were drawn with `seed`."""

    rule_id: str
    status: str
    why: str
    hits: int
    rows: int
    amount: Decimal
    rows_read: int
    seed: str
    examples: tuple[str, ...]
    departments: tuple[Part, ...]
    months: tuple[Part, ...]
    digest: str
    """Of the rule, so that what was seen and what is kept can be told to be one."""


def told(desk: Desk, rule: Rule, outcome: Outcome, seed: str) -> DryRun:
    """An outcome as a person looks at it before the rule is kept; people stay covered."""
    rows = desk.masks().table(outcome.table).to_pylist()
    by_hit: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        by_hit[row["hit_id"]].append(row)
    drawn = draw(by_hit, min(_EXAMPLES, len(by_hit)), seed) if by_hit else []
    facts = line_facts(desk, [row["bkkp_sn"] for row in rows if row["bkkp_sn"]])
    depts = [facts.get(row["bkkp_sn"], {}).get("bilg_dept_name") or "" for row in rows]
    months = [f"{row['occurred_on']:%Y-%m}" if row["occurred_on"] else "" for row in rows]
    return DryRun(
        rule_id=rule.id,
        status=outcome.status,
        why=outcome.reason.said(),
        hits=outcome.hits,
        rows=outcome.rows,
        amount=outcome.amount,
        rows_read=outcome.rows_read,
        seed=seed,
        examples=tuple(tell(rule, by_hit[hit]) for hit in drawn),
        departments=tuple(sorted(_parts(rows, depts), key=lambda part: (-part.amount, part.name))),
        months=tuple(sorted(_parts(rows, months), key=lambda part: part.name)),
        digest=rule.digest,
    )


def _parts(rows: Sequence[Mapping[str, Any]], names: Sequence[str]) -> list[Part]:
    hits: dict[str, set[str]] = defaultdict(set)
    money: dict[str, Decimal] = defaultdict(lambda: _NOTHING)
    for row, name in zip(rows, names, strict=True):
        hits[name].add(row["hit_id"])
        money[name] += row["amount"]
    return [Part(name, len(hits[name]), money[name]) for name in hits]
