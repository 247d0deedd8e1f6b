"""Every analysis there is by one door: digit tests, duplicates and profiles, run and kept in words.

What was run is an event of the journal before it is shown, so that a report cites it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from inspector.errors import ProfileRefused
from inspector.i18n import language, say
from inspector.i18n.catalogue import Language
from inspector.statistics import PROFILES, OneOf, Profile
from inspector.steps.desk import Desk
from inspector.steps.digits import (
    digits_body,
    duplicates_body,
    find_duplicates,
    run_digit_tests,
)
from inspector.steps.profiles import profiled_body, run_profile

if TYPE_CHECKING:
    from inspector.report import Analysis

_COLUMN = {"sql": "SELECT medfee_sumamt FROM setl_d", "column": ""}
"""A question whose first column is tested, unless `column` names another."""


@dataclass(frozen=True)
class AnalysisKind:
    """An analysis that can be run: what it answers, and its parameters with their own values."""

    name: str
    title: str
    params: Mapping[str, str]
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The words a parameter may be, of those that are one of a few."""


def analysis_kinds(lang: Language | None = None) -> tuple[AnalysisKind, ...]:
    """All there are, digit tests first."""
    columns = [
        AnalysisKind(name, say(f"analysis.title.{name}", lang), _COLUMN)
        for name in ("digits", "duplicates")
    ]
    return (*columns, *(_kind(profile, lang) for profile in PROFILES.values()))


def _kind(profile: Profile, lang: Language | None) -> AnalysisKind:
    return AnalysisKind(
        profile.name,
        say(f"analysis.title.{profile.name}", lang),
        {key: str(value) for key, value in profile.params.items()},
        {key: one.known for key, one in profile.reads.items() if isinstance(one, OneOf)},
    )


def run_analysis(
    desk: Desk, name: str, told: Mapping[str, str] | None = None, lang: Language | None = None
) -> "Analysis":
    """Run one, keep it as an event, and tell it in words, with every clue.

    Args:
        name: as `analysis_kinds` names it.
        told: the parameters a person changed.

    Raises:
        RoleForbidden, ProfileRefused, QuestionRefused, FrameInvalid: nothing was run.
        SampleUnfit: the figures cannot carry it, and why. QuestionFailed, QuestionStopped
    """
    from inspector.report import read_analysis

    told = told or {}
    if name in ("digits", "duplicates"):
        if unknown := sorted(set(told) - set(_COLUMN)):
            raise ProfileRefused(profile=name, problem="params", what=", ".join(unknown))
        sql, column = (_COLUMN | dict(told)).values()
        body = (
            digits_body(run_digit_tests(desk, sql, column))
            if name == "digits"
            else duplicates_body(find_duplicates(desk, sql, column))
        )
    else:
        found = run_profile(desk, name, told)
        body = profiled_body(found, len(found.rows))
    return read_analysis(body, lang or language())


def kept_analyses(desk: Desk, lang: Language | None = None) -> "Sequence[Analysis]":
    """What was run so far, in its order; of clues those the journal keeps."""
    from inspector.report import read_analysis

    bodies = (one.body for one in desk.journal.events() if one.kind == "analysed")
    return [read_analysis(body, lang or language()) for body in bodies]
