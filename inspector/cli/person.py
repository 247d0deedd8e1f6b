"""`inspector person | visit`: everything about one, in the order it happened."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.i18n import language, say

if TYPE_CHECKING:
    from inspector.steps import Desk, Entry, Timeline

_PDF = typer.Option("--out", "-o", help=say("person.option.out"))
_KIND = typer.Option("--kind", help=say("person.option.kind"))
_LANE = 72
"""Cells of the axis."""


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("person", help=say("person.help.person"))(person)
    app.command("visit", help=say("person.help.visit"))(visit)


def person(
    pseudonym: Annotated[
        str, typer.Argument(metavar="PSEUDONYM", help=say("person.argument.person"))
    ],
    kind: Annotated[list[str] | None, _KIND] = None,
    out: Annotated[Path | None, _PDF] = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """One insured person."""
    from inspector.steps import person as look

    with session.desk(who, passphrase_file, write=out is not None) as desk:
        _tell(desk, look(desk, pseudonym), kind or [], out, as_json)


def visit(
    mdtrt_id: Annotated[str, typer.Argument(metavar="VISIT", help=say("person.argument.visit"))],
    kind: Annotated[list[str] | None, _KIND] = None,
    out: Annotated[Path | None, _PDF] = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """One visit."""
    from inspector.steps import visit as look

    with session.desk(who, passphrase_file, write=out is not None) as desk:
        _tell(desk, look(desk, mdtrt_id), kind or [], out, as_json)


def _tell(
    desk: "Desk", told: "Timeline", kinds: list[str], out: Path | None, as_json: bool
) -> None:
    from inspector.steps import export_timeline

    if out is not None:
        export_timeline(desk, told, out, language())
        talk.tell(say("person.written", path=out))
    elif as_json:
        show.as_json(told)
    else:
        print_timeline(told, kinds)
    if told.cut:
        talk.tell(say("cli.cut", rows=f"{len(told.entries):,}"))


def print_timeline(told: "Timeline", kinds: list[str]) -> None:
    """The axis, a lane a kind; then day by day."""
    facts = {"billed": show.money(told.billed), "suspected": show.money(told.suspected)}
    facts |= {"entries": f"{len(told.entries):,}", "visits": str(len(told.visits))}
    show.line(say("person.line", subject=told.subject, **facts))
    for line in lanes(told.entries):
        show.line(line)
    kept = [one for one in told.entries if not kinds or one.kind in kinds]
    show.table(
        [say(f"person.column.{name}") for name in ("day", "at", "kind", "what", "by", "yuan")],
        list(_rows(kept)),
        right=(5,),
    )


def lanes(entries: "tuple[Entry, ...]", width: int = _LANE) -> Iterator[str]:
    """One axis from the first to the last day, and on it a lane for each kind."""
    from wcwidth import wcswidth

    if not entries:
        return
    first = entries[0].at
    last = max(one.until or one.at for one in entries)
    whole = max((last - first).total_seconds(), 1)
    marks: dict[str, list[str]] = {}
    for one in entries:
        lane = marks.setdefault(one.kind, [" "] * width)
        begins, ends = (
            int((when - first).total_seconds() / whole * (width - 1))
            for when in (one.at, one.until or one.at)
        )
        for at in range(begins, max(begins, min(ends, width - 1)) + 1):
            lane[at] = "▪" if begins == ends else "━"
    words = {kind: say(f"person.kind.{kind}") for kind in marks}
    room = max(wcswidth(word) for word in words.values())
    yield f"{'':{room}}  {first:%Y-%m-%d}{'':{width - 20}}{last:%Y-%m-%d}"
    for kind, lane in marks.items():
        yield f"{words[kind]}{' ' * (room - wcswidth(words[kind]))}  {''.join(lane).rstrip()}"


def _rows(entries: "list[Entry]") -> Iterator[tuple[object, ...]]:
    from inspector.report import clock, in_words

    for day, of_day in groupby(entries, key=lambda one: one.at.date()):
        shown = day.isoformat()
        for one in of_day:
            yield (
                shown,
                clock(one.at, one.until),
                say(f"person.kind.{one.kind}"),
                *in_words(one.kind, one.what, one.by, language()),
                show.money(one.yuan),
            )
            shown = ""
