"""How files, columns, problems and totals look on the intake screen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from rich.text import Text

from inspector.i18n import language, say
from inspector.schema import TABLES
from inspector.tui.cells import clean, count, day
from inspector.tui.intake.dialogs import Choice
from inspector.tui.intake.office import ColumnRow, Office, Seen
from inspector.tui.screens.overview import grouped
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells

if TYPE_CHECKING:
    from inspector.steps import Refusal, UnknownCode

CODES = 20
"""Of a column, so many codes are shown."""


def table_name(table: str | None) -> str:
    """A table in the language in force."""
    if table is None:
        return say("tui.intake.unrecognised")
    if table not in TABLES:
        return clean(table)
    return TABLES[table].zh if language() == "zh" else TABLES[table].en


def file_columns() -> list[Column]:
    """File, what it is, rows, problems, dates."""
    return [
        Column(say("tui.intake.column-of.file"), 24, grows=True),
        Column(say("tui.intake.column-of.table"), 15, grows=True),
        Column(say("tui.intake.column-of.rows"), 8, right=True),
        Column(say("tui.intake.column-of.problems"), 4, right=True),
        Column(say("tui.intake.column-of.dates"), 22),
    ]


def file_cells(seen: Seen, office: Office) -> Cells:
    """A file or sheet; the sheet is named where its file has several."""
    told = seen.profile
    several = sum(1 for one in office.seen if one.path == seen.path) > 1
    name = f"{told.path.name} {told.sheet}" if several and told.sheet else told.path.name
    dates = f"{day(told.first)}..{day(told.last)}" if told.first else ""
    likely = None if told.table else office.table(seen)
    return (
        clean(name),
        f"? {table_name(likely)}" if likely else table_name(told.table),
        count(told.rows),
        count(len(told.problems)) if told.problems else "",
        dates,
    )


def column_columns() -> list[Column]:
    """Header, column with its Chinese name, how sure, how its cells look."""
    return [
        Column(say("tui.intake.column-of.header"), 20, grows=True),
        Column(say("tui.intake.column-of.column"), 30, grows=True),
        Column(say("tui.intake.column-of.mark"), 8),
        Column(say("tui.intake.column-of.shape"), 16),
    ]


def column_cells(row: ColumnRow, table: str | None) -> Cells:
    """A header and what becomes of it."""
    name = column_name(table, row.column) if row.column else say("tui.intake.not-taken")
    return (
        clean(row.header),
        clean(" ".join([*(f"[{one}]" for one in beside(row)), name])),
        say(f"tui.intake.mark.{row.mark}"),
        clean(row.shape),
    )


def beside(row: ColumnRow) -> list[str]:
    """What the mapping says of a column beside its name, in a few signs each."""
    writing, limit = row.beyond
    words = len(writing.values)
    return [
        *(said for said in (writing.unit, writing.format) if said),
        *([say("tui.intake.words", words=words)] if words else []),
        *([] if limit.empty else [say("tui.intake.limited")]),
    ]


def column_name(table: str | None, column: str) -> str:
    """A column's Chinese name and its own."""
    known = TABLES[table].by_name.get(column) if table in TABLES else None
    return f"{known.zh} {column}" if known else column


def column_names(table: str | None, said: str) -> str:
    """The columns a problem names, `hosp_lv: ...` or `certno, setl_id`, by their Chinese names."""
    names, colon, rest = said.partition(": ")
    return ", ".join(column_name(table, name) for name in names.split(", ")) + colon + rest


def choices(table: str, rows: Sequence[ColumnRow], row: ColumnRow) -> list[Choice]:
    """The columns of the table, likely ones first, each with the header that is taken as it now."""
    taken = {one.column: one.header for one in rows if one.column and one.header != row.header}
    names = [column.name for column in TABLES[table].received]
    likely = [name for name in row.candidates if name in names]
    ordered = dict.fromkeys([*likely, *([row.column] if row.column in names else []), *names])
    return [Choice(name, _choice(table, name, taken, name in likely)) for name in ordered]


def _choice(table: str, name: str, taken: Mapping[str, str], likely: bool) -> str:
    column = TABLES[table].by_name[name]
    said = f"{'?' if likely else ' '} {column_name(table, name)}"
    said += f" {say('tui.intake.required')}" if column.need == "required" else ""
    if name in taken:
        said += f"  {say('tui.intake.taken-by', header=clean(taken[name]))}"
    return said


def tables() -> list[Choice]:
    """Every table, by its name in the language in force and its own."""
    return [Choice(name, f"  {table_name(name)} {name}") for name in TABLES]


def problems(office: Office) -> Text:
    """Everything wrong, file by file, as sentences."""
    told = Text()
    for seen in office.seen:
        said = sentences(seen)
        if said:
            name = " ".join(part for part in (seen.profile.path.name, seen.profile.sheet) if part)
            told.append(f"{clean(name)}  {table_name(seen.profile.table)}\n", "bold")
            told.append("".join(f"- {one}\n" for one in said)).append("\n")
    fits = [*office.unfit.values()]
    for table in sorted(frozenset.intersection(*fits)) if fits else ():
        told.append(f"- {say('cli.profile.unfit', table=table_name(table))}\n")
    return told if told.plain else Text(say("tui.intake.no-problems"))


def sentences(seen: Seen) -> list[str]:
    """The problems of one sheet; facts in them are never read as markup."""
    told = seen.profile
    said = [clean(say(one.key, **_named(told.table, dict(one.facts)))) for one in told.problems]
    if told.outside:
        said.append(say("cli.profile.outside", rows=count(told.outside)))
    return said


def _named(table: str | None, facts: dict[str, Any]) -> dict[str, Any]:
    """Columns and tables by the names people know."""
    if facts.get("column"):
        facts["column"] = column_names(table, str(facts["column"]))
    if "table" in facts:
        facts["table"] = table_name(str(facts["table"]))
    if isinstance(facts.get("count"), int):
        facts["count"] = count(facts["count"])
    return facts


def totals(
    sources: Sequence[Mapping[str, Any]],
    controls: Sequence[Mapping[str, Any]],
    refused: "Sequence[Refusal]",
    unknown: "Sequence[UnknownCode]" = (),
) -> Text:
    """What was taken and what was not, why not, codes no list knows, and whether it adds up."""
    told = Text()
    taken, kept_out = (
        sum(int(one[name]) for one in sources) for name in ("rows_taken", "rows_quarantined")
    )
    told.append(
        f"{say('tui.intake.totals.rows', taken=count(taken), refused=count(kept_out))}\n", "bold"
    )
    for one in sources:
        if one["rows_quarantined"] or one["table"] is None:
            told.append(
                f"- {clean(str(one['file']))} {table_name(one['table'])}: "
                + say(
                    "tui.intake.totals.of-file",
                    taken=count(int(one["rows_taken"])),
                    refused=count(int(one["rows_quarantined"])),
                )
                + "\n"
            )
    if refused:
        told.append(f"\n{say('tui.intake.totals.why')}\n", "bold")
        told.append("".join(f"- {line}\n" for line in reasons(refused)))
    if unknown:
        told.append(f"\n{say('tui.intake.totals.codes')}\n", "bold")
        told.append("".join(f"- {line}\n" for line in codes(unknown)))
    told.append(f"\n{say('tui.intake.totals.controls')}\n", "bold")
    told.append("".join(f"{line}\n" for line in control_lines(controls)))
    return told


def reasons(refused: "Sequence[Refusal]") -> list[str]:
    """Quarantined rows by reason and column, the most first."""
    counted: Counter[tuple[str, str]] = Counter()
    for one in refused:
        columns = column_names(one.table, one.column)
        counted[one.reason, f"{table_name(one.table)} {columns}".strip()] += one.rows
    ordered = sorted(counted, key=lambda pair: (-counted[pair], pair))
    return [
        clean(say(f"intake.reason.{reason}", column=column, count=count(counted[reason, column])))
        for reason, column in ordered
    ]


def codes(unknown: "Sequence[UnknownCode]") -> list[str]:
    """By column the codes that no list knows, the most frequent first; other words are counted."""
    counted: dict[tuple[str, str], Counter[str]] = {}
    for one in unknown:
        counted.setdefault((one.table, one.column), Counter())[one.code or ""] += one.rows
    lines = []
    for (table, column), rows in counted.items():
        other = rows.pop("", 0)
        shown = [f"{clean(code)} ({count(number)})" for code, number in rows.most_common(CODES)]
        shown += ["…"] if len(rows) > CODES else []
        shown += [say("tui.intake.totals.words", rows=count(other))] if other else []
        lines.append(f"{table_name(table)} {column_name(table, column)}: {', '.join(shown)}")
    return lines


def control_lines(controls: Sequence[Mapping[str, Any]]) -> list[str]:
    """Control totals as sentences; `!` stands before one with rows that do not fit."""
    lines = []
    for one in controls:
        facts = {name: grouped(value) for name, value in one.items() if name != "name"}
        facts["of"] = table_name(str(one["of"]))
        lines.append(
            f"{'!' if int(one['problem_rows']) else ' '} {clean(say(one['name'], **facts))}"
        )
    return lines


def as_dicts(things: Sequence[Any]) -> list[dict[str, Any]]:
    """Sources and totals as a manifest has them."""
    return [asdict(one) for one in things]
