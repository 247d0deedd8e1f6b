"""How a value is spelled for a column: as text in an extract, as a cell in a workbook.

Money and unit prices are in 分; every other number is whole; days and moments count from 1970.
"""

from sample_audits.kangning.clock import DAY, day_text, moment_text
from sample_audits.kangning.tables_platform import Value


def is_money(kind: str) -> bool:
    """Whether a column of this type holds 分: DECIMAL(16,2) and DECIMAL(16,6) do."""
    return kind in ("DECIMAL(16,2)", "DECIMAL(16,6)")


def money_text(cents: int) -> str:
    """分 as 元 with two decimals."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def text(kind: str, value: Value, dated: bool = False) -> str:
    """A value in an extract; `dated` cuts a moment to its day, as stock forms do."""
    if value is None or isinstance(value, str):
        return value or ""
    if kind == "DATE":
        return day_text(value)
    if kind == "TIMESTAMP":
        return day_text(value // DAY) if dated else moment_text(value)
    return money_text(value) if is_money(kind) else str(value)


def cell(kind: str, value: Value, dated: bool = False) -> str | float | None:
    """A value in a workbook: numbers as numbers, days and moments as the text the form asks for."""
    if value is None or isinstance(value, str):
        return value
    if kind in ("DATE", "TIMESTAMP"):
        return text(kind, value, dated)
    # Workbooks hold binary numbers whatever one does; two decimals survive the way back.
    return value / 100 if is_money(kind) else value
