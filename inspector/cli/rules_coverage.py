"""`inspector rules list --national` and its like: what is looked for, and by which rules."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from inspector.cli import say as talk
from inspector.cli import show
from inspector.errors import Usage
from inspector.i18n import language, say

if TYPE_CHECKING:
    from inspector.rules import Covered

YEARS = (2024, 2025, 2026)


def print_national(packs: Sequence[Path], as_json: bool) -> None:
    """The 88 rules of the national library."""
    from inspector.steps import national_covered

    _print(national_covered(packs), as_json)


def print_problems(year: int, packs: Sequence[Path], as_json: bool) -> None:
    """The problem list of one year.

    Raises:
        Usage: there is no such list.
    """
    from inspector.steps import problems_covered, problems_official

    if year not in YEARS:
        raise Usage(problem=say("cli.coverage.no-year", known=", ".join(map(str, YEARS))))
    rows = problems_covered(year, packs)
    _print(rows, as_json)
    if not problems_official(year):
        talk.tell(say("cli.coverage.not-official", year=year))


def print_catalogue(packs: Sequence[Path], as_json: bool) -> None:
    """The rule catalogue: its groups for people, every row for programs."""
    from inspector.steps import catalogue_covered

    rows = catalogue_covered(packs)
    if as_json:
        _print(rows, as_json)
        return
    groups = dict.fromkeys(row.topic.group for row in rows)
    show.table(
        [say(f"cli.coverage.{name}") for name in ("group", "all", "done", "awaiting", "none")],
        [_group(name, [row for row in rows if row.topic.group == name]) for name in groups],
        right=(1, 2),
    )
    _tell(rows)


def _group(name: str, rows: Sequence["Covered"]) -> list[object]:
    listed = {
        state: " ".join(row.topic.id for row in rows if row.state == state)
        for state in ("awaits", "none")
    }
    done = sum(row.state == "done" for row in rows)
    return [name, len(rows), done, listed["awaits"], listed["none"]]


def _print(rows: Sequence["Covered"], as_json: bool) -> None:
    if as_json:
        show.as_json([_plain(row) for row in rows])
        return
    if rows:
        show.table(
            [
                say(f"cli.coverage.{name}")
                for name in ("number", "group", "topic", "rules", "state")
            ],
            [(*_named(row), ", ".join(row.rules), state_of(row)) for row in rows],
        )
        _tell(rows)


def _named(row: "Covered") -> tuple[str, str, str]:
    return row.topic.id, row.topic.group, row.topic.name[language()]


def state_of(row: "Covered") -> str:
    """Done, or what is awaited, or that it takes a person; in the language in force."""
    if row.state != "awaits":
        return say(f"cli.coverage.state-{row.state}")
    waits = [said[language()] for said in row.data]
    if row.knowledge:
        waits.append(say("cli.coverage.knowledge", tables=", ".join(row.knowledge)))
    return say("cli.coverage.state-awaits", what="; ".join(waits))


def _plain(row: "Covered") -> dict[str, Any]:
    number, group, name = _named(row)
    return {
        "id": number,
        "group": group,
        "name": name,
        "rules": list(row.rules),
        "state": row.state,
        "awaits_data": [said[language()] for said in row.data],
        "awaits_knowledge": list(row.knowledge),
    }


def _tell(rows: Sequence["Covered"]) -> None:
    counted = Counter(row.state for row in rows)
    talk.tell(
        say(
            "cli.coverage.summary",
            all=len(rows),
            done=counted["done"],
            awaits=counted["awaits"],
            none=counted["none"],
        )
    )
