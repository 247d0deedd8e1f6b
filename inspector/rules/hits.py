"""The hits contract: from a rule's own rows to the columns every reader of hits relies on.

Rows are in one total order and hold nothing that depends on when or where they were made, so that
the same snapshot and pack give the same bytes.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import pyarrow as pa

from inspector.i18n import Language, language, say
from inspector.rules.model import Pack, Rule
from inspector.rules.waiting import AWAITS, waiting_rows
from inspector.trust import canonical, digest

_COLUMNS: list[tuple[str, pa.DataType]] = [
    ("rule_id", pa.string()),
    ("rule_title", pa.string()),
    ("verdict", pa.string()),
    ("hit_id", pa.string()),
    ("psn_no", pa.string()),
    ("mdtrt_id", pa.string()),
    ("setl_id", pa.string()),
    ("bkkp_sn", pa.string()),
    ("session_id", pa.string()),
    ("med_list_codg", pa.string()),
    ("medins_list_codg", pa.string()),
    ("drug_trac_codg", pa.string()),
    ("staff_code", pa.string()),
    ("occurred_on", pa.timestamp("us")),
    ("cnt", pa.decimal128(16, 4)),
    ("amount", pa.decimal128(16, 2)),
    ("detail", pa.string()),
]
HITS = pa.schema(_COLUMNS)
"""The hits contract, in column order; `detail` is canonical JSON of the rule's other columns."""

IDENTITIES = tuple(HITS.names[4:13])
_CENT, _CNT = Decimal("0.01"), Decimal("0.0001")
_ORDER = (
    "hit_id",
    "bkkp_sn",
    "session_id",
    "drug_trac_codg",
    "occurred_on",
    "staff_code",
    "detail",
)


def hits_table(rule: Rule, pack: Pack, rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """A rule's result rows as the hits contract; rows of one unit of suspicion share a `hit_id`.

    A row that was decided by knowledge still awaiting a region's value or a review is never more
    than `suspect`, and says in `detail` what it awaits.
    """
    waiting = waiting_rows(rule, pack)
    made = [
        _hit(rule, pack, row, waiting.get(str(row.get("knowledge_row")), ""))
        for row in rows
        if _in_force(rule, pack, row.get("occurred_on"))
    ]
    made.sort(key=lambda hit: tuple(str(hit[name] or "") for name in _ORDER))
    return pa.Table.from_pylist(made, schema=HITS)


def hit_id(rule_id: str, unit: Sequence[object]) -> str:
    """The name of a hit: 16 hex digits over rule and unit, equal on every laptop."""
    named = canonical([rule_id, *(plain(value) for value in unit)])
    return digest(named).removeprefix("sha256:")[:16]


def _hit(rule: Rule, pack: Pack, row: Mapping[str, Any], awaits: str) -> dict[str, Any]:
    others = {name: plain(value) for name, value in row.items() if name not in HITS.names}
    if awaits:
        others[AWAITS] = awaits
    verdict = pack.verdict(rule)
    return {
        "rule_id": rule.id,
        "rule_title": rule.title["zh"],
        "verdict": "suspect" if awaits and verdict == "breach" else verdict,
        "hit_id": hit_id(rule.id, [row[name] for name in rule.unit]),
        **{name: row.get(name) for name in IDENTITIES},
        "occurred_on": _moment(row.get("occurred_on")),
        "cnt": None if row.get("cnt") is None else Decimal(row["cnt"]).quantize(_CNT),
        "amount": Decimal(row["amount"]).quantize(_CENT),
        "detail": canonical({k: v for k, v in others.items() if v is not None}).decode("utf-8"),
    }


def plain(value: object) -> str | int | bool | None:
    """A cell as JSON can carry it: decimals without idle zeros, times as `2024-01-01 09:30:00`."""
    if value is None or isinstance(value, str | int):
        return value
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    assert isinstance(value, date), f"a rule may not return {type(value).__name__}"
    return value.isoformat()


def _moment(value: object) -> datetime | None:
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    assert value is None or isinstance(value, datetime)
    return value


def _in_force(rule: Rule, pack: Pack, occurred_on: object) -> bool:
    moment = _moment(occurred_on)
    return moment is None or pack.in_force(rule, moment.date())


def tell(rule: Rule, rows: Sequence[Mapping[str, Any]], lang: Language | None = None) -> str:
    """One hit in one plain sentence, filled from its rows (`amount`: the hit's whole 元).

    Args:
        rule: the rule that made it.
        rows: all rows of one hit, as in the hits contract.
        lang: zh or en; the language in force when left out.
    """
    first = max(rows, key=lambda row: (row["amount"], row["bkkp_sn"] or ""))
    facts = {name: value for name, value in first.items() if name != "detail"}
    facts |= json.loads(first["detail"])
    facts = {name: plain(value) for name, value in facts.items() if value is not None}
    facts["amount"] = f"{sum((row['amount'] for row in rows), Decimal()):,.2f}"
    return rule.sentence[lang or language()].format_map(_Gaps(facts)) + _awaited(rows, lang)


def _awaited(rows: Sequence[Mapping[str, Any]], lang: Language | None) -> str:
    """What the knowledge behind a hit still awaits, in a sentence; empty where it is settled."""
    told = {json.loads(row["detail"]).get(AWAITS, "") for row in rows} - {""}
    return "".join(say(f"rules.awaits.{what}", lang) for what in sorted(told))


class _Gaps(dict[str, Any]):
    """A column the row did not fill reads as a dash."""

    def __missing__(self, key: str) -> str:
        return "—"
