"""What travels with a snapshot beside the canonical tables: what was not taken, bridged or known.

A person may ask them as any other table; what a hospital wrote in them may name somebody.
"""

from inspector.schema.tables import Column, Table


def _column(name: str, zh: str, type: str = "VARCHAR", sensitive: str = "") -> Column:
    return Column(name, zh, type, unit="", need="derived", sensitive=sensitive, source="intake")


_TABLE = _column("table_name", "表")
_COLUMN = _column("column_name", "列")
_ROWS = _column("row_count", "行数", "BIGINT")
_MADE = (
    Table(
        *("quarantine", "隔离的行", "Rows not taken", (), ()),
        (
            _column("file", "文件"),
            _column("sheet", "工作表"),
            _column("row_no", "行号", "BIGINT"),
            _TABLE,
            _COLUMN,
            _column("reason", "原因"),
            _column("raw", "原文", sensitive="text"),
        ),
    ),
    Table(
        *("link_problem", "对不上的关联", "Links that do not hold", (), ()),
        (
            _TABLE,
            _column("kind", "问题"),
            _column("row_key", "行的标识", sensitive="text"),
            _ROWS,
            _column("first_day", "最早日期", "DATE"),
            _column("last_day", "最晚日期", "DATE"),
            _column("codes", "候选", sensitive="text"),
        ),
    ),
    Table(
        *("code_unknown", "字典里没有的代码", "Codes no list knows", (), ()),
        (
            _column("dictionary", "字典"),
            _TABLE,
            _COLUMN,
            _column("code", "代码", sensitive="text"),
            _ROWS,
        ),
    ),
)
BESIDE: dict[str, Table] = {one.name: one for one in _MADE}
"""The tables by name; they ride along without being named."""
