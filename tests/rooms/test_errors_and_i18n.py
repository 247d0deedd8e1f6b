"""Every way to be stopped has its sentence and its next step, in both languages."""

import re
import string
from pathlib import Path

import pytest

from inspector import errors
from inspector.errors import InspectorError
from inspector.i18n import explain, say, speak
from inspector.i18n.catalogue import catalogue


def every_error(base: type[InspectorError] = InspectorError) -> list[type[InspectorError]]:
    found = [kind for kind in base.__subclasses__() for kind in [kind, *every_error(kind)]]
    return [kind for kind in found if "code" in vars(kind)]


def placeholders(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_say_the_same_things() -> None:
    zh, en = catalogue("zh"), catalogue("en")
    assert zh.keys() == en.keys()
    unlike = [key for key in zh if placeholders(zh[key]) != placeholders(en[key])]
    assert unlike == []


@pytest.mark.parametrize("kind", every_error(), ids=lambda kind: kind.code)
def test_every_error_says_what_happened_and_what_to_do_next(kind: type[InspectorError]) -> None:
    zh = catalogue("zh")
    told = placeholders(zh[f"{kind.code}.what"]) | placeholders(zh[f"{kind.code}.next"])
    facts: dict[str, str | int] = {name: f"<{name}>" for name in told}
    for lang in ("zh", "en"):
        explanation = explain(kind(**facts), lang)
        assert explanation.what and explanation.next
        assert explanation.what != explanation.next


def test_every_code_belongs_to_one_class_and_every_class_has_an_exit_status() -> None:
    codes = [kind.code for kind in every_error()]
    assert len(codes) == len(set(codes))
    assert all(isinstance(kind.exit_status, errors.ExitStatus) for kind in every_error())


def test_the_language_is_the_one_chosen_else_the_environments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", "zh")
    assert say("cli.next") == "下一步"
    speak("en")
    assert say("cli.next") == "next"
    speak(None)
    monkeypatch.delenv("INSPECTOR_LANG")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert say("cli.next") == "下一步"


def test_no_key_is_asked_for_that_is_not_there() -> None:
    asked = set()
    for file in Path(errors.__file__).parent.rglob("*.py"):
        asked |= set(re.findall(r"""say\(\s*["']([a-z][\w.-]+)["']""", file.read_text("utf-8")))
    assert asked - catalogue("zh").keys() == set()
