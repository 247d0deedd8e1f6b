"""`inspector refer police | health | drug | open`: findings handed to another authority, sealed."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.cli.reveal import Reason
from inspector.errors import Usage
from inspector.i18n import language, say

_AUTHORITIES = ("police", "health", "drug")
Findings = Annotated[
    list[str] | None, typer.Argument(metavar="FINDING...", help=say("referral.cli.findings"))
]
To = Annotated[list[Path] | None, typer.Option("--to", help=say("referral.cli.to"))]
Evidence = Annotated[
    list[str] | None, typer.Option("--evidence", help=say("referral.cli.evidence"))
]
File = Annotated[Path | None, typer.Option("--out", "-o", help=say("referral.cli.out"))]
Folder = Annotated[Path, typer.Option("--out", "-o", help=say("referral.cli.out-folder"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(help=say("referral.cli.help"), no_args_is_help=True)
    for authority in _AUTHORITIES:
        group.command(authority, help=say(f"referral.cli.{authority}"))(_referring(authority))
    group.command("open", help=say("referral.cli.open"))(open_)
    app.add_typer(group, name="refer")


def _referring(authority: str) -> Callable[..., None]:
    def refer(
        findings: Findings = None,
        to: To = None,
        reason: Reason = "",
        out: File = None,
        evidence: Evidence = None,
        who: session.As = None,
        passphrase_file: session.PassphraseFile = None,
    ) -> None:
        if not findings:
            headings = (say("referral.cli.column"), say("referral.cli.why"))
            _print_what(authority, headings)
            return
        if not to or out is None:
            raise Usage(problem=say("referral.cli.incomplete"))
        _refer(authority, findings, to, reason, out, evidence or [], who, passphrase_file)

    return refer


def _print_what(authority: str, headings: tuple[str, str]) -> None:
    from inspector.steps import what_is_referred

    show.table(headings, what_is_referred(authority, language()))
    talk.tell(say(f"referral.withheld.{authority}"))


def _refer(
    authority: str,
    findings: list[str],
    to: list[Path],
    reason: str,
    out: Path,
    evidence: list[str],
    who: Path | None,
    passphrase_file: Path | None,
) -> None:
    from inspector.steps import read_card, refer

    cards = [read_card(card) for card in to]
    with session.desk(who, passphrase_file) as desk:
        done = refer(desk, authority, findings, cards, reason, out, language(), evidence)
    for name in done.files:
        show.line(name)
    told = {"findings": len(done.findings), "rows": f"{done.rows:,}"}
    names = ", ".join(card.name for card in cards)
    talk.tell(say("referral.cli.referred", path=done.path, names=names, **told))


def open_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help=say("referral.cli.file"))],
    out: Folder,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Lay out what was referred to oneself."""
    from inspector.steps import open_referred

    opened = open_referred(file, session.identity(who, passphrase_file), out)
    for name in opened.files:
        show.line(str(out / name))
    signers = ", ".join(card.name for card in opened.signers)
    talk.tell(say("referral.cli.opened", number=opened.told["number"], signers=signers))
