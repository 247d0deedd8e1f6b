"""Each of the 88 rules of the national library is looked for by a shipped rule, none left out.

A passport says so itself, in `national`: the numbers read here are the ones a hospital reads.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from inspector import shipped
from inspector.rules import Rule, load_pack, try_rule
from inspector.workspace import blank_engine

PACKS = [load_pack(file.parent) for file in sorted(shipped.folder("rulepacks").glob("*/pack.toml"))]
NATIONAL = next(pack for pack in PACKS if pack.name == "national")
LIBRARY = re.compile(r"两库（2025年版）([^；]*)")


def rows_of(rule: Rule) -> set[int]:
    """The rows of the library a rule says it looks for."""
    told = "".join(LIBRARY.findall(rule.national))
    return {int(row) for rows in re.findall(r"第([\d、]+)项", told) for row in rows.split("、")}


def all_rules() -> Iterator[Rule]:
    for pack in PACKS:
        yield from pack.rules


def test_every_row_of_the_library_is_looked_for() -> None:
    looked_for = {row for rule in all_rules() for row in rows_of(rule)}
    assert looked_for == {*range(1, 89)}


def test_a_rule_named_after_a_row_looks_for_that_row() -> None:
    rows = [rule for rule in NATIONAL.rules if rule.id.startswith("NAT-")]
    assert [(rule.id, rows_of(rule)) for rule in rows] == [
        (rule.id, {int(rule.id.removeprefix("NAT-"))}) for rule in rows
    ]


def test_what_another_pack_looks_for_has_no_second_rule_here() -> None:
    ids = {rule.id for rule in NATIONAL.rules}
    assert not ids & {f"NAT-{row}" for row in (14, 42, 43, 48, 81)}


def test_no_two_rules_read_the_same_rows_of_one_table_in_the_same_way() -> None:
    read = [
        (rule.template, *sorted(rule.slots.items()), rule.params["national_rule"].value)
        for rule in all_rules()
        if rule.template and "national_rule" in rule.params
    ]
    assert len(read) > 50
    assert len({*read}) == len(read)


def test_a_rule_without_a_knowledge_row_of_its_own_does_not_run() -> None:
    """Its table may hold rows of other rules; they say nothing of what this one looks for."""
    rule = next(rule for rule in NATIONAL.rules if rule.id == "NAT-87")
    rows = NATIONAL.knowledge["limit_sex"]
    others = rows.filter([number != 87 for number in rows["national_rule"].to_pylist()])
    assert others.num_rows
    case = next(case for case in rule.cases if case.kind == "hit")
    bare = replace(case, tables={k: v for k, v in case.tables.items() if k != "limit_sex"})
    poorer = replace(NATIONAL, knowledge={**NATIONAL.knowledge, "limit_sex": others})
    [result] = try_rule(replace(rule, cases=(bare,)), poorer, blank_engine)
    assert result.got == "not_run"
