"""Rule packs as people look at them: listed, explained, linted, tried on their cases."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from inspector.errors import RuleUnknown
from inspector.i18n import language
from inspector.rules import CaseResult, Pack, Problem, Rule, lint, load_pack, try_rule
from inspector.steps.check import shipped_packs
from inspector.workspace import blank_engine


@dataclass(frozen=True)
class RuleCard:
    """A rule as a person reads it, in the language in force."""

    id: str
    title: str
    verdict: str
    sentence: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    """Part (basis, params, evidence, ask, false-positives) and its lines, in reading order."""


def packs(folders: Sequence[Path] = ()) -> list[Pack]:
    """The packs in `folders`, else the shipped ones; loaded, not yet tried.

    Raises:
        PackInvalid, RuleFileInvalid
    """
    return [load_pack(folder) for folder in folders or shipped_packs()]


def rule_of(rule_id: str, folders: Sequence[Path] = ()) -> Rule:
    """One rule by its id.

    Raises:
        RuleUnknown
    """
    for pack in packs(folders):
        for rule in pack.rules:
            if rule.id == rule_id:
                return rule
    raise RuleUnknown(rule=rule_id)


def rule_card(rule_id: str, folders: Sequence[Path] = ()) -> RuleCard:
    """What the rule does, by which law, what to look at, what to ask.

    Raises:
        RuleUnknown
    """
    rule = rule_of(rule_id, folders)
    params = tuple(f"{name} = {one.value}  {one.note}" for name, one in rule.params.items())
    parts = {
        "basis": rule.basis,
        "params": params,
        "evidence": rule.evidence,
        "ask": rule.ask,
        "false-positives": rule.false_positives,
    }
    return RuleCard(
        rule.id,
        rule.title[language()],
        rule.verdict,
        rule.sentence[language()],
        tuple((part, tuple(lines)) for part, lines in parts.items() if lines),
    )


def lint_packs(folders: Sequence[Path] = ()) -> list[Problem]:
    """Every problem of every pack, with file and line."""
    return [problem for pack in packs(folders) for problem in lint(pack)]


def try_packs(folders: Sequence[Path] = ()) -> Iterator[tuple[str, list[CaseResult]]]:
    """Each rule with the results of its own cases."""
    for pack in packs(folders):
        for rule in pack.rules:
            yield rule.id, list(try_rule(rule, pack, blank_engine))
