"""Stock quantities in the smallest unit: packs times 拆零比, split units as they are.

A row without its own ratio takes the one all other rows of the item agree on. A quantity whose unit
is neither is not converted, it is NULL, counted and listed.
"""

from collections.abc import Mapping, Set

import duckdb

from inspector.intake.links.unlinked import candidates, key, list_problems

_IN_SPLIT_UNITS = """CASE
    WHEN {unit} = split_unit AND ({unit} IS DISTINCT FROM pack_unit OR coalesce(ratio, 1) = 1)
    THEN {count}
    WHEN {unit} = pack_unit AND {unit} IS DISTINCT FROM split_unit AND ratio > 0
    THEN TRY_CAST({count} * ratio AS DECIMAL(16,4))
END"""

_CONVERTED = {
    "inv_move": (("chg_cnt", "chg_unit", "chg_cnt_min"),),
    "inv_balance": (
        ("open_cnt", "inv_unit", "open_cnt_min"),
        ("close_cnt", "inv_unit", "close_cnt_min"),
    ),
}
_MOMENT = {"inv_move": "biz_time", "inv_balance": "close_date"}

_RATIOS = f"""
CREATE TABLE intake.ratio AS
SELECT medins_list_codg, pack_unit, split_unit, count(DISTINCT pack_cnt) AS ratios,
       min(pack_cnt) AS agreed, {candidates("pack_cnt")} AS codes
FROM ({{stated}}) WHERE pack_cnt IS NOT NULL
GROUP BY ALL
"""
_STATED = "SELECT medins_list_codg, pack_unit, split_unit, pack_cnt FROM intake.base_{table}"
_WITH_RATIO = """
SELECT s.*, coalesce(s.pack_cnt, CASE WHEN r.ratios = 1 THEN r.agreed END) AS ratio
FROM {rows} s LEFT JOIN intake.ratio r ON r.medins_list_codg = s.medins_list_codg
 AND r.pack_unit = s.pack_unit AND r.split_unit = s.split_unit AND s.pack_cnt IS NULL
"""
_UNITS = {"pack_unit": "b.pack_unit", "split_unit": "b.split_unit"}
_ITEM = key(medins_list_codg="b.medins_list_codg", **_UNITS)
_ITEM_IN_UNIT = key(medins_list_codg="b.medins_list_codg", unit="b.{unit}", **_UNITS)
_TWO_RATIOS = f"""
SELECT '{{table}}', 'ratio-two',
       {_ITEM},
       count(*), min(CAST({{moment}} AS DATE)), max(CAST({{moment}} AS DATE)), any_value(r.codes)
FROM intake.base_{{table}} b JOIN intake.ratio r ON r.medins_list_codg = b.medins_list_codg
 AND r.pack_unit IS NOT DISTINCT FROM b.pack_unit AND r.split_unit IS NOT DISTINCT FROM b.split_unit
WHERE r.ratios > 1 GROUP BY ALL ORDER BY ALL
"""
_UNKNOWN_UNIT = f"""
SELECT '{{table}}', 'unit-unknown',
       {_ITEM_IN_UNIT},
       count(*), min(CAST({{moment}} AS DATE)), max(CAST({{moment}} AS DATE)),
       {candidates("ratio")}
FROM ({{converted}}) b WHERE {{count}} IS NOT NULL AND {{made}} IS NULL GROUP BY ALL ORDER BY ALL
"""


def can_convert(table: str) -> bool:
    """Whether `table` holds stock quantities."""
    return table in _CONVERTED


def agree_ratios(con: duckdb.DuckDBPyConnection, supplied: Mapping[str, Set[str]]) -> None:
    """Make `intake.ratio` of the stock tables there are: what they say an item's 拆零比 is.

    An item with two ratios for the same pair of units is listed.
    """
    stock = [name for name in _CONVERTED if name in supplied]
    if not stock:
        return
    stated = " UNION ALL ".join(_STATED.format(table=name) for name in stock)
    con.execute(_RATIOS.format(stated=stated))
    for name in stock:
        list_problems(con, _TWO_RATIOS.format(table=name, moment=_MOMENT[name]))


def convert_units(con: duckdb.DuckDBPyConnection, table: str, rows: str) -> str:
    """SQL of the stock rows `rows` with their quantities in split units beside.

    Needs `intake.ratio`; what cannot be converted is listed.
    """
    columns = ", ".join(
        f"{_IN_SPLIT_UNITS.format(unit=unit, count=count)} AS {converted}"
        for count, unit, converted in _CONVERTED[table]
    )
    converted = f"SELECT *, {columns} FROM ({_WITH_RATIO.format(rows=rows)})"
    count, unit, made = _CONVERTED[table][-1]
    told = {"moment": _MOMENT[table], "unit": unit, "count": count, "made": made}
    list_problems(con, _UNKNOWN_UNIT.format(table=table, converted=converted, **told))
    return converted
