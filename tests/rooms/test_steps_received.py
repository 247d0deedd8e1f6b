"""Bundles verified side by side: each answer in its place, errors whole, in one's language."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.errors import FileMissing, InspectorError, PackageDamaged
from inspector.i18n import language, speak
from inspector.steps.received import open_all, side_by_side
from inspector.trust import new_identity


def who_and_how(number: int) -> tuple[int, int, str]:
    return number, os.getpid(), language()


@pytest.fixture
def in_chinese() -> Iterator[None]:
    speak("zh")
    yield
    speak(None)


def test_many_are_done_in_other_processes_in_order_and_in_the_language_in_force(
    in_chinese: None,
) -> None:
    done = list(side_by_side(who_and_how, range(40)))
    assert [number for number, _, _ in done] == list(range(40))
    assert {told for _, _, told in done} == {"zh"}
    assert (os.cpu_count() == 1) == (os.getpid() in {pid for _, pid, _ in done})


def test_few_are_done_at_once_without_another_process() -> None:
    assert {pid for _, pid, _ in side_by_side(who_and_how, range(5))} == {os.getpid()}


def test_a_bundle_that_does_not_verify_is_an_error_with_its_facts_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    paths = [tmp_path / f"{at}.bundle" for at in range(26)]
    for path in paths[1:]:
        path.write_bytes(b"no bundle")
    opened = [one for _, one in open_all(paths, new_identity("周督导", "supervisor"))]
    assert all(isinstance(one, InspectorError) for one in opened)
    assert [type(one) for one in opened] == [FileMissing, *[PackageDamaged] * 25]
    told = [one.facts["path"] for one in opened if isinstance(one, InspectorError)]
    assert told == [str(path) for path in paths]
