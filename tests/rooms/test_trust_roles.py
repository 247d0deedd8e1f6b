"""Who may do what, the whole table."""

import pytest

from inspector.errors import RoleForbidden
from inspector.i18n import say
from inspector.trust import MAY, ROLES, allow, new_identity

CARDS = {role: new_identity("王甲", role).card for role in ROLES}

TABLE = """
act       | authority | lead | inspector | contractor | supervisor | institution
pack      | yes       |      |           |            |            |
roster    | yes       | yes  |           |            |            |
sign-pack | yes       | yes  |           |            |            |
recover   | yes       |      |           |            |            |
open      | yes       | yes  | yes       | yes        | yes        |
check     |           | yes  | yes       | yes        |            |
ask       |           | yes  | yes       | yes        |            |
draft     |           | yes  | yes       | yes        |            |
attach    |           | yes  | yes       | yes        |            |
confirm   |           | yes  | yes       |            |            |
reject    |           | yes  | yes       |            |            |
reveal    |           | yes  | yes       |            |            |
export    |           | yes  |           |            |            |
report    |           | yes  | yes       |            |            |
sign      |           | yes  | yes       |            |            | yes
submit    |           | yes  | yes       |            |            |
follow-up | yes       | yes  |           |            | yes        |
close     |           | yes  |           |            |            |
gather    |           |      |           |            | yes        |
resolve   |           |      |           |            | yes        |
"""
HEAD, *ROWS = [[cell.strip() for cell in line.split("|")] for line in TABLE.strip().splitlines()]
CASES = [
    (act, role, cell == "yes")
    for act, *cells in ROWS
    for role, cell in zip(HEAD[1:], cells, strict=True)
]


def test_the_table_here_names_every_act_and_every_role() -> None:
    assert [row[0] for row in ROWS] == list(MAY)
    assert sorted(HEAD[1:]) == sorted(ROLES)


def test_every_act_belongs_to_someone_and_every_role_has_an_act() -> None:
    assert all(MAY.values())
    assert set().union(*MAY.values()) == set(ROLES)


@pytest.mark.parametrize(("act", "role", "may"), CASES)
def test_a_role_may_do_what_the_table_says_and_no_more(act: str, role: str, may: bool) -> None:
    card = next(card for card in CARDS.values() if card.role == role)
    if may:
        allow(card, act)
        return
    with pytest.raises(RoleForbidden) as refused:
        allow(card, act)
    assert refused.value.facts == {"role": role, "act": act}


def test_an_act_nobody_thought_of_is_a_mistake_in_the_program() -> None:
    with pytest.raises(KeyError):
        allow(CARDS["lead"], "publish")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_act_and_role_has_a_name_a_person_would_say(lang: str) -> None:
    told = "zh" if lang == "zh" else "en"
    for role in ROLES:
        assert say(f"trust.role.{role}", told)  # type: ignore[arg-type]
    for act in MAY:
        assert say(f"trust.act.{act}", told)  # type: ignore[arg-type]
