"""`inspector identity …`: keys, cards, rosters, and who is trusted."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.errors import Usage
from inspector.i18n import say

_CardFile = Annotated[Path, typer.Argument(metavar="CARD", help=say("cli.argument.card"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(help=say("cli.help.identity"), no_args_is_help=True)
    group.command("new", help=say("cli.help.identity-new"))(new)
    group.command("show", help=say("cli.help.identity-show"))(show_card)
    group.command("trust", help=say("cli.help.identity-trust"))(trust)
    group.command("revoke", help=say("cli.help.identity-revoke"))(revoke)
    group.command("list", help=say("cli.help.identity-list"))(list_cards)
    group.command("recover", help=say("cli.help.identity-recover"))(recover)
    group.command("roster", help=say("cli.help.identity-roster"))(roster)
    app.add_typer(group, name="identity")


def new(
    name: Annotated[str, typer.Option("--name", help=say("cli.option.name"))],
    role: Annotated[str, typer.Option("--role", help=say("cli.option.role"))],
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.option.identity-out"))],
    cert_no: Annotated[str, typer.Option("--cert-no", help=say("cli.option.cert-no"))] = "",
    organisation: Annotated[str, typer.Option("--org", help=say("cli.option.org"))] = "",
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Make keys."""
    from inspector.steps import make_identity
    from inspector.trust import ROLES

    if role not in ROLES:
        raise Usage(problem=say("cli.role-unknown", role=role, roles=", ".join(ROLES)))
    secret = session.passphrase(passphrase_file, out.name)
    identity = make_identity(
        out,
        name,
        role,
        secret,
        cert_no=cert_no,
        organisation=organisation,
    )
    show.line(identity.card.key_id)
    talk.tell(say("cli.identity-made", path=out, card=out.with_suffix(".card")))


def show_card(card: _CardFile, as_json: session.Json = False) -> None:
    """Print a card."""
    from inspector.steps import read_card

    read = read_card(card)
    facts = {
        "name": read.name,
        "role": read.role,
        "cert_no": read.cert_no,
        "organisation": read.organisation,
        "valid": f"{read.valid_from} – {read.valid_to}",
        "key_id": read.key_id,
        "seal_key": read.seal_key,
    }
    if as_json:
        show.as_json(facts)
        return
    show.table(
        (say("cli.column.what"), say("cli.column.value")),
        [(say(f"cli.card.{name}"), value) for name, value in facts.items()],
    )


def trust(files: Annotated[list[Path], typer.Argument(metavar="CARD|ROSTER")]) -> None:
    """Accept cards or rosters."""
    from inspector.steps import trust_file

    for file in files:
        for card in trust_file(file):
            show.line(f"{card.key_id}\t{card.role}\t{card.name}")


def revoke(
    what: Annotated[
        str, typer.Argument(metavar="KEY_ID|CARD|ROSTER", help=say("cli.argument.revoked"))
    ],
    since: Annotated[
        datetime | None,
        typer.Option("--since", formats=["%Y-%m-%d"], help=say("cli.option.revoked-since")),
    ] = None,
) -> None:
    """Take a card or a roster back."""
    from inspector.steps import revoke as take_back

    show.line(take_back(what, since.date() if since else None))


def recover(
    case: Annotated[Path, typer.Argument(metavar="CASE", help=say("cli.argument.recovered"))],
    card: Annotated[Path, typer.Option("--to", metavar="CARD", help=say("cli.option.new-card"))],
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Let a new key into a case."""
    from inspector.steps import read_card, recover_case

    new_card = read_card(card)
    recovered = recover_case(case, session.identity(who, passphrase_file), new_card)
    talk.tell(say("cli.recovered", case=recovered.case_id, name=new_card.name))


def list_cards(as_json: session.Json = False) -> None:
    """Everyone trusted here."""
    from inspector.steps import trusted

    rows = [
        (card.name, say(f"trust.role.{card.role}"), card.cert_no, card.organisation, card.key_id)
        for card in trusted()
    ]
    names = ("name", "role", "cert_no", "organisation", "key_id")
    if as_json:
        show.as_json([dict(zip(names, row, strict=True)) for row in rows])
        return
    show.table([say(f"cli.card.{name}") for name in names], rows)


def roster(
    cards: Annotated[list[Path], typer.Argument(metavar="CARD...")],
    inspection: Annotated[str, typer.Option("--inspection", help=say("cli.option.inspection"))],
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.option.roster-out"))],
    days: Annotated[int, typer.Option("--days", help=say("cli.option.days"))] = 90,
    signer: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Sign who takes part."""
    from inspector.steps import issue_roster, read_card

    identity = session.identity(signer, passphrase_file)
    until = date.today() + timedelta(days=days)
    issue_roster(out, inspection, [read_card(card) for card in cards], identity, until)
    talk.tell(say("cli.roster-made", path=out, count=len(cards)))
