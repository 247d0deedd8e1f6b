"""Every state, act, role and outcome has a word on the screens, in both languages."""

import pytest
from rich.cells import cell_len

from inspector.findings import STATES
from inspector.findings.bodies import FINDING_KINDS
from inspector.i18n import say, speak
from inspector.rules.model import VERDICTS
from inspector.trust import ROLES
from inspector.tui.screens.detail import state_width
from inspector.tui.screens.hit import SHOWN
from inspector.tui.screens.overview import HERE

WORDS = [
    "tui.unjudged",
    *(f"findings.state.{state}" for state in STATES),
    *(f"findings.kind.{kind}" for kind in FINDING_KINDS),
    *(f"trust.role.{role}" for role in ROLES),
    *(f"rules.verdict.{verdict}" for verdict in VERDICTS),
    *(f"rules.status.{status}" for status in ("hit", "clean", "not_run", "error")),
    *(f"tui.do.{act}" for act in HERE),
    *(f"tui.line.{column}" for column in SHOWN),
]


@pytest.mark.parametrize("key", sorted(WORDS))
def test_it_has_a_word(key: str) -> None:
    assert say(key, "zh")
    assert say(key, "en")


def test_no_state_is_wider_than_its_column() -> None:
    for lang in ("zh", "en"):
        speak(lang)
        words = [say(f"findings.state.{state}") for state in STATES]
        assert max(map(cell_len, words)) <= state_width() <= 16
    speak(None)
