"""One row a hit, made from the hits table: what the list of hits shows, narrows and orders.

Amounts are the table's own, added up by hit; nothing is judged here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

NAMES = ("rule_id", "rule_title", "verdict", "psn_no", "mdtrt_id", "med_list_codg", "occurred_on")
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


def one_row_a_hit(
    hits: "pa.Table", rule: str | None = None, text: str = "", by_amount: bool = True
) -> HitList:
    """The hits of `rule` (None: all) in which `text` occurs, the dearest first or as kept."""
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
    if by_amount:
        table = table.sort_by([("amount", "descending"), ("hit_id", "ascending")])
    return HitList(table, pc.sum(table["amount"]).as_py() or Decimal("0.00"))


def _holds(table: "pa.Table", text: str) -> Any:
    import pyarrow.compute as pc

    found: Any = pc.match_substring(table[SEARCHED[0]], text, ignore_case=True)
    for name in SEARCHED[1:]:
        also = pc.match_substring(table[name], text, ignore_case=True)
        found = pc.or_kleene(found, also)
    return pc.fill_null(found, False)
