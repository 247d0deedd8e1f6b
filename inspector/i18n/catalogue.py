"""The catalogues, loaded once a language, and the language in force.

A key is the file's own dotted key, such as `trust.passphrase-wrong.what`; facts fill `{name}`.
"""

import locale
import os
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from inspector.errors import Fact, InspectorError

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
_FOLDER = Path(__file__).parent
_chosen: Language | None = None


@dataclass(frozen=True)
class Explanation:
    """What happened, and what to do next."""

    what: str
    next: str


def speak(chosen: str | None) -> None:
    """Choose the language for this process; None goes back to `INSPECTOR_LANG`, then the locale."""
    global _chosen
    _chosen = None if chosen is None else ("zh" if chosen.lower().startswith("zh") else "en")


def language() -> Language:
    """The language in force: `--lang`, else `INSPECTOR_LANG`, else the locale (zh_* is Chinese)."""
    if _chosen is not None:
        return _chosen
    told = os.environ.get("INSPECTOR_LANG") or _locale()
    return "zh" if told.lower().startswith("zh") else "en"


def _locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(name):
            return os.environ[name]
    return locale.getlocale()[0] or "en"


@cache
def catalogue(lang: Language) -> dict[str, str]:
    """All sentences of one language by dotted key."""
    sentences: dict[str, str] = {}
    for file in sorted((_FOLDER / lang).glob("*.toml")):
        flat = _flatten(tomllib.loads(file.read_text("utf-8")))
        doubled = sentences.keys() & flat.keys()
        assert not doubled, f"{file}: {sorted(doubled)} said twice"
        sentences |= flat
    return sentences


def _flatten(tree: dict[str, object], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in tree.items():
        if isinstance(value, dict):
            flat |= _flatten(value, f"{prefix}{key}.")
        else:
            flat[prefix + key] = str(value)
    return flat


def say(key: str, lang: Language | None = None, /, **facts: object) -> str:
    """The sentence `key` with its facts filled in; a missing key is a programmer's mistake."""
    return catalogue(lang or language())[key].format(**facts)


def explain(error: InspectorError, lang: Language | None = None) -> Explanation:
    """The sentence a person reads for `error`, and the next step."""
    facts = {name: _told(error, name, lang or language()) for name in error.facts}
    return Explanation(
        # A fact that has nothing to tell leaves no gap.
        say(f"{error.code}.what", lang, **facts).rstrip(),
        say(f"{error.code}.next", lang, **facts),
    )


def _told(error: InspectorError, fact: str, lang: Language) -> Fact:
    """A fact in words where the error's room has words for it, such as `trust.role.lead`."""
    value = error.facts[fact]
    room = error.code.partition(".")[0]
    return catalogue(lang).get(f"{room}.{fact}.{value}", value)
