"""What the list of hits shows, narrows, orders and groups: places in one table, a row a hit.

The table is read once a check and never copied, so a million hits are held once; nothing is judged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pyarrow as pa

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
    """Hits in the order shown: the places `order` of `table`; `amount` in 元 is of all of them."""

    table: "pa.Table"
    order: "pa.Array[Any]"
    amount: Decimal

    def __len__(self) -> int:
        return len(self.order)

    def rows(self, start: int, stop: int) -> list[dict[str, Any]]:
        """The hits from `start` up to `stop`."""
        return list(self.table.take(self.order.slice(start, stop - start)).to_pylist())

    def __getitem__(self, index: int) -> Mapping[str, Any]:
        return self.rows(index, index + 1)[0]

    def name(self, index: int) -> tuple[str, str]:
        """The hit's id and its rule's."""
        hit = self[index]
        return str(hit["hit_id"]), str(hit["rule_id"])

    def column(self, name: str) -> "pa.Array[Any]":
        """A column in the order shown."""
        return self.table[name].combine_chunks().take(self.order)

    def count_of(self, hits: Iterable[str]) -> int:
        """How many of `hits` are in the list."""
        import pyarrow as pa
        import pyarrow.compute as pc

        wanted: Any = pc.is_in(self.table["hit_id"], pa.array(list(hits), pa.string()))
        return int(
            pc.sum(pc.cast(wanted.combine_chunks().take(self.order), pa.int64())).as_py() or 0
        )

    def place(self, hit: str) -> int:
        """Where `hit` stands; 0 if it is not here."""
        import pyarrow as pa
        import pyarrow.compute as pc

        at = pc.index(self.table["hit_id"], hit).as_py()
        here = -1 if at < 0 else pc.index(self.order, pa.scalar(at, self.order.type)).as_py()
        return max(0, int(here))


@dataclass(frozen=True)
class Group:
    """Hits that have something in common, and their 元; `places` are those of the whole table."""

    kind: str
    name: str
    amount: Decimal
    places: "pa.Array[Any]" = field(compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.places)


def listed(
    hits: "pa.Table",
    rule: str | None = None,
    text: str = "",
    order: str = "amount",
    group: Group | None = None,
) -> HitList:
    """The hits of `rule` (None: all) and of `group` in which `text` occurs, in one of `ORDERS`.

    Args:
        hits: one row a hit (`steps.listed_hits`); it is not copied.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if group is None:
        every = pc.indices_nonzero(pa.repeat(True, hits.num_rows))
        places = pc.cast(every, pa.uint32())
    else:
        places = pc.take(group.places, pc.array_sort_indices(group.places))
    if rule is not None:
        places = _only(places, pc.equal(hits["rule_id"], pa.scalar(rule)))
    if text:
        places = _only(places, _holds(hits, text))
    if order in _SORTED:
        name, direction = _SORTED[order]
        values = hits[name].combine_chunks().take(places)
        # Stable: what is alike stays as the hits are kept.
        places = places.take(pc.array_sort_indices(values, order=direction))
    amount = pc.sum(hits["amount"].combine_chunks().take(places)).as_py()
    # What reading and ordering took goes back to the system.
    pa.default_memory_pool().release_unused()
    return HitList(hits, places, amount or Decimal("0.00"))


def _only(places: "pa.Array[Any]", held: Any) -> "pa.Array[Any]":
    """The places at which `held`, a mask of the whole table, is true."""
    import pyarrow.compute as pc

    return places.filter(pc.fill_null(held, False).combine_chunks().take(places))


def _holds(table: "pa.Table", text: str) -> Any:
    import pyarrow.compute as pc

    found: Any = _matches(table[SEARCHED[0]], text)
    for name in SEARCHED[1:]:
        found = pc.or_kleene(found, _matches(table[name], text))
    return found


def _matches(column: Any, text: str) -> Any:
    """Which cells hold `text`; what repeats is looked at once."""
    import pyarrow as pa
    import pyarrow.compute as pc

    cells = column.combine_chunks()
    if not pa.types.is_dictionary(cells.type):
        return pa.chunked_array([pc.match_substring(cells, text, ignore_case=True)])
    alike = pc.match_substring(cells.dictionary, text, ignore_case=True)
    return pa.chunked_array([alike.take(cells.indices)])


def grouped(
    hits: HitList, kind: str, offices: Mapping[str, tuple[str, str]] | None = None
) -> list[Group]:
    """The hits by one of `KINDS`, most 元 first; `offices`: department and doctor by line."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pc.fill_null(_names(hits, kind, offices or {}), "").dictionary_encode()
    table = pa.table({"group": names.indices, "amount": hits.column("amount")})
    by_group = table.group_by("group", use_threads=False)
    summed = by_group.aggregate([("amount", "sum"), ("group", "count")]).sort_by("group")
    ordered = hits.order.take(pc.array_sort_indices(names.indices))
    groups, at = [], 0
    for row in summed.to_pylist():
        name, size = str(names.dictionary[row["group"]].as_py()), row["group_count"]
        amount = row["amount_sum"] or Decimal()
        groups.append(Group(kind, name, amount, ordered.slice(at, size)))
        at += size
    return sorted(groups, key=lambda one: (-one.amount, one.name))


def lines_of(hits: HitList) -> list[str]:
    """The fee lines behind the hits, each once."""
    import pyarrow.compute as pc

    return [line for line in pc.unique(hits.column("bkkp_sn")).to_pylist() if line]


def _names(hits: HitList, kind: str, offices: Mapping[str, tuple[str, str]]) -> Any:
    import pyarrow as pa
    import pyarrow.compute as pc

    if kind in ("department", "doctor"):
        at = ("department", "doctor").index(kind)
        named = pa.array([told[at] for told in offices.values()], pa.string())
        lines = pa.array(list(offices), pa.string())
        return named.take(pc.index_in(hits.column("bkkp_sn"), value_set=lines))
    if kind == "month":
        return pc.strftime(hits.column("occurred_on"), "%Y-%m")
    return hits.column({"person": "psn_no", "rule": "rule_id"}[kind]).cast(pa.string())
