"""What was received, as tables: sources with their rows, control totals and what is off."""

from collections.abc import Sequence
from typing import Any

from inspector.cli import show
from inspector.i18n import language, say


def table_name(name: str | None) -> str:
    """A table by its own name and what people call it."""
    from inspector.schema import TABLES

    if name is None:
        return say("cli.unrecognised")
    if name not in TABLES:
        return name
    return f"{name} {TABLES[name].zh if language() == 'zh' else TABLES[name].en}"


def print_sources(sources: Sequence[dict[str, Any]]) -> None:
    """Taken and quarantined rows of each source file."""
    show.table(
        [say(f"cli.column.{name}") for name in ("file", "table", "taken", "quarantined")],
        [
            (
                source["file"],
                table_name(source["table"]),
                f"{source['rows_taken']:,}",
                f"{source['rows_quarantined']:,}",
            )
            for source in sources
        ],
        right=(2, 3),
    )


def print_totals(totals: Sequence[dict[str, Any]]) -> None:
    """Control totals with numerator, denominator and problems; `!` marks what does not fit.

    Below the table each marked one is said in words.
    """
    names = ("rule-id", "total", "numerator", "denominator", "problems")
    show.table(
        ["", *(say(f"cli.column.{name}") for name in names)],
        [
            (
                _mark(total),
                total.get("rule", ""),
                _called(total),
                grouped(total["numerator"]),
                grouped(total["denominator"]),
                f"{total['problem_rows']:,}",
            )
            for total in totals
        ],
        right=(3, 4, 5),
    )
    for total in totals:
        if total["problem_rows"]:
            facts = {name: grouped(value) for name, value in total.items() if name != "name"}
            told = say(total["name"], **facts | {"of": table_name(total["of"])})
            show.line(f"! {told}")


def _mark(total: dict[str, Any]) -> str:
    return "!" if total["problem_rows"] else ""


def _called(total: dict[str, Any]) -> str:
    """What is checked, in a few words, and of which table."""
    from inspector.i18n.catalogue import catalogue

    name = total["name"].removeprefix("intake.total.")
    called = catalogue(language()).get(f"intake.check.{name}", name)
    return f"{called} · {table_name(total['of'])}"


def grouped(value: object) -> str:
    """A number with thousands separators; anything else as it is."""
    from decimal import Decimal, InvalidOperation

    try:
        return f"{Decimal(str(value)):,}"
    except InvalidOperation:
        return str(value)
