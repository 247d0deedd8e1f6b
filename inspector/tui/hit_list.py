"""One row a hit, made from the hits table: what the list of hits shows, narrows and orders.

Amounts are the table's own, added up by hit; nothing is judged here.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow as pa

NAMES = (
    *(
        "bkkp_sn",
        "rule_id",
        "rule_title",
        "verdict",
        "psn_no",
        "mdtrt_id",
        "med_list_codg",
        "occurred_on",
    ),
)
ORDERS = ("amount", "kept", "date", "person", "rule")
"""The dearest first, as the hits are kept, or by one of their columns."""
_SORTED: Mapping[str, tuple[str, Literal["ascending", "descending"]]] = {
    "amount": ("amount", "descending"),
    "date": ("occurred_on", "ascending"),
    "person": ("psn_no", "ascending"),
    "rule": ("rule_id", "ascending"),
}
KINDS = ("department", "doctor", "person", "month", "rule")
"""By what hits can be grouped."""
SEARCHED = ("rule_id", "rule_title", "mdtrt_id", "med_list_codg", "hit_id")


@dataclass(frozen=True)
class HitList:
    """Hits in the order shown; `amount` in 元 is of all of them."""

    table: "pa.Table"
    amount: Decimal

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def rows(self, start: int, stop: int) -> list[dict[str, Any]]:
        """The hits from `start` up to `stop`."""
        return list(self.table.slice(start, stop - start).to_pylist())

    def __getitem__(self, index: int) -> Mapping[str, Any]:
        return self.rows(index, index + 1)[0]

    def count_of(self, hits: Iterable[str]) -> int:
        """How many of `hits` are in the list."""
        import pyarrow as pa
        import pyarrow.compute as pc

        wanted = pa.array(list(hits), pa.string())
        return int(self.table.filter(pc.is_in(self.table["hit_id"], wanted)).num_rows)

    def place(self, hit: str) -> int:
        """Where `hit` stands; 0 if it is not here."""
        import pyarrow.compute as pc

        return max(0, int(pc.index(self.table["hit_id"], hit).as_py()))


@dataclass(frozen=True)
class Group:
    """Hits that have something in common, and their 元."""

    kind: str
    name: str
    hits: tuple[str, ...]
    amount: Decimal


def one_row_a_hit(
    hits: "pa.Table",
    rule: str | None = None,
    text: str = "",
    order: str = "amount",
    group: Group | None = None,
) -> HitList:
    """The hits of `rule` (None: all) and of `group` in which `text` occurs, in one of `ORDERS`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if rule is not None:
        hits = hits.filter(pc.equal(hits["rule_id"], pa.scalar(rule)))
    grouped = hits.group_by("hit_id", use_threads=False).aggregate(
        [("amount", "sum"), ("amount", "count"), *((name, "first") for name in NAMES)]
    )
    named = {f"{name}_first": name for name in NAMES}
    named |= {"amount_sum": "amount", "amount_count": "rows"}
    table: pa.Table = grouped.rename_columns([named.get(n, n) for n in grouped.column_names])
    if text:
        table = table.filter(_holds(table, text))
    if group is not None:
        table = table.filter(pc.is_in(table["hit_id"], pa.array(group.hits, pa.string())))
    if order in _SORTED:
        table = table.sort_by([_SORTED[order], ("hit_id", "ascending")])
    return HitList(table, pc.sum(table["amount"]).as_py() or Decimal("0.00"))


def _holds(table: "pa.Table", text: str) -> Any:
    import pyarrow.compute as pc

    found: Any = pc.match_substring(table[SEARCHED[0]], text, ignore_case=True)
    for name in SEARCHED[1:]:
        also = pc.match_substring(table[name], text, ignore_case=True)
        found = pc.or_kleene(found, also)
    return pc.fill_null(found, False)


def grouped(
    hits: HitList, kind: str, offices: Mapping[str, tuple[str, str]] | None = None
) -> list[Group]:
    """The hits by one of `KINDS`, most 元 first; `offices`: department and doctor by line."""
    names = _names(hits.table, kind, offices or {})
    found: dict[str, list[str]] = defaultdict(list)
    money: dict[str, Decimal] = defaultdict(Decimal)
    ids, amounts = hits.table["hit_id"].to_pylist(), hits.table["amount"].to_pylist()
    for name, hit, amount in zip(names, ids, amounts, strict=True):
        found[name].append(str(hit))
        money[name] += amount or Decimal()
    groups = [Group(kind, name, tuple(found[name]), money[name]) for name in found]
    return sorted(groups, key=lambda one: (-one.amount, one.name))


def _names(table: "pa.Table", kind: str, offices: Mapping[str, tuple[str, str]]) -> Iterable[str]:
    if kind in ("department", "doctor"):
        at = ("department", "doctor").index(kind)
        return [offices.get(str(line), ("", ""))[at] for line in table["bkkp_sn"].to_pylist()]
    if kind == "month":
        days = table["occurred_on"].to_pylist()
        return [f"{day:%Y-%m}" if day else "" for day in days]
    column = {"person": "psn_no", "rule": "rule_id"}[kind]
    return [value or "" for value in table[column].to_pylist()]
