"""`inspector ask`: a question of one's own, once or kept under a name with parameters to fill."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.cli.check import Format, known_format, print_table
from inspector.errors import Usage
from inspector.i18n import say

if TYPE_CHECKING:
    from inspector.query import Answer
    from inspector.steps import Desk


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("ask", help=say("cli.help.ask"))(ask)


def ask(
    sql: Annotated[str, typer.Argument(metavar="[SQL]", help=say("cli.argument.sql"))] = "",
    kept: Annotated[str, typer.Option("--kept", metavar="NAME", help=say("cli.ask.kept"))] = "",
    param: Annotated[
        list[str] | None, typer.Option("--param", metavar="NAME=VALUE", help=say("cli.ask.param"))
    ] = None,
    keep: Annotated[str, typer.Option("--keep", metavar="NAME", help=say("cli.ask.keep"))] = "",
    forget: Annotated[
        str, typer.Option("--forget", metavar="NAME", help=say("cli.ask.forget"))
    ] = "",
    listed: Annotated[bool, typer.Option("--list", help=say("cli.ask.list"))] = False,
    tables: Annotated[bool, typer.Option("--tables", help=say("cli.ask.tables"))] = False,
    limit: Annotated[int, typer.Option("--limit", help=say("cli.option.limit"))] = 500,
    seconds: Annotated[float, typer.Option("--seconds", help=say("cli.option.seconds"))] = 60,
    format: Format = "table",
    out: session.Out = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Sandboxed read-only SQL."""
    from inspector.steps import answer_table as as_table
    from inspector.steps import drop_question, export_hits, keep_question

    known_format(format)
    if sum(map(bool, (sql, kept, forget, listed, tables))) != 1:
        raise Usage(problem=say("cli.ask.one"))
    with session.desk(who, passphrase_file, write=False) as desk:
        if forget:
            drop_question(desk, forget)
            talk.tell(say("cli.ask.forgotten", name=forget))
            return
        if listed or tables:
            _list(desk, as_json, tables=tables)
            return
        answer = _put(desk, sql, kept, param or (), limit, seconds)
        if keep:
            keep_question(desk, keep, sql or _sql_of(desk, kept))
            talk.tell(say("cli.ask.now-kept", name=keep))
        if out is not None:
            export_hits(desk, as_table(answer), out, format)
    if out is None:
        _print_answer(answer, format, as_json)
    if answer.cut:
        talk.tell(say("cli.cut", rows=f"{len(answer.rows):,}"))


def _put(
    desk: "Desk", sql: str, kept: str, told: Sequence[str], limit: int, seconds: float
) -> "Answer":
    from inspector.query import filled
    from inspector.steps import ask as put

    values = {}
    for one in told:
        name, equals, value = one.partition("=")
        if not equals:
            raise Usage(problem=say("cli.ask.param-form", param=one))
        values[name.strip()] = value
    return put(desk, filled(sql or _sql_of(desk, kept), values), limit, seconds)


def _sql_of(desk: "Desk", name: str) -> str:
    from inspector.steps import find_question

    return find_question(desk, name).sql


def _list(desk: "Desk", as_json: bool, *, tables: bool) -> None:
    from inspector.query import parameters
    from inspector.steps import asked_tables, kept_questions

    names: Sequence[str] = ("name", "params", "sql")
    rows: list[Sequence[str]] = [
        (one.name, " ".join(parameters(one.sql)), one.sql) for one in kept_questions(desk).values()
    ]
    if tables:
        names = ("table", "table_zh", "column", "column_zh", "type")
        rows = [
            (one.name, one.zh, column.name, column.zh, column.type)
            for one in asked_tables(desk)
            for column in one.columns
        ]
    if as_json:
        show.as_json([dict(zip(names, row, strict=True)) for row in rows])
    else:
        show.table([say(f"cli.ask.column.{name}") for name in names], rows)


def _print_answer(answer: "Answer", format: str, as_json: bool) -> None:
    from inspector.steps import answer_table

    if as_json:
        show.as_json([dict(zip(answer.columns, row, strict=True)) for row in answer.rows])
    elif format == "table":
        show.table(answer.columns, answer.rows)
    else:
        print_table(answer_table(answer), format)
