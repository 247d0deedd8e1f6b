"""`inspector close`: the end of a case, once it is handed over."""

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.i18n import say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("close", help=say("cli.help.close"))(close)


def close(who: session.As = None, passphrase_file: session.PassphraseFile = None) -> None:
    """Destroy the key and the sealed data, keep the evidence, sign a certificate."""
    from inspector.steps import close_case, close_interrupted, half_closed

    folder = session.case_folder()
    if half_closed(folder):
        wiped = close_interrupted(folder, session.identity(who, passphrase_file))
    else:
        with session.desk(who, passphrase_file) as desk:
            wiped = close_case(desk)
    show.line(str(folder / "case.closed"))
    talk.tell(say("cli.closed", removed=len(wiped.removed), kept=len(wiped.kept)))
