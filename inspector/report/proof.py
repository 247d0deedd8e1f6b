"""What a report rests on: method, pictures of findings, samples, the hospital's view, evidence."""

from collections.abc import Iterator

from inspector.report.blocks import Block, Day, Heading, Rows, Sentence, Stair
from inspector.report.matter import Matter
from inspector.report.words import label, when, yuan

_METHOD = ("basis", "data", "refunds", "rules", "people", "money", "masked")


def method(matter: Matter) -> Iterator[Block]:
    """How the figures came about, in sentences a reader can hold against the annex."""
    for name in _METHOD:
        yield Sentence(matter.tell(f"method.{name}"))


def pictures(matter: Matter) -> Iterator[Block]:
    """Stock over time and therapists' days, for the findings with the most money."""
    tell = matter.tell
    for stock in matter.material.stocks:
        yield Heading(tell("pictures.stock", finding=stock.finding, item=stock.item), 2)
        yield Stair(stock.levels)
        lowest = min(stock.levels, key=lambda level: (level.count, level.day))
        told = {"day": lowest.day.isoformat(), "count": f"{lowest.count:,.0f}"}
        yield Sentence(tell("pictures.stock_note", **told), small=True)
    for day in matter.material.days:
        told = {"finding": day.finding, "staff": day.staff, "day": day.day}
        yield Heading(tell("pictures.day", **told), 2)
        yield Day(day.spans)
        over = sum(span.over for span in day.spans)
        yield Sentence(tell("pictures.day_note", count=len(day.spans), over=over), small=True)


def _said(*texts: str) -> str:
    """Each text on a line of its own; what is said twice once."""
    return "\n".join(dict.fromkeys(filter(None, texts)))


def replies(matter: Matter) -> Iterator[Block]:
    """What the hospital said of each finding, and what was made of it."""
    tell = matter.tell
    rows = [
        (
            finding.id,
            when(reply.at.replace("T", " ")),
            label(tell, "answer", reply.answer),
            "" if reply.amount is None else yuan(reply.amount),
            _said(reply.reason, reply.proof, reply.note),
            _said(label(tell, "judged", reply.judged or "open"), reply.judged_note),
        )
        for finding in matter.figures.findings
        for reply in finding.replies
    ]
    if rows:
        yield Sentence(tell("replies.text", count=len(rows)))
        names = ("finding", "when", "answer", "amount", "reason", "judged")
        head = tuple(tell(f"replies.{name}") for name in names)
        yield Rows(head, rows, (17, 14, 11, 12, 32, 14), frozenset({3}))


def evidence(matter: Matter) -> Iterator[Block]:
    """The index of evidence: what, from where, by whom, and whether it is still what was kept."""
    tell, kept = matter.tell, matter.material.evidence
    if not kept:
        yield Sentence(tell("evidence.none"))
        return
    bad = sum(one.state != "whole" for one in kept)
    yield Sentence(tell("evidence.broken" if bad else "evidence.whole", count=len(kept), bad=bad))
    rows = [
        (
            str(at),
            "\n".join(text for text in (one.name, label(tell, "kind", one.kind)) if text),
            one.finding,
            "\n".join(text for text in (one.place, one.holder) if text) or tell("not_named"),
            _times(one.at, one.camera, one.kept_at, matter),
            "、".join(text for text in (one.kept_by, one.second) if text),
            one.digest.removeprefix("sha256:"),
            tell(f"evidence.state_{one.state}"),
        )
        for at, one in enumerate(kept, start=1)
    ]
    names = ("number", "name", "finding", "place", "when", "who", "digest", "state")
    head = tuple(tell(f"evidence.{name}") for name in names)
    yield Rows(head, rows, (5, 16, 15, 12, 18, 9, 17, 8), frozenset({0}))
    if any(not one.second for one in kept):
        yield Sentence(tell("evidence.alone"), small=True)


def _times(at: str, camera: str, kept_at: str, matter: Matter) -> str:
    """The clock's time, the camera's beside it, and when it was kept."""
    told = [("taken", at), ("camera", camera), ("kept", kept_at.replace("T", " ")[:16])]
    return "\n".join(matter.tell(f"evidence.{name}", at=text) for name, text in told if text)
