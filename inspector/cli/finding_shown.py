"""One finding as a person reads it: what it is, its money and how it was reached, what happened."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from inspector.cli import show
from inspector.i18n import language, say

if TYPE_CHECKING:
    from inspector.findings import Finding
    from inspector.trust import Card


def print_finding(one: "Finding", card: "Card", people: Mapping[str, str]) -> None:
    """All there is about a finding.

    Args:
        card: of the person who looks, for what they may do now.
        people: names by key id.
    """
    from inspector.findings import told_of

    show.line(
        f"{one.id}  {one.rule_id}  {one.title[language()]}  {say(f'findings.state.{one.state}')}"
    )
    for line in (*_about(one), *_money(one), *_law(one), *_scope(one), *_replies(one)):
        show.line(f"  {line}")
    _lines(one)
    for event in one.history:
        who = people.get(event.author, event.author[:15])
        show.line(f"  {event.at}  {who}  {told_of(event)}")
    show.line(f"  {say('cli.finding.now')}: {_allowed(one, card)}")


def _about(one: "Finding") -> Iterator[str]:
    told = {
        "department": one.department,
        "doctor": one.doctor,
        "therapist": one.therapist,
        "severity": say(f"findings.severity.{one.severity}") if one.severity else "",
        "ruled": say(f"findings.state.{one.ruled}") if one.ruled else "",
        "voucher": one.voucher and f"{one.voucher}  {show.money(one.recovered)}",
    }
    said = [f"{say(f'cli.finding.{name}')} {text}" for name, text in told.items() if text]
    if one.data_quality:
        said.append(say("cli.finding.data-quality"))
    if said:
        yield "  ".join(said)


def _money(one: "Finding") -> Iterator[str]:
    from inspector.findings import fund_share

    share = fund_share(one)
    yield say(
        "cli.finding.money",
        billed=show.money(one.amount_billed),
        allowed=show.money(one.amount_allowed),
        excess=show.money(one.amount),
        confirmed=show.money(one.amount_confirmed) if one.stands else "—",
    )
    yield say(
        "cli.finding.fund",
        whole=show.money(share.whole),
        fund=show.money(share.fund),
        other=show.money(share.other),
        unknown=show.money(share.unknown),
    )
    for part in share.parts:
        if part.shown:
            yield f"  {part.setl_id}: {part.shown}"


def _law(one: "Finding") -> Iterator[str]:
    for at, article in enumerate(one.articles, 1):
        yield f"{'*' if article == one.article else ' '} {at} {article}"
    if one.article:
        yield say("cli.finding.chosen", article=one.article, why=one.why)


def _scope(one: "Finding") -> Iterator[str]:
    told = one.origin.scope
    if told:
        over, found = told["denominator"], told["numerator"]
        yield say(
            "cli.finding.scope",
            field=told["amount_field"],
            refunds=say(f"cli.finding.refunds-{told['refunds']}"),
            hits=found["hits"],
            amount=found["amount"],
            rows=over["rows"],
            read=over["amount"],
            start=told["period"][0],
            end=told["period"][1],
        )
        if told["filters"]:
            yield say("cli.finding.filters", filters=", ".join(told["filters"]))
    if one.origin.params:
        params = (f"{name} = {value}" for name, value in one.origin.params.items())
        yield say("cli.finding.params", params=", ".join(params))
    for name, digest in (("rule", one.rule_digest), ("pack", one.origin.pack_digest)):
        if digest:
            yield f"{say(f'cli.finding.digest-{name}')} {digest}"
    for digest in one.snapshots:
        yield f"{say('cli.finding.digest-snapshot')} {digest}"


def _replies(one: "Finding") -> Iterator[str]:
    from inspector.findings import ANSWERS

    for reply in one.replies:
        known = reply.answer in ANSWERS
        yield say(
            "cli.finding.reply",
            at=reply.at,
            answer=say(f"findings.answer.{reply.answer}") if known else reply.answer,
            amount="—" if reply.amount is None else show.money(reply.amount),
            ours=show.money(one.amount),
            reason=reply.reason or "—",
            proof=reply.proof or "—",
        )
        if reply.judged:
            judged = say(f"findings.judged.{reply.judged}")
            yield say("cli.finding.judged", judged=judged, note=reply.judged_note)


def _lines(one: "Finding") -> None:
    heads = ("line", "when", "item", "department", "amount", "cap")
    show.table(
        [say(f"cli.column.{name}") for name in heads],
        [
            (
                line.bkkp_sn,
                line.occurred_on,
                line.name,
                line.dept,
                show.money(line.amount),
                show.money(line.cap),
            )
            for line in one.lines
        ],
        right=(4, 5),
    )


def _allowed(one: "Finding", card: "Card") -> str:
    from inspector.findings import allowed_acts

    acts = [say(f"findings.act.{act}") for act in allowed_acts(one, card)]
    return say("findings.list-separator").join(acts)
