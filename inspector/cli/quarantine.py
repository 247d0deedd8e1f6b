"""`inspector quarantine`: what was not taken, what could not be bridged, what no list knows."""

from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.cli.received import table_name
from inspector.i18n import language, say
from inspector.i18n.catalogue import catalogue

if TYPE_CHECKING:
    from inspector.steps import Quarantined, Unbridged, UnknownCode

_RAW = typer.Option("--raw", help=say("cli.option.quarantine-raw"))
_LINKS = typer.Option("--links", help=say("cli.option.quarantine-links"))
_CODES = typer.Option("--codes", help=say("cli.option.quarantine-codes"))
_LIMIT = typer.Option("--limit", min=1, help=say("cli.option.quarantine-limit"))


def register(app: typer.Typer) -> None:
    """Add the command of this group."""
    app.command("quarantine", help=say("cli.help.quarantine"))(quarantine)


def quarantine(
    raw: Annotated[bool, _RAW] = False,
    links: Annotated[bool, _LINKS] = False,
    codes: Annotated[bool, _CODES] = False,
    limit: Annotated[int, _LIMIT] = 500,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Rows not taken, rows not bridged, or codes no list knows."""
    from inspector.steps import quarantined, unbridged, unknown_codes

    why = say("cli.quarantine.why")
    with session.desk(who, passphrase_file, write=raw) as desk:
        rows: list[Quarantined] = []
        unlinked: list[Unbridged] = []
        unknown: list[UnknownCode] = []
        if codes:
            unknown, more = unknown_codes(desk, limit, raw=raw, why=why)
        elif links:
            unlinked, more = unbridged(desk, limit, raw=raw, why=why)
        else:
            rows, more = quarantined(desk, limit, raw=raw, why=why)
    if as_json:
        show.as_json({"rows": [*rows, *unlinked, *unknown], "cut": more})
    elif not (rows or unlinked or unknown):
        talk.tell(say("cli.quarantine.none"))
    elif codes:
        _print_codes(unknown)
    elif links:
        _print_links(unlinked, raw)
    else:
        _print_rows(rows, raw)
    if more:
        talk.tell(say("cli.quarantine.cut", limit=f"{limit:,}"))


def _print_rows(found: "list[Quarantined]", raw: bool) -> None:
    names = ["file", "sheet", "row", "table", "column", "reason", *(["raw"] if raw else [])]
    show.table(
        [say(f"cli.column.{name}") for name in names],
        [
            (
                row.file,
                row.sheet,
                row.row,
                table_name(row.table),
                row.column,
                _said(f"intake.cell.{row.reason}", row.reason),
                *([row.raw] if raw else []),
            )
            for row in found
        ],
        right=(2,),
    )


def _print_links(found: "list[Unbridged]", raw: bool) -> None:
    names = ["table", "reason", "rows", "first-day", "last-day"]
    names += ["key", "candidates"] if raw else []
    show.table(
        [say(f"cli.column.{name}") for name in names],
        [
            (
                table_name(row.table),
                _said(f"intake.link.{row.kind}", row.kind),
                f"{row.rows:,}",
                row.first,
                row.last,
                *([row.key, row.codes] if raw else []),
            )
            for row in found
        ],
        right=(2,),
    )


def _print_codes(found: "list[UnknownCode]") -> None:
    names = ["dictionary", "table", "column", "code", "rows"]
    show.table(
        [say(f"cli.column.{name}") for name in names],
        [
            (row.dictionary, table_name(row.table), row.column, row.code, f"{row.rows:,}")
            for row in found
        ],
        right=(4,),
    )


def _said(key: str, otherwise: str) -> str:
    """In words where there are words; a later version may know more of them."""
    return catalogue(language()).get(key, otherwise)
