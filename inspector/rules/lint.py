"""Tiny checks of a pack, all problems at once, each with file and line.

A check looks at one rule and yields what it finds; a check of the whole pack looks at all of them.
"""

import re
from collections.abc import Callable, Iterator
from string import Formatter

from inspector.rules import sqltext
from inspector.rules.hits import HITS
from inspector.rules.lint_sql import unportable
from inspector.rules.model import Pack, Problem, Rule
from inspector.schema import TABLES

_ORDERED_TOO = ("bkkp_sn", "session_id", "drug_trac_codg")
_FEE_COLUMNS = {*(column.name for column in TABLES["fee_list_d"].columns)}
_KINDS = ("hit", "border", "refund", "missing")
OWED = "case-owed"
"""What a rule saved from a question lacks until somebody signs it: cases of its own."""


def lint(pack: Pack) -> list[Problem]:
    """Every problem of the pack, by file and line; empty if there is none."""
    found = [*_ids_once(pack)]
    for rule in pack.rules:
        for check in _CHECKS if not rule.awaits else _OF_AWAITING:
            found += check(rule, pack)
    return sorted(found, key=lambda problem: (str(problem.path), problem.line, problem.check))


def _at(rule: Rule, check: str, key: str = "id", **facts: str) -> Problem:
    return Problem(rule.path, _line_of(rule, key), rule.id, check, facts)


def _line_of(rule: Rule, key: str) -> int:
    for number, text in enumerate(rule.passport.splitlines(), 1):
        if re.match(rf"\s*\[?{re.escape(key)}\b", text):
            return number
    return 1


def _in_sql(rule: Rule, check: str, line: int, **facts: str) -> Problem:
    at = rule.sql_line + (0 if rule.template else line)
    return Problem(rule.path, at, rule.id, check, facts)


def _ids_once(pack: Pack) -> Iterator[Problem]:
    seen: dict[str, Rule] = {}
    for rule in pack.rules:
        if rule.id in seen:
            yield _at(rule, "id-twice", id=rule.id, other=seen[rule.id].path.name)
        seen.setdefault(rule.id, rule)


def titled(rule: Rule, pack: Pack) -> Iterator[Problem]:
    """Both titles say something."""
    del pack
    for lang in ("zh", "en"):
        if not rule.title[lang].strip():
            yield _at(rule, "no-title", "title", lang=lang)


def founded(rule: Rule, pack: Pack) -> Iterator[Problem]:
    """A hospital can look up the article, an inspector knows what to look at."""
    del pack
    if not rule.basis:
        yield _at(rule, "no-basis", "basis")
    if not rule.evidence:
        yield _at(rule, "no-evidence", "evidence")


def parametrised(rule: Rule, pack: Pack) -> Iterator[Problem]:
    """Every parameter is used, declared, and explained where it is set."""
    del pack
    used = sqltext.params(rule.sql)
    for name, param in rule.params.items():
        if name not in used:
            yield Problem(rule.path, param.line, rule.id, "param-unused", {"param": name})
        if not param.note:
            yield Problem(rule.path, param.line, rule.id, "param-bare", {"param": name})
    for name, line in used.items():
        if name not in rule.params:
            yield _in_sql(rule, "param-unknown", line, param=name)


def declared(rule: Rule, pack: Pack) -> Iterator[Problem]:
    """What the SQL reads is what the passport declares."""
    read = sqltext.sources(rule.sql)
    told = {*rule.needs, *rule.knowledge}
    for table in sorted(read - told):
        yield _at(rule, "table-undeclared", "needs", table=table)
    for table in sorted(told - read):
        yield _at(rule, "table-unused", table, table=table)
    for name in rule.knowledge:
        if name not in pack.knowledge:
            yield _at(rule, "knowledge-unknown", "knowledge", table=name)
    if "fee_list_d" in read and not rule.reads_raw:
        yield _at(rule, "raw-fee", "needs")


def known(rule: Rule, pack: Pack) -> Iterator[Problem]:
    """The tables and columns it needs are the schema's."""
    del pack
    for table, columns in rule.needs.items():
        have = (
            _FEE_COLUMNS
            if table == "fee_net"
            else {*TABLES[table].by_name}
            if table in TABLES
            else None
        )
        if have is None:
            yield _at(rule, "table-unknown", table, table=table)
            continue
        for column in columns:
            if column not in have:
                yield _at(rule, "column-unknown", table, table=table, column=column)


def whole_of_needs(rule: Rule, pack: Pack) -> Iterator[Problem]:
    """What it must see whole is among what it needs."""
    del pack
    for table in rule.whole:
        if table not in rule.needs:
            yield _at(rule, "whole-unneeded", "whole", table=table)


def portable(rule: Rule, pack: Pack) -> Iterator[Problem]:
    """Another engine gives the same answer."""
    del pack
    found = [*sqltext.not_portable(rule.sql)]
    told = {line for _, line in found}
    found += [(what, line) for what, line in unportable(rule.sql) if line not in told]
    for what, line in found:
        yield _in_sql(rule, "not-portable", line, what=what)


def ordered(rule: Rule, pack: Pack) -> Iterator[Problem]:
    """The outermost ORDER BY leaves no two rows in doubt."""
    del pack
    order = sqltext.final_order(rule.sql)
    last = rule.sql.count("\n")
    if order is None:
        yield _in_sql(rule, "no-order", last)
        return
    for column in dict.fromkeys([*rule.unit, *_returned(rule)]):
        if column not in order:
            yield _in_sql(rule, "order-partial", last, column=column)


def _returned(rule: Rule) -> list[str]:
    text = "\n" + rule.sql
    final = text[text.rfind("\nSELECT") :]
    return [
        name for name in _ORDERED_TOO if re.search(rf"\b{name}\b", final.partition("\nFROM")[0])
    ]


def tried(rule: Rule, pack: Pack) -> Iterator[Problem]:
    """There is a case of each kind, and one for each false positive listed."""
    del pack
    kinds = {case.kind for case in rule.cases}
    for kind in _KINDS:
        if kind not in kinds:
            yield _at(rule, OWED if rule.question else "no-case", kind=kind)
    cleared = {case.clears for case in rule.cases if case.kind == "clears"}
    for text in rule.false_positives:
        if text not in cleared:
            yield _at(rule, "no-case-for", "false_positives", text=text)
    for case in rule.cases:
        if case.kind == "clears" and case.clears not in rule.false_positives:
            yield Problem(case.path, case.line, rule.id, "case-clears-unknown", {"case": case.name})
    yield from _promises(rule)


def _promises(rule: Rule) -> Iterator[Problem]:
    for case in rule.cases:
        hits = bool(case.hits and case.hits.rows)
        if case.kind == "hit" and not hits:
            yield Problem(case.path, case.line, rule.id, "case-hits-none", {"case": case.name})
        if case.kind in ("border", "clears") and hits:
            yield Problem(case.path, case.line, rule.id, "case-hits-some", {"case": case.name})


def sayable(rule: Rule, pack: Pack) -> Iterator[Problem]:
    """Each `{column}` of the sentences is a column the rule returns."""
    del pack
    for lang, sentence in rule.sentence.items():
        for _, name, _, _ in Formatter().parse(sentence):
            if name and name not in HITS.names and not re.search(rf"\b{name}\b", rule.sql):
                yield _at(rule, "placeholder", f"sentence.{lang}", lang=lang, name=name)


Check = Callable[[Rule, Pack], Iterator[Problem]]
_CHECKS: tuple[Check, ...] = (
    titled,
    founded,
    parametrised,
    declared,
    known,
    whole_of_needs,
    portable,
    ordered,
    tried,
    sayable,
)
_OF_AWAITING: tuple[Check, ...] = (titled, founded)
