"""`inspector demo`: one whole inspection of the sample hospital."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import say as talk
from inspector.i18n import language, say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo", help=say("cli.help.demo"))(demo)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("cli.argument.demo"))] = Path(
        "inspector-demo"
    ),
) -> None:
    """From raw exports to a merged, signed report, both sides."""
    from inspector.cli.check import print_summary
    from inspector.cli.handover import print_merged
    from inspector.cli.received import print_sources, print_totals
    from inspector.steps.demo import PASSPHRASE, demo

    walked = demo(folder, lambda key, facts: talk.tell(say(key, **facts)), language())
    print_sources(walked.packed.manifest.sources)
    print_totals(walked.packed.manifest.totals)
    print_summary(walked.checked)
    print_merged(walked.gathered.merged)
    talk.tell(
        say(
            "demo.done",
            folder=folder,
            case=walked.case,
            report=walked.report,
            passphrase=PASSPHRASE,
            home=folder / "team-a" / "home",
            identity=folder / "team-a" / "zhang.identity",
            program=_program(),
        )
    )


def _program() -> str:
    """How this program was called, so that the line printed can be pasted as it is."""
    called = sys.argv[0]
    return f"{sys.executable} -m inspector" if called.endswith(".py") else called
