"""`inspector sync`: one case on the laptops of a team, brought to one state."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.i18n import explain, say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("sync", help=say("cli.help.sync"))(sync)


def sync(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=say("cli.argument.sync"))],
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Take in what colleagues left, leave what is here; the findings in conflict."""
    from inspector.steps import sync as exchange

    with session.desk(who, passphrase_file) as desk:
        done = exchange(desk, folder)
    for path, error in done.refused:
        talk.tell(say("cli.sync-refused", path=path, reason=explain(error).what))
    told = {"events": done.events, "evidence": done.evidence, "missing": done.missing}
    if as_json:
        who_saw = [asdict(one) for one in done.colleagues]
        show.as_json(told | {"conflicted": list(done.conflicted), "colleagues": who_saw})
        return
    for finding in done.conflicted:
        show.line(finding)
    if done.conflicted:
        talk.tell(say("cli.sync-conflicted", count=len(done.conflicted)))
    if done.missing:
        talk.tell(say("cli.sync-missing", count=done.missing))
    for one in done.colleagues:
        key = "cli.sync-seen" if one.seen is not None else "cli.sync-absent"
        talk.tell(say(key, name=one.name, seen=one.seen, of=one.of))
    talk.tell(say("cli.synced", path=done.folder, events=done.events, evidence=done.evidence))
