"""Every command of the program names the act it is, or is on the short list open to all."""

from collections.abc import Iterator
from typing import Any

import typer.main

from inspector.cli.app import app
from inspector.trust import MAY

ACTS = {
    "pack": "pack",
    "identity roster": "roster",
    "identity recover": "recover",
    "rules sign": "sign-pack",
    "open": "open",
    "status": "open",
    "hits": "open",
    "quarantine": "open",
    "log": "open",
    "finding list": "open",
    "finding show": "open",
    "finding rerun": "open",
    "tui": "open",
    "check": "check",
    "rules new": "check",
    "rules edit": "check",
    "rules retire": "check",
    "rules export-draft": "open",
    "export": "export",
    "ask": "ask",
    **{f"analyse {one}": "ask" for one in ("digits", "duplicates", "profile", "profiles")},
    **dict.fromkeys(("person", "visit", "sample redraw", "sample numbers"), "ask"),
    **{f"sample {one}": "draft" for one in ("plan", "draw", "appraise")},
    **{f"sample {one}": "open" for one in ("list", "show", "size", "limits")},
    "finding from-hits": "draft",
    "attach": "attach",
    "finding confirm": "confirm",
    "finding reject": "reject",
    "finding add": "draft",
    "finding withdraw": "draft",
    "finding set": "draft",
    "finding amend": "draft",
    "finding move": "follow-up",
    "finding undo": "open",
    "reply export": "confirm",
    "reply import": "draft",
    "reply self-check": "draft",
    "reply judge": "confirm",
    "reveal": "reveal",
    **{f"refer {one}": "confirm" for one in ("police", "health", "drug")},
    "report": "report",
    "document": "report",
    "sync": "draft",
    "sign": "sign",
    "submit": "submit",
    "close": "close",
    "resolve": "resolve",
    **dict.fromkeys(("gather", "gathered"), "gather"),
}
OPEN_TO_ALL = {
    *("demo", "request", "profile", "verify", "refer open"),
    *("identity new", "identity show", "identity trust", "identity revoke", "identity list"),
    *(f"rules {word}" for word in ("list", "show", "explain", "compile", "lint", "test")),
    "rules feedback",
}
"""What touches no case: one's own computer, files anybody may check, blank forms, rules to read."""


def commands(group: Any, before: str = "") -> Iterator[str]:
    for name, command in group.commands.items():
        inner = getattr(command, "commands", None)
        yield from commands(command, f"{before}{name} ") if inner else (f"{before}{name}",)


def test_every_command_names_its_act_or_is_open_to_all() -> None:
    there = set(commands(typer.main.get_command(app)))
    public = {name for name in there if name.split()[0] == "knowledge"} | OPEN_TO_ALL
    assert there - public == set(ACTS)
    assert set(ACTS.values()) <= set(MAY)


def test_every_act_of_the_table_is_some_command_but_those_of_a_screen_or_a_merge() -> None:
    assert set(MAY) - set(ACTS.values()) <= {"resolve"}
