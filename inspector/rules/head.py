"""`pack.toml`: what a pack is called, when it holds, and the shapes of its knowledge tables.

Every key it knows has one type; what is written otherwise is refused with its line.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from inspector.errors import PackInvalid
from inspector.i18n import say
from inspector.knowledge import Shape
from inspector.rules.toml_text import TomlWrong, line_of, read_toml, texts

_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){0,2}", re.ASCII)
_NAME = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)
_TYPE = re.compile(r"VARCHAR|INTEGER|BOOLEAN|DATE|DECIMAL\((\d{1,2}),(\d{1,2})\)", re.ASCII)
_WIDEST = 38
_DEMANDED = ("name", "version", "title")


@dataclass(frozen=True)
class Head:
    """What `pack.toml` says."""

    name: str
    version: str
    title: Mapping[str, str]
    since: date | None
    until: date | None
    shapes: tuple[Shape, ...]
    families: tuple[str, ...]


def read_head(path: Path) -> Head:
    """Read the `pack.toml` in `path`.

    Raises:
        PackInvalid: damaged, a key missing or written as something else; with the line.
    """
    try:
        text, told = read_toml(path.read_bytes())
    except TomlWrong as wrong:
        problem = say(f"rules.pack.{wrong.problem}", line=wrong.line)
        raise PackInvalid(path=str(path), problem=problem) from None
    _demand(path, told)
    fits = {
        "name": isinstance(told["name"], str),
        "title": all(isinstance(word, str) for word in told["title"].values()),
        **{key: key not in told or type(told[key]) is date for key in ("since", "until")},
        "families": texts(told.get("families", [])),
        "knowledge": _shapes_fit(told.get("knowledge", {})),
    }
    for key, fit in fits.items():
        if not fit:
            problem = say("rules.pack.type", key=key, line=line_of(text, key))
            raise PackInvalid(path=str(path), problem=problem)
    return Head(
        name=told["name"],
        version=told["version"],
        title=told["title"],
        since=told.get("since"),
        until=told.get("until"),
        shapes=tuple(
            Shape(name, tuple(shape["key"]), shape.get("types", {}))
            for name, shape in told.get("knowledge", {}).items()
        ),
        families=tuple(told.get("families", ())),
    )


def _demand(path: Path, told: Mapping[str, Any]) -> None:
    lacking = [key for key in _DEMANDED if key not in told]
    title = told.get("title")
    if lacking or not isinstance(title, dict) or not {"zh", "en"} <= set(title):
        problem = say("rules.pack.missing", keys=", ".join(lacking or ["title.zh", "title.en"]))
        raise PackInvalid(path=str(path), problem=problem)
    if not isinstance(told["version"], str) or not _VERSION.fullmatch(told["version"]):
        raise PackInvalid(path=str(path), problem=say("rules.pack.version"))


def _shapes_fit(told: object) -> bool:
    return isinstance(told, dict) and all(
        _NAME.fullmatch(name) and isinstance(shape, dict) and _shape_fits(shape)
        for name, shape in told.items()
    )


def _shape_fits(shape: Mapping[str, Any]) -> bool:
    types = shape.get("types", {})
    return (
        bool(shape.get("key"))
        and texts(shape["key"])
        and isinstance(types, dict)
        and all(isinstance(kind, str) and _is_type(kind) for kind in types.values())
    )


def _is_type(kind: str) -> bool:
    told = _TYPE.fullmatch(kind)
    if not told or told[1] is None:
        return told is not None
    return 1 <= int(told[1]) <= _WIDEST and int(told[2]) <= int(told[1])
