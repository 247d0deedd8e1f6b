"""What is still to be asked for: video around suspicious swipes, records to pull, stock to count.

It is derived from the hits and from what their rules say is evidence (`evidence` of the passport);
persons do not appear, visits and settlements do.
Source: 云药店 (Shaoxing) keeps the video of three minutes before and after a card settlement.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from inspector.rules import Rule

AROUND = timedelta(minutes=3)
_VIDEO = ("录像", "监控", "视频")
_STOCK = "盘点"
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Clip:
    """Video to ask for, wall time as the records have it; `where` is a settlement or a session."""

    rule_id: str
    hit: str
    where: str
    at: datetime
    begins: datetime
    ends: datetime


@dataclass(frozen=True)
class Record:
    """Papers to pull: all the rule asks for, and for which visits, in order."""

    rule_id: str
    what: tuple[str, ...]
    visits: tuple[str, ...]


@dataclass(frozen=True)
class Count:
    """An item to count: its code and name, what the books say, and the rules that ask."""

    code: str
    name: str
    rules: tuple[str, ...]
    unit: str = ""
    book: Decimal | None = None


@dataclass(frozen=True)
class Requests:
    """Everything to ask for, in a fixed order."""

    clips: tuple[Clip, ...]
    records: tuple[Record, ...]
    counts: tuple[Count, ...]


def requests(
    rows: Iterable[Row],
    rules: Mapping[str, Rule],
    book: Mapping[str, tuple[str, Decimal]] | None = None,
) -> Requests:
    """The request lists of hits.

    Args:
        rows: of the hits contract.
        rules: by id.
        book: by item code, the unit and what the books hold of it.
    """
    told = [row for row in rows if row["rule_id"] in rules]
    return Requests(
        tuple(sorted({clip.where: clip for clip in _clips(told, rules)}.values(), key=_by_time)),
        tuple(_records(told, rules)),
        tuple(_counts(told, rules, book or {})),
    )


def _by_time(clip: Clip) -> tuple[datetime, str]:
    return clip.begins, clip.where


def _clips(rows: Sequence[Row], rules: Mapping[str, Rule]) -> Iterable[Clip]:
    for row in rows:
        rule, at = rules[row["rule_id"]], row["occurred_on"]
        detail = json.loads(row["detail"] or "{}")
        filmed = any(word in text for text in rule.evidence for word in _VIDEO)
        named = _moment(detail.get("clip_from")), _moment(detail.get("clip_to"))
        # A day without an hour has no three minutes around it.
        if at is None or not (all(named) or (filmed and at.time() != datetime.min.time())):
            continue
        begins, ends = named[0] or at - AROUND, named[1] or at + AROUND
        where = row["setl_id"] or row["session_id"] or row["mdtrt_id"] or row["hit_id"]
        yield Clip(rule.id, row["hit_id"], where, at, begins, ends)


def _moment(told: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(told)) if told else None
    except ValueError:
        return None


def _records(rows: Sequence[Row], rules: Mapping[str, Rule]) -> Iterable[Record]:
    visits: dict[str, set[str]] = {}
    for row in rows:
        visits.setdefault(row["rule_id"], set()).update(
            [row["mdtrt_id"]] if row["mdtrt_id"] else []
        )
    for rule_id in sorted(visits):
        papers = tuple(
            what
            for what in rules[rule_id].evidence
            if not any(word in what for word in (*_VIDEO, _STOCK))
        )
        if papers:
            yield Record(rule_id, papers, tuple(sorted(visits[rule_id])))


def _counts(
    rows: Sequence[Row], rules: Mapping[str, Rule], book: Mapping[str, tuple[str, Decimal]]
) -> Iterable[Count]:
    items: dict[str, dict[str, str]] = {}
    for row in rows:
        rule, code = rules[row["rule_id"]], row["medins_list_codg"]
        asked = rule.partition == "stock" or any(_STOCK in text for text in rule.evidence)
        if code and asked:
            name = json.loads(row["detail"] or "{}").get("item_name") or ""
            items.setdefault(code, {})[rule.id] = name
    for code in sorted(items):
        unit, held = book.get(code, ("", None))
        names = [name for name in items[code].values() if name]
        yield Count(code, names[0] if names else "", tuple(sorted(items[code])), unit, held)
