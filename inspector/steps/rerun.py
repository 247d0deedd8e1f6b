"""Recompute a finding: its rule, pack, knowledge and snapshots as they were recorded for it.

What comes out is held against what was recorded, fee line by fee line; nothing of the finding
changes, and that it was recomputed is an event of the log.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from inspector.errors import PackageDamaged, RerunFailed
from inspector.rules import Pack, Rule, run_rule
from inspector.steps.acting import acting
from inspector.steps.check import KNOWLEDGE
from inspector.steps.desk import Desk
from inspector.steps.packs import kept_pack
from inspector.steps.record import find
from inspector.workspace import Engine, lay_out

_NOTHING = Decimal("0.00")


@dataclass(frozen=True)
class LineChange:
    """One fee line that came out otherwise: 元 as recorded and as recomputed, 0 if not there."""

    bkkp_sn: str
    was: Decimal
    now: Decimal


@dataclass(frozen=True)
class Rerun:
    """A finding recomputed; `was` and `now` are its whole 元, `lines` those that differ."""

    finding: str
    rule_id: str
    pack: str
    version: str
    pack_digest: str
    was: Decimal
    now: Decimal
    lines: tuple[LineChange, ...]

    @property
    def equal(self) -> bool:
        """Whether every fee line came out as recorded."""
        return not self.lines and self.was == self.now


@acting("check")
def rerun(desk: Desk, finding: str) -> Rerun:
    """Recompute the finding whose id begins with `finding`.

    Raises:
        FindingUnknown, PackMissing, PackageDamaged: what it was made of is not there.
        RerunFailed: its rule cannot run, or a snapshot it rests on is not in the case.
    """
    one = find(desk, finding)
    told = next(event.body for event in one.history if event.kind == "opened")
    pack, rule = _rule(desk, one.id, told)
    with _snapshots(desk, one.id, rule, told["snapshots"]) as engine:
        outcome = run_rule(rule, pack, engine)
    if outcome.status not in ("hit", "clean"):
        raise RerunFailed(finding=one.id, rule=rule.id, problem=outcome.reason.said())
    rows = [row for row in outcome.table.to_pylist() if row["hit_id"] == one.id]
    was, now = _by_line(told["lines"]), _by_line(rows)
    result = Rerun(
        finding=one.id,
        rule_id=rule.id,
        pack=pack.name,
        version=pack.version,
        pack_digest=pack.digest,
        was=Decimal(told["amount"]),
        now=sum((row["amount"] for row in rows), _NOTHING),
        lines=tuple(_changes(was, now)),
    )
    made_with = {"finding": one.id, "rule": rule.id, "pack": pack.digest}
    desk.note("rerun", made_with | {"equal": result.equal, "amount": str(result.now)})
    return result


def _rule(desk: Desk, finding: str, told: Mapping[str, Any]) -> tuple[Pack, Rule]:
    pack = kept_pack(desk.case.folder / "packs", told.get("pack_digest", ""), desk.known)
    named = (told["rule"], told["rule_digest"])
    rule = next((one for one in pack.rules if (one.id, one.digest) == named), None)
    if rule is None:
        raise PackageDamaged(path=str(pack.path), entry=told["rule"], problem="entry-missing")
    joined = {}
    for name, digest in told.get("knowledge", {}).items():
        table = desk.case.kept(KNOWLEDGE + digest.removeprefix("sha256:"))
        if table is None:
            raise RerunFailed(finding=finding, rule=rule.id, problem=name)
        joined[name] = table
    return replace(pack, knowledge={**pack.knowledge, **joined}), rule


@contextmanager
def _snapshots(desk: Desk, finding: str, rule: Rule, digests: Sequence[str]) -> Iterator[Engine]:
    """An engine over the snapshots of that time, though the case may hold more by now."""
    chosen = [one for one in desk.case.snapshots if one.digest in digests]
    if len(chosen) < len(set(digests)):
        raise RerunFailed(finding=finding, rule=rule.id, problem=", ".join(sorted(digests)))
    if len(chosen) == len(desk.case.snapshots):
        yield desk.engine()
        return
    made = Engine()
    lay_out(made, chosen, desk.member.age_secret)
    with made:
        yield made


def _by_line(rows: Sequence[Mapping[str, Any]]) -> dict[str, Decimal]:
    claimed: dict[str, Decimal] = defaultdict(lambda: _NOTHING)
    for row in rows:
        if row["bkkp_sn"]:
            claimed[row["bkkp_sn"]] += Decimal(row["amount"])
    return claimed


def _changes(was: Mapping[str, Decimal], now: Mapping[str, Decimal]) -> Iterator[LineChange]:
    for line in sorted({*was, *now}):
        before, after = was.get(line, _NOTHING), now.get(line, _NOTHING)
        if before != after:
            yield LineChange(line, before, after)
