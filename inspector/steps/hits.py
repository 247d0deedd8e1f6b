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


def rows_of(desk: Desk, hit_id: str) -> list[dict[str, Any]]:
    """The rows of one hit, masked.

    Raises:
        HitUnknown
    """
    table = raw_hits(desk)
    found = table.filter(pc.equal(table["hit_id"], pa.scalar(hit_id)))
    if not found.num_rows:
        raise HitUnknown(hit=hit_id)
    return list(desk.masks().table(found).to_pylist())


def hit_lines(desk: Desk, hit_id: str) -> list[dict[str, Any]]:
    """The rows of one hit, each with what its fee line says (`LINE_FACTS`).

    Raises:
        HitUnknown
    """
    found = rows_of(desk, hit_id)
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
