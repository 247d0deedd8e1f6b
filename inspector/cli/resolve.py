"""`inspector resolve`: a supervisor settles what inspectors disagree about, by a signed event."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, get_args

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.errors import Usage
from inspector.i18n import language, say


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("resolve", help=say("cli.help.resolve"))(resolve)


def resolve(
    store: Annotated[Path, typer.Argument(metavar="STORE", help=say("cli.resolve.store"))],
    finding: Annotated[str, typer.Argument(metavar="[ID]", help=say("cli.resolve.finding"))] = "",
    verdict: Annotated[str, typer.Option("--verdict", help=say("cli.resolve.verdict"))] = "",
    amount: Annotated[str, typer.Option("--amount", help=say("cli.resolve.amount"))] = "",
    basis: Annotated[str, typer.Option("--basis", help=say("cli.resolve.basis"))] = "",
    reason: Annotated[str, typer.Option("--reason", help=say("cli.resolve.reason"))] = "",
    note: Annotated[str, typer.Option("--note", help=say("cli.resolve.note"))] = "",
    admit: Annotated[
        Path | None, typer.Option("--admit", metavar="CARD", help=say("cli.resolve.admit"))
    ] = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Without an id, who disagrees about what; with one, settle it; or let a colleague in."""
    from inspector.findings import Words
    from inspector.merge import Verdict
    from inspector.steps import open_table

    known = {one: one for one in get_args(Verdict)}
    if finding and verdict not in known:
        raise Usage(problem=say("cli.resolve.verdict-unknown", known=", ".join(known)))
    words = Words(_amount(amount), basis, reason, note)
    table = open_table(_there(store), session.identity(who, passphrase_file))
    if finding:
        event = table.settle(finding, known[verdict], words)
        talk.tell(say("cli.resolve.settled", finding=event.finding))
    if admit:
        talk.tell(say("cli.resolve.admitted", name=table.admit(admit).name))
    told = table.conflicts()
    if as_json:
        conflicts = [one.to_dict() for one in told]
        settled = [one.to_dict() for one in table.settled()]
        show.as_json({"conflicts": conflicts, "settled": settled})
        return
    zh = language()
    show.table(
        [say(f"cli.resolve.column.{name}") for name in ("finding", "title", "who", "amount")],
        [
            (
                one.finding[:12],
                one.title[zh],
                f"{side.name} ({side.role_in()}) {_state(side.state)}",
                side.amount,
            )
            for one in told
            for side in one.opinions
        ],
        right=(3,),
    )


def _state(state: str) -> str:
    return say(f"findings.state.{state}")


def _there(store: Path) -> Path:
    """Looking must not make a store where none is."""
    from inspector.errors import FileMissing
    from inspector.merge import is_store

    if not is_store(store):
        raise FileMissing(path=str(store))
    return store


def _amount(text: str) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        raise Usage(problem=say("cli.resolve.amount-wrong", text=text)) from None
