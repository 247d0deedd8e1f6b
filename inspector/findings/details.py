"""What is known of a finding beside its verdict: its origin, persons, article, replies, evidence.

Each is what the last event that counts said of it; replies add up and none is lost.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from inspector.findings.events import Event
from inspector.findings.finding import NOTHING, FindingLine, Origin, Reply, lines_of, money

_TOLD = ("department", "doctor", "therapist", "severity", "data_quality")


def opened(event: Event) -> dict[str, Any]:
    """The fields of the finding as it was opened."""
    body, lines = event.body, lines_of(event.body)
    return {
        "id": event.finding,
        "rule_id": body["rule"],
        "rule_digest": body["rule_digest"],
        "title": dict(body["title"]),
        "verdict_kind": body["verdict_kind"],
        "basis": tuple(body["basis"]),
        "articles": tuple(body["basis"]),
        "state": "suspected",
        "amount_billed": billed(lines),
        "amount": money(body["amount"]),
        "amount_confirmed": NOTHING,
        "lines": lines,
        "department": _first(body.get("department", ""), *(line.dept for line in lines)),
        "doctor": _first(body.get("doctor", ""), *(line.doctor for line in lines)),
        "therapist": body.get("therapist", ""),
        "reason": "",
        "note": body.get("note", ""),
        "snapshots": tuple(sorted(body["snapshots"])),
        "evidence": (),
        "history": (),
        "conflict": (),
        "article": "",
        "origin": _origin(body),
    }


def _first(*names: str) -> str:
    return next((name for name in names if name), "")


def _origin(body: Mapping[str, Any]) -> Origin:
    return Origin(
        pack_digest=body.get("pack_digest", ""),
        knowledge=dict(body.get("knowledge", {})),
        params=dict(body["params"]),
        scope=dict(body.get("scope", {})),
        settlements=dict(body.get("settlements", {})),
        evidence=tuple(body.get("evidence", ())),
    )


def billed(lines: Sequence[FindingLine]) -> Decimal:
    """In 元; a fee line named twice was billed once."""
    return sum({line.bkkp_sn: line.net_amt for line in lines}.values(), NOTHING)


def amended(told: dict[str, Any], known: Iterable[Event]) -> None:
    """Amounts and lines of the amendments among `known`, in their order."""
    for event in known:
        if event.kind == "amended":
            lines = lines_of(event.body) if "lines" in event.body else told["lines"]
            told |= {
                "amount": money(event.body["amount"]),
                "lines": lines,
                "amount_billed": billed(lines),
                "department": event.body.get("department", told["department"]),
            }


def described(told: dict[str, Any], history: Sequence[Event]) -> None:
    """All that was said of the finding, in the order it was said.

    Args:
        history: the events that count.
    """
    for event in history:
        body = event.body
        match event.kind:
            case "described":
                told |= {name: body[name] for name in _TOLD if name in body}
            case "chosen-basis":
                told |= {"article": body["article"], "why": body["why"]}
            case "recovered":
                told |= {"recovered": money(body["amount"]), "voucher": body["voucher"]}
    told |= {
        "notes": tuple(event.body["note"] for event in history if event.kind == "noted"),
        "evidence": tuple(
            sorted({e.body["digest"] for e in history if e.kind == "evidence-added"})
        ),
        "replies": _replies(history),
    }


def _replies(history: Sequence[Event]) -> tuple[Reply, ...]:
    judged = {event.body["reply"]: event.body for event in history if event.kind == "reply-judged"}
    return tuple(
        _reply(event, judged.get(event.id, {}))
        for event in history
        if event.kind == "reply-received"
    )


def _reply(event: Event, judged: Mapping[str, Any]) -> Reply:
    body = event.body
    return Reply(
        event=event.id,
        at=event.at,
        author=event.author,
        answer=body["answer"],
        amount=money(body["amount"]) if "amount" in body else None,
        reason=body.get("reason", ""),
        proof=body.get("proof", ""),
        source=body.get("source", ""),
        note=body["note"],
        judged=judged.get("result", ""),
        judged_note=judged.get("note", ""),
    )
