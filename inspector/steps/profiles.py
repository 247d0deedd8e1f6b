"""Profiles of the case: clues beside the whole they came from, kept as events for the report.

The question of a profile is asked of the covered tables; what is kept and shown names nobody.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from inspector import __version__
from inspector.errors import ProfileRefused
from inspector.i18n import say
from inspector.query import ask as put_question
from inspector.schema import TABLES
from inspector.statistics import PROFILES, OneOf, Profile
from inspector.steps.acting import acting
from inspector.steps.desk import Desk

CLUE = "statistics.use.clue"
_ROWS, _SECONDS, _MEMORY_MB = 1_000_000, 300.0, 2048
_KEPT = 50
"""Clues that go into the journal; a profile can be run again for the others."""
_PLAIN = re.compile(r"[\w.,:-]*")


@dataclass(frozen=True)
class Profiled:
    """A profile as it came out, with all that is needed to run it again."""

    name: str
    params: Mapping[str, Any]
    population: int
    left_out: int
    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    facts: Mapping[str, str]
    formula: Mapping[str, str]
    use: Mapping[str, str]
    version: str
    seed: int | None


@acting("ask")
def run_profile(desk: Desk, name: str, told: Mapping[str, str]) -> Profiled:
    """Run the profile `name`, and keep what it found as an event.

    Args:
        told: parameters by name, as a person writes them; the others are the profile's own.

    Raises:
        RoleForbidden, ProfileRefused: nothing was run.
        SampleUnfit: too little to compare. QuestionFailed, QuestionStopped
    """
    profile = _known(name)
    params = _params(profile, told)
    _see_data(desk, profile, params)
    answer = put_question(desk.case, profile.question(params), _ROWS, _SECONDS, _MEMORY_MB)
    clues = profile.made(answer.rows, params)
    found = Profiled(
        name,
        params,
        clues.population,
        clues.left_out,
        clues.columns,
        clues.rows,
        clues.facts,
        {"zh": say(f"analysis.formula.{name}", "zh"), "en": say(f"analysis.formula.{name}", "en")},
        {"zh": say(CLUE, "zh"), "en": say(CLUE, "en")},
        f"{profile.version} (inspector {__version__})",
        params["seed"] if profile.seeded else None,
    )
    desk.note("analysed", profiled_body(found))
    return found


def profiled_body(found: Profiled, most: int = _KEPT) -> dict[str, Any]:
    """A profile as plain values, its first `most` clues only."""
    return {
        "what": f"profile {found.name}",
        "asked": {name: str(value) for name, value in found.params.items()},
        "population": found.population,
        "told": {
            "left_out": found.left_out,
            "clues": len(found.rows),
            "columns": list(found.columns),
            "rows": [[_text(cell) for cell in row] for row in found.rows[:most]],
            "facts": dict(found.facts),
            "version": found.version,
        },
        "formula": dict(found.formula),
        "use": dict(found.use),
    }


def _text(cell: object) -> str:
    return "" if cell is None else str(cell)


def _known(name: str) -> Profile:
    if name not in PROFILES:
        raise ProfileRefused(profile=name, problem="name", what=", ".join(PROFILES))
    return PROFILES[name]


def _params(profile: Profile, told: Mapping[str, str]) -> dict[str, Any]:
    params = dict(profile.params)
    for name, text in told.items():
        if name not in params or not _PLAIN.fullmatch(text):
            known = ", ".join(f"{one}={value}" for one, value in profile.params.items())
            raise ProfileRefused(profile=profile.name, problem="params", what=known)
        params[name] = _like(profile, name, text)
    return params


def _like(profile: Profile, name: str, text: str) -> Any:
    """`text` as a value of the kind the profile's own value is."""
    own, reads = profile.params[name], profile.reads.get(name)
    try:
        if reads is not None:
            return reads(text)
        if isinstance(own, int):
            return int(text)
        return float(Decimal(text)) if isinstance(own, float) else text
    except (ValueError, InvalidOperation):
        known = " | ".join(reads.known) if isinstance(reads, OneOf) else own
        what = f"{name}={known}"
        raise ProfileRefused(profile=profile.name, problem="params", what=what) from None


def _see_data(desk: Desk, profile: Profile, params: Mapping[str, Any]) -> None:
    have = desk.engine().have
    wanted: list[tuple[str, Sequence[str]]] = [
        *profile.needs.items(),
        *profile.also(params).items(),
    ]
    lacking = [
        f"{table}.{column}" if column else table
        for table, columns in wanted
        for column in (columns or ("",))
        if table not in have or (column and column not in have[table])
    ]
    if lacking or any(table not in TABLES and table != "fee_net" for table, _ in wanted):
        what = ", ".join(lacking)
        raise ProfileRefused(profile=profile.name, problem="data", what=what)
