"""`inspector reply export | import | self-check | judge`: the hospital's side."""

from pathlib import Path
from typing import Annotated

import typer

from inspector.cli import say as talk
from inspector.cli import session, show
from inspector.cli.finding_words import words_of
from inspector.errors import Usage
from inspector.i18n import language, say

Keep = Annotated[bool, typer.Option("--keep", help=say("cli.option.keep-replies"))]
Filled = Annotated[Path, typer.Argument(metavar="WORKBOOK", help=say("cli.argument.filled"))]


def register(app: typer.Typer) -> None:
    """Add the commands of this group."""
    group = typer.Typer(help=say("cli.help.reply"), no_args_is_help=True)
    group.command("export", help=say("cli.help.reply-export"))(export)
    group.command("import", help=say("cli.help.reply-import"))(import_)
    group.command("self-check", help=say("cli.help.reply-self-check"))(self_check)
    group.command("judge", help=say("cli.help.reply-judge"))(judge)
    app.add_typer(group, name="reply")


def export(
    out: Annotated[Path, typer.Option("--out", "-o", help=say("cli.option.reply-out"))],
    findings: Annotated[
        list[str] | None, typer.Argument(metavar="FINDING...", help=say("cli.argument.findings"))
    ] = None,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Put findings to the hospital."""
    from inspector.steps import export_reply

    with session.desk(who, passphrase_file) as desk:
        done = export_reply(desk, out, language(), findings or ())
    show.line(str(done.path))
    told = {"count": len(done.findings), "amount": show.money(done.amount)}
    talk.tell(say("cli.presented", path=done.path, **told))


def import_(
    workbook: Filled,
    keep: Keep = False,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """Read back what the hospital says."""
    from inspector.steps import import_reply

    with session.desk(who, passphrase_file, write=keep) as desk:
        told = import_reply(desk, workbook, keep=keep)
    if as_json:
        show.as_json(told)
        return
    columns = ("cell", "finding", "answer", "admitted", "reason", "proof")
    show.table(
        [say(f"cli.column.{name}") for name in columns],
        [
            (
                one.place,
                one.finding,
                say(f"findings.answer.{one.answer}"),
                show.money(one.amount),
                one.reason,
                one.proof,
            )
            for one in told.proposals
        ],
        right=(3,),
    )
    for one in told.problems:
        mark = "!" if one.stops else "?"
        show.line(f"{mark} {one.place}  {one.finding}  {say(f'replies.problem.{one.kind}')}")
    stopped = len({one.place for one in told.problems if one.stops})
    facts = {"count": len(told.proposals), "problems": stopped, "same": len(told.repeated)}
    kept = "cli.replies-kept" if keep else "cli.replies-read"
    talk.tell(say(kept, **facts, blank=len(told.unanswered)))


def self_check(
    workbook: Filled,
    keep: Keep = False,
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
    as_json: session.Json = False,
) -> None:
    """The hospital's own list beside the hits."""
    from inspector.steps import self_check as compare

    with session.desk(who, passphrase_file, write=keep) as desk:
        told = compare(desk, workbook, keep=keep)
    if as_json:
        show.as_json(told)
        return
    columns = ("cell", "item", "reason", "theirs", "ours", "matched", "hits")
    show.table(
        [say(f"cli.column.{name}") for name in columns],
        [
            (
                one.place,
                one.item,
                one.reason,
                show.money(one.theirs),
                show.money(one.ours),
                say(f"replies.by.{one.by or 'none'}"),
                " ".join(one.hits[:3]) + (" …" if len(one.hits) > 3 else ""),
            )
            for one in told.rows
        ],
        right=(3, 4),
    )
    for problem in told.problems:
        show.line(f"! {problem.place}  {say(f'replies.problem.{problem.kind}')}")
    show.table(
        [say(f"cli.column.{name}") for name in ("rule-id", "left-out", "amount")],
        [(rule, count, show.money(amount)) for rule, (count, amount) in told.left_out.items()],
        right=(1, 2),
    )
    matched = sum(bool(one.by) for one in told.rows)
    talk.tell(say("cli.self-checked", rows=len(told.rows), matched=matched))


def judge(
    finding: Annotated[str, typer.Argument(metavar="FINDING", help=say("cli.argument.finding"))],
    result: Annotated[str, typer.Option("--result", help=say("cli.option.judged"))],
    note: Annotated[str, typer.Option("--note", help=say("cli.option.note"))],
    who: session.As = None,
    passphrase_file: session.PassphraseFile = None,
) -> None:
    """Answer the defence."""
    from inspector.findings import JUDGED
    from inspector.steps import judge_reply

    words = words_of("findings.judged", JUDGED)
    if result not in (*JUDGED, *words):
        raise Usage(problem=say("cli.judged-unknown", told=result, known=", ".join(JUDGED)))
    with session.desk(who, passphrase_file) as desk:
        done = judge_reply(desk, finding, words.get(result, result), note)
    talk.tell(say("cli.judged", finding=done.id))
