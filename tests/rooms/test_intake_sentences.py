"""Whatever intake can say has a sentence in both languages."""

import re
from pathlib import Path

import pytest

import inspector.intake
from inspector.errors import (
    ColumnMissing,
    FileMissing,
    FileUnreadable,
    InputRefused,
    MappingInvalid,
    NothingRecognised,
    TableUnknown,
)
from inspector.i18n import explain
from inspector.i18n.catalogue import catalogue

STOPS = (
    FileMissing,
    FileUnreadable,
    TableUnknown,
    ColumnMissing,
    NothingRecognised,
    MappingInvalid,
)
SOURCE = "".join(
    path.read_text("utf-8") for path in sorted(Path(inspector.intake.__file__).parent.rglob("*.py"))
)


@pytest.mark.parametrize("kind", STOPS, ids=lambda kind: str(kind.code))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_refused_input_has_a_sentence_and_a_next_step(
    kind: type[InputRefused], lang: str
) -> None:
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


def test_every_way_a_file_cannot_be_read_is_said_where_it_stops_and_where_it_is_listed() -> None:
    problems = set(re.findall(r'problem="([a-z-]+)"', SOURCE))
    assert problems
    for lang in (catalogue("zh"), catalogue("en")):
        assert {f"input.problem.{problem}" for problem in problems} <= lang.keys()
        assert {f"intake.problem.{problem}" for problem in problems} <= lang.keys()
