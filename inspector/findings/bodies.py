"""What the body of each kind of event must hold.

Money is a decimal string in 元, never a number; a body that fails its table is never signed.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

Body = Mapping[str, Any]
Check = Callable[[object], bool]
_MONEY = re.compile(r"\d{1,14}(\.\d{1,2})?")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")
RULINGS = ("confirmed", "partly", "unfounded", "unproven")
"""What 认定 may come to: 属实, 部分属实, 不属实, 存疑补证."""
VERDICTS = (*RULINGS, "rejected")
SETTLING = {
    "confirmed": "uphold",
    "partly": "uphold-partly",
    "unfounded": "uphold-unfounded",
    "rejected": "dismiss",
}
"""What a supervisor may settle a conflict as → the act."""
MOVES = ("take-up", "verify", "evidence", "present", "refuse", "review", "transfer", "dispose")
"""The acts that only take a finding on to its next state."""
REFERRED_TO = ("police", "health")
AUTHORITIES = (*REFERRED_TO, "drug")
"""转公安, 转卫健, 药监; the last two are one state of a finding."""
ANSWERS = ("agree", "partly", "disagree")
"""What the hospital says: 认可, 部分认可, 不认可; an older release wrote free text."""
JUDGED = ("accepted", "partly", "refused")
SEVERITIES = ("ordinary", "serious", "grave")


def _text(value: object) -> bool:
    return isinstance(value, str)


def _count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _flag(value: object) -> bool:
    return isinstance(value, bool)


def _money(value: object) -> bool:
    return isinstance(value, str) and _MONEY.fullmatch(value) is not None


def _digest(value: object) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _one_of(*known: str) -> Check:
    return lambda value: value in known


def _texts(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(map(_text, value))


def _titles(value: object) -> bool:
    return isinstance(value, Mapping) and _text(value.get("zh")) and _text(value.get("en"))


def _params(value: object) -> bool:
    return isinstance(value, Mapping)


def _shares(value: object) -> bool:
    """By settlement, what the fund paid of which whole."""
    return isinstance(value, Mapping) and all(
        isinstance(one, Mapping) and all(_text(one.get(name)) for name in ("fund", "total"))
        for one in value.values()
    )


def _line(value: object) -> bool:
    if not isinstance(value, Mapping) or not _text(value.get("bkkp_sn")):
        return False
    money = _money(value.get("amount")) and _money(value.get("cap"))
    return money and all(map(_text, value.values()))


def _lines(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(map(_line, value))


def _traces(value: object) -> bool:
    return isinstance(value, (list, tuple)) and all(isinstance(row, Mapping) for row in value)


_DECISION: dict[str, Check] = {
    "verdict": _one_of(*VERDICTS),
    "amount": _money,
    "basis": _text,
    "reason": _text,
    "note": _text,
}
REQUIRED: dict[str, dict[str, Check]] = {
    "opened": {
        "rule": _text,
        "rule_digest": _text,
        "title": _titles,
        "verdict_kind": _text,
        "basis": _texts,
        "snapshots": _texts,
        "params": _params,
        "lines": _lines,
        "amount": _money,
    },
    "amended": {"amount": _money, "note": _text},
    "verdict": _DECISION,
    "withdrawn": {"note": _text},
    "conflict-resolved": {**_DECISION, "verdict": _one_of(*SETTLING)},
    "moved": {"act": _one_of(*MOVES), "note": _text},
    "referred": {"to": _one_of(*REFERRED_TO), "note": _text},
    "recovered": {"amount": _money, "voucher": _text, "note": _text},
    "closed": {"note": _text},
    "chosen-basis": {"article": _text, "why": _text},
    "described": {"note": _text},
    "reply-judged": {"reply": _digest, "result": _one_of(*JUDGED), "note": _text},
    "undone": {"event": _digest, "note": _text},
    "evidence-added": {"digest": _digest, "name": _text, "size": _count},
    "reply-received": {"answer": _text, "note": _text},
    "noted": {"note": _text},
    "opened-case": {"snapshots": _texts},
    "entered": {"write": _flag},
    "admitted": {"card": _digest, "name": _text},
    "checked": {"packs": _texts},
    "rule-kept": {"rule": _text, "digest": _text},
    "rule-retired": {"rule": _text, "digest": _text, "reason": _text},
    "rerun": {"finding": _text, "rule": _text, "pack": _text, "equal": _flag, "amount": _money},
    "asked": {"sql": _text, "rows": _count, "cut": _flag},
    "question-kept": {"name": _text, "sql": _text},
    "question-dropped": {"name": _text},
    "revealed": {"what": _text, "reason": _text},
    "exported": {"what": _text},
    "signed": {"report": _text},
    "submitted": {"bundle": _text, "target": _text},
    "refused": {"act": _text},
    "sample-planned": {"plan": _params, "purpose": _text},
    "sample-seeded": {"sample": _text, "seed": _text, "source": _text},
    "sample-drawn": {"sample": _text, "frame": _digest, "units": _count, "drawn": _traces},
    "sample-appraised": {"sample": _text, "results": _digest, "estimates": _traces, "use": _titles},
    "analysed": {"what": _text, "asked": _params, "population": _count, "told": _params},
}
OPTIONAL: dict[str, dict[str, Check]] = {
    "opened": {
        "pack_digest": _text,
        "evidence": _traces,
        "department": _text,
        "doctor": _text,
        "therapist": _text,
        "scope": _params,
        "settlements": _shares,
        "note": _text,
    },
    "amended": {"lines": _lines, "department": _text},
    "reply-received": {"amount": _money, "reason": _text, "proof": _text, "source": _text},
    "described": {
        "department": _text,
        "doctor": _text,
        "therapist": _text,
        "severity": _one_of("", *SEVERITIES),
        "data_quality": _flag,
    },
    "referred": {
        "authority": _one_of(*AUTHORITIES),
        "package": _digest,
        "recipients": _texts,
        "files": _texts,
    },
    "asked": {"seconds": _text},
    "rule-kept": {"instead_of": _text},
    "refused": {"code": _text, "sql": _text},
}
LOG_KINDS = frozenset(
    (
        *("opened-case", "entered", "admitted", "checked", "rerun", "asked"),
        *("rule-kept", "rule-retired", "question-kept", "question-dropped"),
        *("revealed", "exported", "signed", "submitted", "refused"),
        *("sample-planned", "sample-seeded", "sample-drawn", "sample-appraised", "analysed"),
    )
)
FINDING_KINDS = frozenset(REQUIRED) - LOG_KINDS


def faults(kind: str, body: Body) -> list[str]:
    """The names of the fields of `body` that are missing or are not what `kind` wants; all of them.

    A field no table names is let pass: a later minor version may have added it.
    """
    if kind not in REQUIRED:
        return ["kind"]
    wrong = [name for name, check in REQUIRED[kind].items() if not check(body.get(name))]
    if kind in OPTIONAL:
        more = OPTIONAL[kind]
        wrong += [name for name in more if name in body and not more[name](body[name])]
    return wrong
