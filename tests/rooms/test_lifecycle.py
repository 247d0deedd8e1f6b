"""The lifecycle as a whole table, and row by row."""

from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest

from inspector.errors import InspectorError, MoveForbidden, RoleForbidden
from inspector.findings import (
    AFTER,
    EXCLUSIONS,
    SETTLING,
    STATES,
    TABLE,
    Event,
    Finding,
    check_move,
    fold,
    lifecycle_page,
)
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
PAGE = Path(__file__).parents[2] / "docs" / "lifecycle.md"
WHO: dict[Role, Identity] = {
    role: new_identity("测试员", role)
    for role in ("inspector", "contractor", "supervisor", "authority", "lead", "institution")
}


def test_every_state_can_be_reached_and_every_act_belongs_to_someone() -> None:
    reached = {after for state, acts in AFTER.items() for after in acts.values() if after != state}
    assert reached | {"suspected", "conflicted"} == AFTER.keys(), "a conflict is made by the fold"
    assert {act for acts in AFTER.values() for act in acts} | {"record"} == TABLE.keys()
    assert all(ROLES_MAY[act.may] for act in TABLE.values())
    assert all({*act.on, act.leaves} <= {*STATES, ""} for act in TABLE.values())


def test_the_page_in_the_docs_is_what_the_table_says() -> None:
    """Written by `PAGE.write_text(lifecycle_page(), "utf-8")`."""
    assert PAGE.read_text("utf-8") == lifecycle_page()
    assert lifecycle_page().count("-->") > 50


CHAIN: list[tuple[str, Role, str]] = [
    # act, who, becomes: 疑点 → … → 销号, as a flying inspection goes
    ("take-up", "contractor", "pending"),
    ("verify", "contractor", "verifying"),
    ("evidence", "inspector", "evidenced"),
    ("present", "inspector", "presented"),
    ("contest", "inspector", "contested"),
    ("review", "lead", "reviewing"),
    ("partly", "inspector", "partly"),
    ("transfer", "lead", "transferred"),
    ("dispose", "authority", "disposing"),
    ("recover", "supervisor", "recovered"),
    ("close", "authority", "closed"),
]


def test_the_states_of_an_inspection_follow_each_other_in_their_order() -> None:
    state = "suspected"
    for act, who, becomes in CHAIN:
        state = check_move(_finding(state), act, WHO[who].card)
        assert state == becomes
    assert not {"confirm", "amend", "withdraw", "verify", "present"} & AFTER["closed"].keys()


def test_every_state_act_and_reason_has_a_word_in_both_languages() -> None:
    keys = [f"findings.state.{state}" for state in STATES]
    keys += [f"findings.act.{act}" for act in TABLE]
    for key, lang in product(keys, ("zh", "en")):
        assert say(key, "zh" if lang == "zh" else "en")
    for reason, lang in product(EXCLUSIONS.values(), ("zh", "en")):
        assert reason.title(lang)


def test_a_conflict_is_left_by_a_resolution_only() -> None:
    leaving = {act for act, state in AFTER["conflicted"].items() if state != "conflicted"}
    assert leaving == set(SETTLING.values()), "or by taking back one's own side, which is no move"
    assert all(
        act not in AFTER[state] for act in leaving for state in AFTER if state != "conflicted"
    )


DECIDED = [
    # state, act, who, becomes
    ("suspected", "confirm", "inspector", MoveForbidden),
    ("pending", "partly", "inspector", MoveForbidden),
    ("verifying", "unfounded", "lead", MoveForbidden),
    ("suspected", "reject", "inspector", "rejected"),
    ("evidenced", "confirm", "inspector", "confirmed"),
    ("conflicted", "uphold-partly", "supervisor", "partly"),
    ("suspected", "confirm", "contractor", RoleForbidden),
    ("suspected", "confirm", "supervisor", RoleForbidden),
    ("suspected", "amend", "contractor", "pending"),
    ("suspected", "uphold", "supervisor", MoveForbidden),
    ("confirmed", "confirm", "inspector", MoveForbidden),
    ("confirmed", "reject", "lead", "rejected"),
    ("confirmed", "withdraw", "inspector", MoveForbidden),
    ("rejected", "confirm", "inspector", "confirmed"),
    ("withdrawn", "confirm", "inspector", MoveForbidden),
    ("withdrawn", "amend", "inspector", "pending"),
    ("suspected", "present", "inspector", MoveForbidden),
    ("suspected", "transfer", "lead", MoveForbidden),
    ("suspected", "contest", "inspector", MoveForbidden),
    ("evidenced", "present", "contractor", RoleForbidden),
    ("contested", "confirm", "inspector", MoveForbidden),
    ("contested", "reject", "inspector", MoveForbidden),
    ("reviewing", "confirm", "inspector", "confirmed"),
    ("refused", "confirm", "inspector", "confirmed"),
    ("confirmed", "recover", "lead", MoveForbidden),
    ("confirmed", "close", "lead", MoveForbidden),
    ("transferred", "dispose", "inspector", RoleForbidden),
    ("transferred", "reject", "lead", MoveForbidden),
    ("recovered", "close", "inspector", RoleForbidden),
    ("unproven", "verify", "inspector", "verifying"),
    ("confirmed", "refer-police", "inspector", "police"),
    ("suspected", "refer-police", "inspector", MoveForbidden),
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


def test_what_can_be_done_instead_is_what_this_person_may_do() -> None:
    with pytest.raises(MoveForbidden) as caught:
        check_move(_finding("confirmed"), "take-up", WHO["contractor"].card)
    allowed = str(caught.value.facts["allowed"])
    assert say("findings.act.amend") in allowed
    assert say("findings.act.present") not in allowed


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
