"""Rules as they are written: explained, compiled for a cluster, their cases put to the proof."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from inspector.errors import Usage
from inspector.i18n import say
from inspector.rules import (
    ENGINES,
    Explained,
    Score,
    as_markdown,
    compile_rule,
    explain_rule,
    mutate,
)
from inspector.steps.feedback import feedback_on
from inspector.steps.packs import packs, rule_of
from inspector.whole import write_whole
from inspector.workspace import blank_engine


def explain_packs(rule_id: str, folders: Sequence[Path] = ()) -> tuple[Explained, str]:
    """One rule explained in the language in force, and the same as a Markdown page.

    Raises:
        RuleUnknown
    """
    told = explain_rule(rule_of(rule_id, folders))
    if lines := feedback_on(rule_id):
        told = replace(told, parts=(*told.parts, ("feedback", lines)))
    return told, as_markdown(told)


def made_sql(rule_id: str, folders: Sequence[Path] = ()) -> str:
    """The SQL of one rule, written or made from its template.

    Raises:
        RuleUnknown
    """
    return rule_of(rule_id, folders).sql


def compile_packs(
    to: str, out: Path, folders: Sequence[Path] = (), rules: Sequence[str] = ()
) -> list[Path]:
    """Write each rule that has SQL as a statement of another engine, one file a rule, into `out`.

    Raises:
        Usage: no such engine.
    """
    known = next((engine for engine in ENGINES if engine == to), None)
    if known is None:
        raise Usage(problem=say("rules.compile.engine", known=", ".join(ENGINES)))
    written = []
    for pack in packs(folders):
        for rule in pack.rules:
            if not rule.awaits and (not rules or rule.id in rules):
                written.append(out / f"{rule.id}.sql")
                write_whole(written[-1], compile_rule(rule, known).encode())
    return written


def mutate_packs(folders: Sequence[Path] = (), rules: Sequence[str] = ()) -> Iterator[Score]:
    """Each rule with the mutants its cases notice and those they let pass."""
    for pack in packs(folders):
        for rule in pack.rules:
            if not rule.awaits and (not rules or rule.id in rules):
                yield mutate(rule, pack, blank_engine)
