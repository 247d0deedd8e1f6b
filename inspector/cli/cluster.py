"""The options of `inspector check --engine spark`: where the cluster is, its tables, its hits."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import say as talk
from inspector.errors import Usage
from inspector.i18n import say

if TYPE_CHECKING:
    from inspector.steps import CheckSummary

Engine = Annotated[str, typer.Option("--engine", help=say("cluster.check.engine"))]
Master = Annotated[str | None, typer.Option("--master", help=say("cluster.check.master"))]
Data = Annotated[Path | None, typer.Option("--data", help=say("cluster.check.data"))]
Out = Annotated[Path | None, typer.Option("--out", "-o", help=say("cluster.check.out"))]


@dataclass(frozen=True)
class Place:
    """A Spark master, the tables it reads, the file for the hits."""

    master: str
    data: Path
    out: Path


def place(
    engine: str, master: str | None, data: Path | None, out: Path | None, *, since: bool
) -> Place | None:
    """Where to run if not on the case.

    Raises:
        Usage: options of one engine with the other.
    """
    if engine not in ("duckdb", "spark"):
        raise Usage(problem=say("cluster.check.unknown", engine=engine))
    if engine == "duckdb" and not (master or data or out):
        return None
    if engine == "duckdb" or since:
        raise Usage(problem=say("cluster.check.only"))
    if data is None or out is None:
        raise Usage(problem=say("cluster.check.needs"))
    return Place(master or "local[2]", data, out)


def run(at: Place, packs: Sequence[Path], rules: Sequence[str], *, older: bool) -> "CheckSummary":
    """Run the packs there, and say what was written."""
    from inspector.steps import check_on_spark

    with talk.progress(say("cli.checking")) as bar:
        summary = check_on_spark(at.data, at.out, at.master, packs, rules, bar, older=older)
    rows = sum(row.rows for row in summary.outcomes)
    talk.tell(say("cli.written", path=at.out, rows=f"{rows:,}"))
    talk.tell(say("rules.export.in-the-clear", path=at.out))
    return summary
