"""`inspector check | hits`: rules, and what they point at."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import cluster, session, show
from inspector.cli import say as talk
from inspector.cli.reveal import Reason, Second, SecondFile
from inspector.errors import Usage
from inspector.i18n import language, say

if TYPE_CHECKING:
    import pyarrow as pa

    from inspector.steps import CheckSummary, OutcomeRow

_FORMATS = ("table", "csv", "xlsx", "parquet")
Format = Annotated[str, typer.Option("--format", help=say("cli.option.format"))]
Packs = Annotated[list[Path] | None, typer.Option("--pack", help=say("cli.option.pack"))]
Rules = Annotated[list[str] | None, typer.Option("--rule", help=say("cli.option.rule"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("check", help=say("cli.help.check"))(check)
    app.command("hits", help=say("cli.help.hits"))(hits)


def check(
    pack: Packs = None,
    rule: Rules = None,
    since: Annotated[bool, typer.Option("--since", help=say("cli.option.since-check"))] = False,
    older: Annotated[bool, typer.Option("--older", help=say("cli.option.older"))] = False,
    engine: cluster.Engine = "duckdb",
    master: cluster.Master = None,
    data: cluster.Data = None,
    out: cluster.Out = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Run rule packs."""
    from inspector.steps import check as run

    place = cluster.place(engine, master, data, out, since=since)
    if place is not None:
        summary = cluster.run(place, pack or (), rule or (), older=older)
    else:
        with session.desk(who, passphrase_file) as desk, talk.progress(say("cli.checking")) as bar:
            summary = run(desk, pack or (), rule or (), bar, since=since, older=older)
    if as_json:
        rows = [asdict(row) | {"reason": row.reason} for row in summary.outcomes]
        show.as_json(asdict(summary) | {"outcomes": rows})
    else:
        print_summary(summary, asked=bool(rule))
    if since:
        ran = len(summary.outcomes) - len(summary.reused)
        talk.tell(say("cli.reused", reused=len(summary.reused), ran=ran))


def print_summary(summary: "CheckSummary", *, asked: bool = False) -> None:
    """One line a rule, then the money with no fee line counted twice.

    Args:
        asked: whether these are only the rules that were asked for.
    """
    show.table(
        [
            say(f"cli.column.{name}")
            for name in ("rule", "title", "outcome", "hits", "amount", "rows-read", "amount-read")
        ],
        [_outcome(row, row.rule_id in summary.reused) for row in summary.outcomes],
        right=(3, 4, 5, 6),
    )
    show.line(say("cli.distinct", amount=show.money(summary.amount_distinct)))
    if asked:
        talk.tell(say("cli.only-asked", rules=f"{len(summary.outcomes):,}"))


def _outcome(row: "OutcomeRow", reused: bool) -> tuple[object, ...]:
    title = row.title_zh if language() == "zh" else row.title_en
    title += f" [{say('rules.standing.local')}]" if row.standing == "local" else ""
    state = say(f"rules.status.{row.status}") + (f" ({say('rules.reused')})" if reused else "")
    if row.status in ("not_run", "error"):
        return row.rule_id, title, f"{state}: {row.reason}", "", "", "", ""
    return (
        row.rule_id,
        title,
        state,
        f"{row.hits:,}",
        show.money(row.amount),
        f"{row.rows_read:,}",
        show.money(row.amount_read),
    )


def hits(
    rule: Annotated[str | None, typer.Option("--rule", help=say("cli.option.rule"))] = None,
    format: Format = "table",
    out: session.Out = None,
    unmasked: Annotated[bool, typer.Option("--unmasked", help=say("masking.cli.unmasked"))] = False,
    reason: Reason = "",
    second: Second = None,
    second_file: SecondFile = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """The hits, row by row."""
    from inspector.steps import export_hits, export_unmasked
    from inspector.steps import hits as found

    known_format(format)
    if unmasked:
        if out is None:
            raise Usage(problem=say("masking.cli.needs-out"))
        with session.desk(who, passphrase_file) as desk:
            other = session.second(second, second_file) if second else None
            table = export_unmasked(desk, out, reason, rule, format, other)
        talk.tell(say("cli.written", path=out, rows=f"{table.num_rows:,}"))
        return
    with session.desk(who, passphrase_file, write=out is not None) as desk:
        table = found(desk, rule)
        if out is not None:
            export_hits(desk, table, out, format)
            talk.tell(say("cli.written", path=out, rows=f"{table.num_rows:,}"))
            return
    print_table(table, format)


def known_format(format: str) -> None:
    """Refuse a format there is not, before anything is read."""
    if format not in _FORMATS:
        raise Usage(problem=say("cli.format-unknown", format=format, formats=", ".join(_FORMATS)))


def print_table(table: "pa.Table", format: str) -> None:
    """A table on stdout: for people, or as the bytes of a format."""
    from inspector.steps import table_bytes

    if format == "table":
        shown = [name for name in table.column_names if name not in ("rule_title", "detail")]
        show.table(shown, ([*row.values()] for row in table.select(shown).to_pylist()))
        return
    if format != "csv" and sys.stdout.isatty():
        raise Usage(problem=say("cli.binary-to-terminal"))
    sys.stdout.flush()
    sys.stdout.buffer.write(table_bytes(table, format))
