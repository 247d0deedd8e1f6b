"""`inspector document`: the forms of an inspection, filled from the case."""

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.i18n import language, say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("document", help=say("cli.help.document"))(document)


def document(
    form: Annotated[str, typer.Argument(metavar="FORM", help=say("cli.option.document-form"))] = "",
    findings: Annotated[
        list[str] | None,
        typer.Argument(metavar="FINDING...", help=say("cli.option.document-findings")),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", "-o", help=say("cli.option.out"))] = None,
    refused: Annotated[str, typer.Option("--refused", help=say("cli.option.refused"))] = "",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Fill a form, or list the forms there are."""
    from inspector.steps import document_forms, make_document

    if not form:
        show.table(("", ""), document_forms(language()).items())
        return
    with session.desk(who, passphrase_file) as desk:
        made = make_document(
            desk, form, language(), findings=findings or (), out=out, refused=refused
        )
    for path in (made.pdf, made.text):
        show.line(str(path))
    talk.tell(say("cli.documented", number=made.number))
