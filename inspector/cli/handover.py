"""`inspector report | sign | submit | gather`: from findings to a merged summary."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.errors import Usage
from inspector.i18n import explain, language, say

if TYPE_CHECKING:
    from inspector.merge import Merged
    from inspector.steps import Desk


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    app.command("report", help=say("cli.help.report"))(report)
    app.command("sign", help=say("cli.help.sign"))(sign)
    app.command("submit", help=say("cli.help.submit"))(submit)
    app.command("gather", help=say("cli.help.gather"))(gather)
    app.command("gathered", help=say("cli.help.gathered"))(gathered)


def report(
    out: session.Out = None,
    template: Annotated[
        str, typer.Option("--template", help=say("cli.option.report-template"))
    ] = "standard",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """PDF, XLSX annex and machine-readable findings."""
    from inspector.steps import make_report

    with session.desk(who, passphrase_file) as desk:
        made = make_report(desk, out, language(), template)
    for path in (made.pdf, made.annex, made.findings):
        show.line(str(path))
    talk.tell(say("cli.reported", path=made.folder))
    _warn(made.unsound)


def sign(
    folder: Annotated[
        Path | None, typer.Argument(metavar="REPORT", help=say("cli.argument.report"))
    ] = None,
    refused: Annotated[str, typer.Option("--refused", help=say("cli.option.sign-refused"))] = "",
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Add a signature to the report."""
    from inspector.steps import sign_report

    with session.desk(who, passphrase_file) as desk:
        signed = sign_report(desk, folder, refused)
    for name in signed.signers:
        show.line(name)
    talk.tell(say("cli.signed", path=signed.folder, have=len(signed.signers)))
    _warn(signed.unsound)


def _warn(unsound: Sequence[str]) -> None:
    """Evidence that is not what was kept is told wherever the report is made or signed."""
    if unsound:
        talk.tell(say("cli.evidence-unsound", findings=", ".join(unsound)))


def submit(
    to: Annotated[str | None, typer.Option("--to", help=say("cli.option.url"))] = None,
    folder: Annotated[
        Path | None, typer.Argument(metavar="REPORT", help=say("cli.argument.report"))
    ] = None,
    timestamp: Annotated[str, typer.Option("--timestamp", help=say("cli.option.timestamp"))] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help=say("cli.option.submit-dry"))] = False,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Queue the signed report as a bundle and send what waits."""
    from inspector.steps import submit as hand_in

    with session.desk(who, passphrase_file) as desk:
        if dry_run:
            _tell_plan(desk, to, folder)
            return
        with talk.progress(say("cli.sending")) as bar:
            sent = hand_in(desk, to, folder, timestamp, bar)
    for entry in sent.entries:
        show.line(f"{entry.digest}\t{say(f'outbox.state.{entry.state}')}")


def _tell_plan(desk: "Desk", to: str | None, folder: Path | None) -> None:
    from inspector.steps import plan_submit

    plan = plan_submit(desk, to, folder)
    for entry, there in plan.sending:
        told = say("cli.submit-there" if there else "cli.submit-waits")
        show.line(f"{entry.digest}\t{entry.path.stat().st_size}\t{told}")
    if plan.to_seal:
        talk.tell(say("cli.submit-to-seal", path=plan.report))
    talk.tell(say("cli.submit-dry", count=len(plan.sending) + plan.to_seal))


def gather(
    inboxes: Annotated[
        list[Path], typer.Argument(metavar="INBOX...", help=say("cli.argument.inbox"))
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.option.gather-out"))],
    page: Annotated[bool, typer.Option("--html", help=say("cli.option.gather-html"))] = False,
    store: Annotated[
        Path | None, typer.Option("--store", help=say("cli.option.gather-store"))
    ] = None,
    packages: Annotated[
        bool, typer.Option("--packages", help=say("cli.option.gather-packages"))
    ] = False,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Verify, merge, show conflicts, add up."""
    from inspector.steps import gather as merge

    if packages and store is None:
        raise Usage(problem=say("cli.packages-of-a-store"))
    me = session.identity(who, passphrase_file)
    gathered = merge(inboxes, out, me, page=page, store=store, packages=packages)
    if as_json:
        show.as_json(gathered.merged.to_dict())
        return
    for path, error in gathered.refused:
        talk.tell(say("cli.bundle-refused", path=path, reason=explain(error).what))
    print_merged(gathered.merged)
    talk.tell(say("cli.gathered", path=out, count=gathered.accepted))
    if gathered.merged.conflicts:
        count = len(gathered.merged.conflicts)
        way = "settle" if store else "keep"
        talk.tell(say(f"cli.gathered-disputed.{way}", count=count, store=store or ""))


def gathered(
    store: Annotated[Path, typer.Argument(metavar="STORE", help=say("cli.argument.store"))],
    where: Annotated[
        list[str] | None,
        typer.Option("--where", metavar="COLUMN=VALUE", help=say("cli.option.gathered-where")),
    ] = None,
    order: Annotated[
        list[str] | None,
        typer.Option("--order", metavar="COLUMN", help=say("cli.option.gathered-order")),
    ] = None,
    descending: Annotated[
        bool, typer.Option("--descending", help=say("cli.option.gathered-descending"))
    ] = False,
    offset: Annotated[int, typer.Option("--offset", min=0, help=say("cli.option.offset"))] = 0,
    limit: Annotated[int, typer.Option("--limit", min=1, help=say("cli.option.page-limit"))] = 50,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """One page of the findings in the supervisor's store."""
    from inspector.steps import gathered_findings

    pairs = [one.partition("=") for one in where or ()]
    page = gathered_findings(
        store,
        session.identity(who, passphrase_file),
        offset=offset,
        limit=limit,
        order=order or ("institution", "rule_id", "id"),
        descending=descending,
        where={name: value for name, _, value in pairs},
    )
    if as_json:
        rows = [dict(zip(page.columns, row, strict=True)) for row in page.rows]
        show.as_json({"total": page.total, "offset": offset, "findings": rows})
        return
    back = page.columns.index("taken_back")
    shown = (*_GATHERED, *(["taken_back"] if any(row[back] for row in page.rows) else ()))
    at = [page.columns.index(name) for name in shown]
    names = [say(f"merge.column.{name}") for name in shown]
    standing = page.columns.index("standing")
    told = [
        [
            say(f"findings.state.{row[place]}") if place == standing else str(row[place])
            for place in at
        ]
        for row in page.rows
    ]
    show.table(names, told, [_GATHERED.index("amount_confirmed")])
    last = offset + len(page.rows)
    talk.tell(say("cli.gathered-page", first=offset + 1, last=last, total=page.total))


_SHOWN = 20
"""Rows of a table on a terminal."""
_GATHERED = ("institution", "institution_name", "id", "rule_id", "standing", "amount_confirmed")


def print_merged(merged: "Merged") -> None:
    """Conflicts side by side, then figures; of a long table its head, the workbook has it whole."""
    from inspector.steps import merged_tables

    for one in merged_tables(merged, _SHOWN):
        show.line(f"\n{one.title}")
        show.table(one.headings, one.rows, one.right)
        if one.left_out:
            show.line(say("cli.gathered-more", count=f"{one.left_out:,}", book="summary.xlsx"))
