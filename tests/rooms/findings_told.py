"""Events of one finding made up for the tests, told one after another by whoever is named."""

from collections.abc import Mapping
from typing import Any

from inspector.findings import Event, latest

LINES = [
    {
        "bkkp_sn": "B1",
        "setl_id": "S1",
        "amount": "60.00",
        "cap": "80.00",
        "net_amt": "82.00",
        "dept": "康复科",
        "doctor": "李大夫",
    },
    {"bkkp_sn": "B2", "setl_id": "S2", "amount": "40.00", "cap": "40.00"},
]
OPENED: dict[str, Any] = {
    "rule": "CHG-007",
    "rule_digest": "sha256:00",
    "title": {"zh": "按日计价项目多收", "en": "Charged more often than the stay"},
    "verdict_kind": "suspect",
    "basis": ["《条例》第三十八条第（三）项", "《条例》第四十条第一款第（三）项"],
    "snapshots": ["sha256:11"],
    "params": {"times": "1"},
    "lines": LINES,
    "amount": "100.00",
}


class Telling:
    """One finding as it happens: each event has seen all before it, unless told what it saw."""

    def __init__(self, opened: Mapping[str, Any] = OPENED) -> None:
        self.events: list[Event] = []
        self.begin = self.says("opened", opened)

    def says(
        self, kind: str, body: Mapping[str, Any], by: str = "甲", saw: list[Event] | None = None
    ) -> Event:
        known = self.events if saw is None else saw
        event = Event(
            case="C",
            author=by,
            lamport=1 + max((one.lamport for one in known), default=0),
            seen=latest(known) if saw is None else tuple(sorted(one.id for one in saw)),
            finding="F1",
            kind=kind,
            at="2024-03-01T02:03:04Z",
            body=body,
            prev="",
        )
        self.events.append(event)
        return event

    def moves(self, act: str, by: str = "甲", saw: list[Event] | None = None) -> Event:
        return self.says("moved", {"act": act, "note": ""}, by, saw)

    def rules(
        self,
        verdict: str,
        amount: str = "0.00",
        by: str = "甲",
        saw: list[Event] | None = None,
        reason: str = "",
    ) -> Event:
        body = {"verdict": verdict, "amount": amount, "basis": "", "reason": reason, "note": ""}
        return self.says("verdict", body, by, saw)

    def undoes(self, event: Event, by: str = "甲") -> Event:
        return self.says("undone", {"event": event.id, "note": "点错了"}, by)
