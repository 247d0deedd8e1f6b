"""A rule in words: what it does, by which law, with which parameters, and its cases as tables.

Everything told stands in the rule's own two files, or in the head of the template it is made from.
"""

from dataclasses import dataclass
from typing import Literal

from inspector.i18n import language, say
from inspector.rules.model import Case, CaseTable, Rule
from inspector.rules.template import template


@dataclass(frozen=True)
class CaseTold:
    """One case: what it shows, the tables that go in, and what comes out."""

    name: str
    kind: str
    tables: tuple[tuple[str, CaseTable], ...]
    """Table → rows; the last is the hits that must come, if the rule runs."""


@dataclass(frozen=True)
class Explained:
    """A rule as a person reads it, in one language."""

    id: str
    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]
    """Part (a key under `rules.part`) and its lines, in reading order; empty parts left out."""
    cases: tuple[CaseTold, ...]


def explain_rule(rule: Rule, lang: Literal["zh", "en"] | None = None) -> Explained:
    """What the rule does, in `lang` or the language in force."""
    told = lang or language()
    parts = {
        "does": _does(rule, told),
        "basis": rule.basis,
        "national": (rule.national,),
        "params": tuple(f"{name} = {one.value}  {one.note}" for name, one in rule.params.items()),
        "reads": tuple(
            f"{name}: {', '.join(columns)}".rstrip(": ") for name, columns in rule.needs.items()
        ),
        "knowledge": rule.knowledge,
        "evidence": rule.evidence,
        "ask": rule.ask,
        "false-positives": rule.false_positives,
    }
    filled = tuple((part, tuple(lines)) for part, lines in parts.items() if any(lines))
    return Explained(rule.id, rule.title[told], filled, tuple(map(_case, rule.cases)))


def _does(rule: Rule, lang: Literal["zh", "en"]) -> tuple[str, ...]:
    lines = [rule.title[lang]]
    if rule.template:
        kind = template(rule.template)
        filled = ", ".join(f"{name} = {value}" for name, value in rule.slots.items())
        lines.append(say("rules.explain.template", lang, title=kind.title[lang], slots=filled))
    lines.append(say("rules.explain.unit", lang, columns=", ".join(rule.unit)))
    lines.append(say("rules.explain.sentence", lang, sentence=rule.sentence[lang]))
    since = rule.since.isoformat()
    until = rule.until.isoformat() if rule.until else say("rules.explain.open", lang)
    lines.append(say("rules.explain.since", lang, since=since, until=until))
    lines.append(say(f"rules.verdict.{rule.verdict}", lang))
    return tuple(lines)


def _case(case: Case) -> CaseTold:
    tables = [*case.tables.items()]
    if case.hits is not None:
        tables.append(("hits", case.hits))
    return CaseTold(case.name, case.kind, tuple(tables))


def as_markdown(told: Explained, lang: Literal["zh", "en"] | None = None) -> str:
    """The same as a Markdown page."""
    lines = [f"# {told.id} {told.title}", ""]
    for part, texts in told.parts:
        lines += [f"## {say(f'rules.part.{part}', lang)}", "", *(f"- {t}" for t in texts), ""]
    lines += [f"## {say('rules.part.cases', lang)}", ""]
    for case in told.cases:
        lines += [f"### {case.name} ({say(f'rules.case-kind.{case.kind}', lang)})", ""]
        for name, table in case.tables:
            lines += [f"`{name}`", "", *_table(table), ""]
    return "\n".join(lines)


def _table(table: CaseTable) -> list[str]:
    if not table.rows:
        return ["–"]
    rows = [table.columns, tuple("---" for _ in table.columns), *table.rows]
    return ["| " + " | ".join(cell or "" for cell in row) + " |" for row in rows]
