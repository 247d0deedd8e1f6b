"""Whatever intake can say has a sentence in both languages."""

import re
from pathlib import Path

import pytest

import inspector.intake
from inspector.errors import InputRefused
from inspector.i18n import explain
from inspector.i18n.catalogue import catalogue

SOURCE = "".join(
    path.read_text("utf-8") for path in sorted(Path(inspector.intake.__file__).parent.glob("*.py"))
)


@pytest.mark.parametrize("kind", InputRefused.__subclasses__(), ids=lambda kind: str(kind.code))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_refused_input_has_a_sentence_and_a_next_step(
    kind: type[InputRefused], lang: str
) -> None:
    if not kind.code.startswith("input."):
        pytest.skip("another room's")
    names = ["path", "problem", "table", "known", "column"]
    said = explain(kind(**dict.fromkeys(names, "x")), "zh" if lang == "zh" else "en")
    assert said.what
    assert said.next


def test_every_reason_total_step_and_problem_in_the_source_has_a_sentence() -> None:
    reasons = {"missing", "digits-lost", "number-unreadable", "date-unreadable", "repeated-key"}
    keys = {f"intake.reason.{reason}" for reason in (*reasons, "broken-line")}
    keys |= set(re.findall(r"\"(intake\.(?:step|problem|total)\.[a-z-]+)\"", SOURCE))
    assert all(reason in SOURCE for reason in reasons)
    assert keys <= catalogue("zh").keys()
    assert keys <= catalogue("en").keys()
