"""`inspector knowledge …`: what the state has published, as tables rules join."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.cli.session import Json, Out
from inspector.errors import ExitStatus, Usage
from inspector.i18n import language, say

if TYPE_CHECKING:
    from inspector.steps import Imported

_LAYERS = Literal["national", "overlay", "case"]
_FIRST_ROWS = 20

_Files = Annotated[list[Path], typer.Argument(metavar="FILE...")]
_Library = Annotated[
    Path | None, typer.Option("--library", metavar="DIR", help=say("cli.option.library"))
]
_Region = Annotated[str, typer.Option("--region", help=say("cli.option.region"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(help=say("cli.help.knowledge"), no_args_is_help=True)
    group.command("import", help=say("cli.help.knowledge-import"))(import_files)
    group.command("list", help=say("cli.help.knowledge-list"))(list_tables)
    group.command("show", help=say("cli.help.knowledge-show"))(show_table)
    group.command("review", help=say("cli.help.knowledge-review"))(review)
    group.command("overlay-template", help=say("cli.help.knowledge-overlay-template"))(template)
    app.add_typer(group, name="knowledge")


def import_files(
    files: _Files,
    out: Out = None,
    layer: Annotated[_LAYERS, typer.Option("--layer", help=say("cli.option.layer"))] = "national",
    region: _Region = "",
    batch: Annotated[str, typer.Option("--batch", help=say("cli.option.batch"))] = "",
    published: Annotated[
        datetime | None,
        typer.Option("--published", formats=["%Y-%m-%d"], help=say("cli.option.published")),
    ] = None,
    as_json: Json = False,
) -> None:
    """Take in what was published or filled in."""
    from inspector import steps

    root = steps.library(out, session.case_option)
    if layer == "national":
        day = published.date().isoformat() if published else ""
        done = steps.import_published(files, root, batch, day)
    else:
        done = steps.import_filled(files, root, _named(layer, region))
    if as_json:
        show.as_json(done)
    else:
        _tell(done)
    refused = sum(len(file.refused) for file in done.files)
    talk.tell(say("knowledge.kept", folder=root, rows=sum(one.rows for one in done.tables)))
    for file in done.files:
        if not file.taken:
            talk.tell(say("knowledge.nothing-taken", file=file.source))
    if refused:
        talk.tell(say("knowledge.refused", count=refused))
    if refused or not all(file.taken for file in done.files):
        raise typer.Exit(ExitStatus.INPUT)


def _named(layer: str, region: str) -> str:
    """The layer's folder.

    Raises:
        Usage: an overlay of no region, or of one that is no name.
    """
    if layer == "case":
        return layer
    if not region or Path(region).name != region or region.startswith("."):
        raise Usage(problem=say("knowledge.region-needed"))
    return f"{layer}/{region}"


def _tell(done: "Imported") -> None:
    heads = ("file", "batch", "published", "rows", "taken", "noted", "listed")
    show.table(
        [say(f"knowledge.column.{name}") for name in heads],
        [
            (
                *(file.source, file.batch or "?", file.published or "?", file.rows, file.taken),
                *(len(file.listed) - len(file.refused), len(file.refused)),
            )
            for file in done.files
        ],
        right=(3, 4, 5, 6),
    )
    listed = [one for file in done.files for one in file.listed]
    if listed:
        show.line()
        show.table(
            [say(f"knowledge.column.{name}") for name in ("file", "sheet", "row", "reason")],
            [
                (one.source, one.sheet, one.row, say(f"knowledge.reason.{one.reason}"))
                for one in listed
            ],
            right=(2,),
        )


def list_tables(library: _Library = None, as_json: Json = False) -> None:
    """Every table of every layer."""
    from inspector import steps

    kept = steps.knowledge_tables(steps.library(library, session.case_option))
    if as_json:
        show.as_json(kept)
        return
    if not kept:
        talk.tell(say("knowledge.empty"))
        return
    heads = ("table", "title", "layer", "rows", "superseded", "open", "unreviewed")
    show.table(
        [say(f"knowledge.column.{name}") for name in heads],
        [
            (
                *(one.table, steps.knowledge_table(one.table).title[language()], one.layer),
                *(one.rows, one.superseded, one.open, one.unreviewed),
            )
            for one in kept
        ],
        right=(3, 4, 5, 6),
    )


def show_table(
    table: Annotated[str, typer.Argument(metavar="TABLE")],
    code: Annotated[str, typer.Argument(metavar="CODE")] = "",
    library: _Library = None,
    as_json: Json = False,
) -> None:
    """What a table says, of all codes or one."""
    from inspector import steps

    family = steps.knowledge_table(table)
    rows = steps.knowledge_rows(steps.library(library, session.case_option), table, code)
    if as_json:
        show.as_json([dict(row.cells) for row in rows])
        return
    show.line(f"{family.name}  {family.title[language()]}")
    if not code:
        for name, kind in family.own.items():
            show.line(f"  {name}  {kind}  {family.meaning[name]}")
    for row in rows if code else rows[:_FIRST_ROWS]:
        show.line()
        for name, value in row.cells:
            show.line(f"  {name}: {value}")
    shown = len(rows) if code else min(len(rows), _FIRST_ROWS)
    talk.tell(say("knowledge.shown", shown=shown, rows=len(rows)))


def review(
    accept: Annotated[
        list[str] | None,
        typer.Option("--accept", metavar="TABLE", help=say("cli.option.accept-table")),
    ] = None,
    library: _Library = None,
    as_json: Json = False,
) -> None:
    """What a program read of sentences, to be confirmed by a person."""
    from inspector import steps

    root = steps.library(library, session.case_option)
    lines = steps.review_knowledge(root, accept or ())
    if as_json:
        show.as_json(lines)
        return
    counted: dict[str, list[int]] = {}
    for line in lines:
        told = counted.setdefault(line.table, [0, 0])
        told[line.reviewed] += 1
    show.table(
        [say(f"knowledge.column.{name}") for name in ("table", "unreviewed", "reviewed", "file")],
        [
            (table, waiting, done, steps.review_folder(root) / f"{table}.csv")
            for table, (waiting, done) in counted.items()
        ],
        right=(1, 2),
    )
    talk.tell(say("knowledge.review-how"))


def template(
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.option.out"))],
    region: _Region = "",
    library: _Library = None,
) -> None:
    """The values a region is to fill."""
    from inspector import steps

    root = steps.library(library, session.case_option)
    lines = steps.overlay_template(out, root, region)
    talk.tell(say("knowledge.template", path=out, lines=lines))
