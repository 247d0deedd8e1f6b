"""What of the national library, the problem lists and the rule catalogue the packs look for.

What was imported on this computer counts as knowledge.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from inspector import knowledge
from inspector.knowledge import ProblemItem, national_rules, problem_items
from inspector.rules import (
    Covered,
    Rule,
    Topic,
    by_catalogue,
    by_number,
    catalogue,
    covered,
    load_pack,
)
from inspector.steps.packs import shipped_packs
from inspector.trust import home


def national_covered(folders: Sequence[Path] = ()) -> tuple[Covered, ...]:
    """The 88 rules of the national library.

    Raises:
        PackInvalid, RuleFileInvalid
    """
    topics = [_topic(one.number, one.kind, one.name) for one in national_rules()]
    return _covered(topics, folders, by_number("两库（2025年版）"))


def problems_covered(year: int, folders: Sequence[Path] = ()) -> tuple[Covered, ...]:
    """The problem list of `year`, institutions first.

    An item of another year than 2025 is looked for by the rules of the items of 2025 it is like.

    Raises:
        PackInvalid, RuleFileInvalid
    """
    found: list[Covered] = []
    for which, spelled in (("institution", "问题清单"), ("pharmacy", "药店清单")):
        items = [item for item in problem_items(year) if item.list == which]
        topics = [_topic(item.number, item.area, item.title) for item in items]
        found += _covered(topics, folders, _looking_for(items, f"{spelled}（2025年）"))
    return tuple(found)


def problems_official(year: int) -> bool:
    """Whether all that is known of the problem list of `year` is the state's own wording."""
    return all(item.official for item in problem_items(year))


def _looking_for(items: Sequence[ProblemItem], of: str) -> Callable[[Rule], frozenset[str]]:
    """The items that are like what a rule names of the list `of`, or name the rule."""
    named = by_number(of)

    def looks_for(rule: Rule) -> frozenset[str]:
        known = {*named(rule), rule.id}
        return frozenset(str(item.number) for item in items if known.intersection(item.like))

    return looks_for


def catalogue_covered(folders: Sequence[Path] = ()) -> tuple[Covered, ...]:
    """The rule catalogue, row by row.

    Raises:
        PackInvalid, RuleFileInvalid
    """
    return _covered(catalogue(), folders, by_catalogue)


def _topic(number: int, group: str, name: str) -> Topic:
    return Topic(str(number), group, {"zh": name, "en": name})


def _covered(
    topics: Iterable[Topic], folders: Sequence[Path], looks_for: Callable[[Rule], frozenset[str]]
) -> tuple[Covered, ...]:
    library = knowledge.layers(home() / "knowledge")
    packs = [load_pack(folder, library=library) for folder in folders or shipped_packs()]
    return covered(topics, packs, looks_for)
