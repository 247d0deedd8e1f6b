"""Look at hits: all of them, those of one rule, and the fee lines behind one hit.

People see them with persons covered; only `raw_hits` has them as the rules found them, for the
journal and the sealed bundle.
"""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from inspector.errors import HitUnknown, NotChecked, RuleUnknown
from inspector.rules import HITS
from inspector.steps.desk import Desk
from inspector.steps.outcomes import kept_outcomes

# What a person wants to know of a fee line; names and identity numbers are not among it.
LINE_FACTS = (
    "bkkp_sn",
    "setl_id",
    "mdtrt_id",
    "fee_ocur_time",
    "med_list_codg",
    "medins_list_name",
    "bilg_dept_name",
    "bilg_dr_name",
    "acord_dept_name",
    "cnt",
    "pric",
    "det_item_fee_sumamt",
    "net_cnt",
    "net_amt",
)
LISTED = (
    *("rule_id", "rule_title", "psn_no", "mdtrt_id"),
    *("med_list_codg", "bkkp_sn", "occurred_on"),
)
REPEATED = frozenset(LISTED) - {"bkkp_sn", "occurred_on"}


def hits(desk: Desk, rule: str | None = None) -> pa.Table:
    """The hits contract's table, of all rules or of one, in the contract's order, masked.

    Raises:
        NotChecked: no rule has run. RuleUnknown: this one has not.
    """
    return desk.masks().table(raw_hits(desk, rule))


def raw_hits(desk: Desk, rule: str | None = None) -> pa.Table:
    """The same with persons named, as the rules found them; not to be shown.

    Raises:
        NotChecked: no rule has run. RuleUnknown: this one has not.
    """
    ran = {row.rule_id: kept for row, kept in kept_outcomes(desk)}
    if not ran:
        raise NotChecked(path=str(desk.case.folder))
    if rule is not None and rule not in ran:
        raise RuleUnknown(rule=rule)
    tables = [desk.case.kept(ran[rule_id]) for rule_id in sorted([rule] if rule else ran)]
    return pa.concat_tables(
        [table for table in tables if table is not None] or [HITS.empty_table()]
    )


def raw_hits_where(
    desk: Desk, column: str, values: Sequence[str], rule: str | None = None
) -> pa.Table:
    """The rows of `raw_hits` with one of `values` in `column`; only they are held in memory.

    Raises:
        NotChecked: no rule has run.
    """
    ran = kept_outcomes(desk)
    if not ran:
        raise NotChecked(path=str(desk.case.folder))
    asked = [kept for row, kept in ran if row.hits and rule in (None, row.rule_id)]
    found = [desk.case.kept_where(kept, column, values) for kept in asked]
    return pa.concat_tables([one for one in found if one is not None] or [HITS.empty_table()])


def listed_hits(desk: Desk) -> pa.Table:
    """One row a hit, as a list shows it, masked: `LISTED`, its 元 (`amount`) and its `rows`.

    Rule by rule in the contract's order; of a hit's rows the first one speaks. What repeats is
    kept once, so that a million hits fit beside the engine.

    Raises:
        NotChecked: no rule has run.
    """
    ran = kept_outcomes(desk)
    if not ran:
        raise NotChecked(path=str(desk.case.folder))
    parts = [_one_row_a_hit(desk, kept) for row, kept in ran if row.hits]
    told = pa.concat_tables(parts or [one_row_each(HITS.empty_table())]).unify_dictionaries()
    at = told.column_names.index("psn_no")
    people: Any = told["psn_no"].combine_chunks()
    shown = desk.masks().table(pa.table({"psn_no": people.dictionary}))["psn_no"].combine_chunks()
    covered = pa.DictionaryArray.from_arrays(people.indices, shown)
    return told.set_column(at, "psn_no", covered).combine_chunks()


def _one_row_a_hit(desk: Desk, kept: str) -> pa.Table:
    table = desk.case.kept(kept, ["hit_id", *LISTED, "amount"])
    return one_row_each(HITS.empty_table() if table is None else table)


def one_row_each(table: pa.Table) -> pa.Table:
    """Rows of the hits contract as one row a hit, in the order of their ids (`listed_hits`)."""
    by_hit = table.group_by("hit_id", use_threads=False)
    made = by_hit.aggregate(
        [("amount", "sum"), ("amount", "count"), *((name, "first") for name in LISTED)]
    ).sort_by("hit_id")
    columns = {"hit_id": made["hit_id"]}
    for name in LISTED:
        first = made[f"{name}_first"]
        columns[name] = pc.dictionary_encode(first) if name in REPEATED else first
    columns["amount"] = made["amount_sum"].cast(pa.decimal128(16, 2))
    columns["rows"] = made["amount_count"].cast(pa.int32())
    return pa.table(columns)


def rows_of(desk: Desk, hit_id: str, rule: str | None = None) -> list[dict[str, Any]]:
    """The rows of one hit, masked; found faster if its rule is named.

    Raises:
        NotChecked, HitUnknown
    """
    found = raw_hits_where(desk, "hit_id", [hit_id], rule)
    if not found.num_rows:
        raise HitUnknown(hit=hit_id)
    return list(desk.masks().table(found).to_pylist())


def hit_lines(desk: Desk, hit_id: str, rule: str | None = None) -> list[dict[str, Any]]:
    """The rows of one hit, each with what its fee line says (`LINE_FACTS`).

    Raises:
        NotChecked, HitUnknown
    """
    found = rows_of(desk, hit_id, rule)
    facts = line_facts(desk, [row["bkkp_sn"] for row in found if row["bkkp_sn"]])
    return [facts.get(row["bkkp_sn"], {}) | row for row in found]


def line_facts(desk: Desk, lines: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What the fee lines `lines` (bkkp_sn) say, by bkkp_sn."""
    if not lines:
        return {}
    asked = sorted(set(lines))
    names = ", ".join(LINE_FACTS)
    answer = desk.engine().con.execute(
        f"SELECT {names} FROM fee_list_d WHERE bkkp_sn IN (SELECT unnest($lines))",
        {"lines": asked},
    )
    return {row[0]: dict(zip(LINE_FACTS, row, strict=True)) for row in answer.fetchall()}


def line_offices(desk: Desk, lines: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Department and doctor that ordered each of the fee lines `lines` (bkkp_sn), by bkkp_sn."""
    if not lines:
        return {}
    answer = desk.engine().con.execute(
        "SELECT bkkp_sn, coalesce(bilg_dept_name, ''), coalesce(bilg_dr_name, '') "
        "FROM fee_list_d WHERE bkkp_sn IN (SELECT unnest($lines))",
        {"lines": sorted(set(lines))},
    )
    return {line: (department, doctor) for line, department, doctor in answer.fetchall()}
