"""What is told of a rule is all that stands in its files, in both languages."""

from typing import Literal

import pytest

from inspector import shipped
from inspector.rules import as_markdown, explain_rule, load_pack

NATIONAL = load_pack(shipped.folder("rulepacks") / "national")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_rule_is_told_with_its_law_parameters_false_positives_and_cases(
    lang: Literal["zh", "en"],
) -> None:
    for rule in NATIONAL.rules:
        told = explain_rule(rule, lang)
        page = as_markdown(told, lang)
        assert rule.title[lang] in page and rule.national in page
        for text in (*rule.basis, *rule.false_positives, *rule.evidence, *rule.ask):
            assert text in page
        for name, param in rule.params.items():
            assert f"{name} = {param.value}  {param.note}" in page
        assert [case.name for case in told.cases] == [case.name for case in rule.cases]
        assert page.count("| --- |") >= len(rule.cases) - 1
        assert "rules." not in page
