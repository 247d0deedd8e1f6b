"""The lifecycle as a whole table, and row by row."""

from dataclasses import replace
from itertools import product

import pytest

from inspector.errors import InspectorError, MoveForbidden, RoleForbidden
from inspector.findings import AFTER, EXCLUSIONS, STATES, Event, Finding, check_move, fold
from inspector.findings.lifecycle import MAY
from inspector.i18n import explain, say
from inspector.trust import MAY as ROLES_MAY
from inspector.trust import Identity, Role, new_identity

OPENED = {
    "rule": "CHG-007",
    "rule_digest": "",
    "title": {"zh": "多收", "en": "Overcharged"},
    "verdict_kind": "suspect",
    "basis": [],
    "snapshots": [],
    "params": {},
    "lines": [],
    "amount": "100.00",
}
ACTS = sorted({act for acts in AFTER.values() for act in acts})
WHO: dict[Role, Identity] = {
    role: new_identity("测试员", role)
    for role in ("inspector", "contractor", "supervisor", "authority", "lead", "institution")
}


def test_every_state_can_be_reached_and_every_act_belongs_to_someone() -> None:
    reached = {after for state, acts in AFTER.items() for after in acts.values() if after != state}
    assert reached | {"suspected", "conflicted"} == AFTER.keys(), "a conflict is made by the fold"
    assert set(ACTS) | {"record"} == MAY.keys()
    assert all(ROLES_MAY[MAY[act]] for act in MAY)


def test_every_state_act_and_reason_has_a_word_in_both_languages() -> None:
    keys = [f"findings.state.{state}" for state in STATES]
    keys += [f"findings.act.{act}" for act in MAY]
    for key, lang in product(keys, ("zh", "en")):
        assert say(key, "zh" if lang == "zh" else "en")
    for reason, lang in product(EXCLUSIONS.values(), ("zh", "en")):
        assert reason.title(lang)


def test_a_conflict_is_left_by_a_resolution_only() -> None:
    leaving = {act for act, state in AFTER["conflicted"].items() if state != "conflicted"}
    assert leaving == {"uphold", "dismiss"}
    assert all(
        act not in AFTER[state] for act in leaving for state in AFTER if state != "conflicted"
    )


DECIDED = [
    # state, act, who, becomes
    ("suspected", "confirm", "inspector", "confirmed"),
    ("suspected", "confirm", "contractor", RoleForbidden),
    ("suspected", "confirm", "supervisor", RoleForbidden),
    ("suspected", "amend", "contractor", "amended"),
    ("suspected", "uphold", "supervisor", MoveForbidden),
    ("confirmed", "confirm", "inspector", MoveForbidden),
    ("confirmed", "reject", "lead", "rejected"),
    ("confirmed", "withdraw", "inspector", MoveForbidden),
    ("rejected", "confirm", "inspector", "confirmed"),
    ("withdrawn", "confirm", "inspector", MoveForbidden),
    ("withdrawn", "amend", "inspector", "amended"),
    ("suspected", "attach", "contractor", "suspected"),
    ("suspected", "attach", "institution", RoleForbidden),
]


@pytest.mark.parametrize(("state", "act", "who", "becomes"), DECIDED)
def test_an_act_is_allowed_by_state_and_role(
    state: str, act: str, who: Role, becomes: str | type[InspectorError]
) -> None:
    finding, card = _finding(state), WHO[who].card
    if isinstance(becomes, str):
        assert check_move(finding, act, card) == becomes
        return
    with pytest.raises(becomes):
        check_move(finding, act, card)


def test_a_forbidden_move_tells_what_can_be_done_instead() -> None:
    with pytest.raises(MoveForbidden) as caught:
        check_move(_finding("withdrawn"), "confirm", WHO["inspector"].card)
    told = explain(caught.value, "zh")
    assert "F1" in told.what
    assert say("findings.act.amend") in told.next


def _finding(state: str) -> Finding:
    opened = Event(
        case="C",
        author="甲",
        lamport=1,
        seen=(),
        finding="F1",
        kind="opened",
        at="2024-03-01T02:03:04Z",
        body=OPENED,
        prev="",
    )
    return replace(fold([opened])["F1"], state=state)
