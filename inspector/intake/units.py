"""Stock quantities in the smallest unit: packs times 拆零比, split units as they are.

A quantity whose unit is neither is not converted, it is NULL and counted.
"""

_IN_SPLIT_UNITS = """CASE
    WHEN {unit} = split_unit AND ({unit} IS DISTINCT FROM pack_unit OR coalesce(pack_cnt, 1) = 1)
    THEN {count}
    WHEN {unit} = pack_unit AND {unit} IS DISTINCT FROM split_unit AND pack_cnt > 0
    THEN TRY_CAST({count} * pack_cnt AS DECIMAL(16,4))
END"""

_CONVERTED = {
    "inv_move": (("chg_cnt", "chg_unit", "chg_cnt_min"),),
    "inv_balance": (
        ("open_cnt", "inv_unit", "open_cnt_min"),
        ("close_cnt", "inv_unit", "close_cnt_min"),
    ),
}


def can_convert(table: str) -> bool:
    """Whether `table` holds stock quantities."""
    return table in _CONVERTED


def convert_units(table: str, rows: str) -> str:
    """SQL of the stock rows `rows` with their quantities in split units beside."""
    columns = ", ".join(
        f"{_IN_SPLIT_UNITS.format(unit=unit, count=count)} AS {converted}"
        for count, unit, converted in _CONVERTED[table]
    )
    return f"SELECT *, {columns} FROM {rows}"
