"""Knowledge rows that are not settled: a value the regions fill, or a reading nobody reviewed yet.

What such a row decides is a suspicion, whatever its rule may call a hit.
"""

import pyarrow as pa

from inspector.rules.model import Pack, Rule

AWAITS = "awaits"
"""In the detail of a hit: `value` (a region's) or `review`; absent where the row is settled."""


def waiting_rows(rule: Rule, pack: Pack) -> dict[str, str]:
    """By `knowledge_row`, what each unsettled row that `rule` joins awaits: value or review."""
    waiting: dict[str, str] = {}
    for name in rule.knowledge:
        table = pack.knowledge.get(name)
        if table is not None:
            waiting |= dict.fromkeys(_named(table, "reviewed", False), "review")
            waiting |= dict.fromkeys(_named(table, "needs_overlay", True), "value")
    return waiting


def _named(table: pa.Table, column: str, told: bool) -> list[str]:
    """The rows whose `column` says `told`: of a text, whether it says anything."""
    if column not in table.column_names:
        return []
    cells = table[column].to_pylist()
    named = table["knowledge_row"].to_pylist()
    return [
        str(row)
        for row, cell in zip(named, cells, strict=True)
        if cell is not None and bool(cell) is told
    ]
