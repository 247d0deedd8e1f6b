"""A form filled on site becomes a rule that holds on its own cases, or says what it still lacks."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.errors import RuleDraftInvalid
from inspector.i18n import explain, speak
from inspector.rules import (
    Draft,
    Item,
    draft_of,
    load_pack,
    preset,
    preset_names,
    rule_id,
    take_out,
    write_draft,
    written_with,
)
from inspector.steps import packs
from inspector.steps.packs import prove

USUAL = {
    **{"limit": "2", "sex": "2", "times": "2", "days": "7", "cap": "30", "days_before": "1"},
    **{"minutes": "45", "hours": "8", "most": "0.4", "deviations": "2.5"},
}
ITEMS = (Item("X1", '甲, "乙"'), Item("X2", "丙"))


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    yield
    speak(None)


def filled(name: str, **slots: str) -> Draft:
    form = preset(name)
    beside = (Item("K1", "主项"), Item("K2", "另一主项")) if form.two_lists else ()
    values = {value: USUAL[value] for value in form.values if value in USUAL}
    items = ITEMS if form.reads_list(slots) else ()
    return Draft(name, '每日最多 "两" 次', items, beside, slots, values, source="某某文件")


def every_choice() -> Iterator[Draft]:
    for name in preset_names():
        yield filled(name)
        for slot, choices in preset(name).asked.items():
            for choice in choices[1:]:
                yield filled(name, **{slot: choice})


@pytest.mark.parametrize("draft", [*every_choice()], ids=lambda one: f"{one.preset} {one.slots}")
def test_every_form_makes_a_rule_that_lint_and_its_own_cases_let_pass(
    tmp_path: Path, draft: Draft
) -> None:
    write_draft(tmp_path, draft, 1)
    pack = load_pack(tmp_path)
    prove(pack)
    (rule,) = pack.rules
    assert (rule.id, pack.standing) == ("现场-01", "local")
    assert pack.verdict(rule) in ("suspect", "clue")
    assert [*pack.knowledge] == (["site_01"] if draft.items else [])
    assert {case.kind for case in rule.cases} == {"hit", "border", "refund", "missing"}


def test_rules_stand_side_by_side_each_with_rows_of_its_own(tmp_path: Path) -> None:
    write_draft(tmp_path, filled("limit-per-period"), 1)
    write_draft(tmp_path, filled("two-items-together"), 2)
    write_draft(tmp_path, filled("needs-support"), 3)
    pack = load_pack(tmp_path)
    assert [rule.id for rule in pack.rules] == [rule_id(number) for number in (1, 2, 3)]
    assert pack.version == "3"
    counted = {name: table.num_rows for name, table in pack.knowledge.items()}
    assert counted == {"site_01": 2, "site_02": 4, "site_03": 2}
    row = pack.knowledge["site_01"].to_pylist()[0]
    assert (row["med_list_codg"], row["item_name"], row["source"]) == ("X1", '甲, "乙"', "某某文件")
    assert set(pack.knowledge["site_03"]["support_codes"].to_pylist()) == {"|K1|K2|"}
    assert "某某文件" in pack.rules[0].params["limit"].note


def test_the_same_form_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_draft(tmp_path / name, filled("interval"), 1)
    assert load_pack(tmp_path / "a").digest == load_pack(tmp_path / "b").digest


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        ({"title": " "}, "没有写名称"),
        ({"items": ()}, "没有选项目"),
        ({"preset": "nothing"}, "没有模板 nothing"),
        ({"slots": {"period": "decade"}}, "period 只能是"),
        ({"slots": {"limit": "row"}}, "没有 limit 这一项"),
        ({"preset": "share", "values": {"most": "40"}}, "most 不能大于 1"),
        ({"preset": "share", "values": {}, "slots": {"part": "drug"}}, "不看所选的项目"),
        ({"values": {}}, "limit 没有填"),
        ({"values": {"limit": "-1"}}, "limit 须是"),
        ({"values": {"limit": "2 OR 1=1"}}, "limit 须是"),
        ({"values": {"limit": "NaN"}}, "limit 须是"),
        ({"values": {"limit": "2", "more": "1"}}, "没有 more 这个数"),
    ],
)
def test_what_a_form_lacks_is_said(tmp_path: Path, spoiled: dict[str, object], said: str) -> None:
    draft = replace(filled("limit-per-period"), **spoiled)  # type: ignore[arg-type]
    speak("zh")
    with pytest.raises(RuleDraftInvalid) as refusal:
        write_draft(tmp_path, draft, 1)
    assert said in explain(refusal.value).what
    assert not [*tmp_path.iterdir()]


def test_a_rule_fills_the_form_that_would_make_it_again(tmp_path: Path) -> None:
    for number, name in enumerate(preset_names(), 1):
        first = tmp_path / f"{number}"
        write_draft(first, filled(name), 1)
        pack = load_pack(first)
        (rule,) = pack.rules
        rows = [row for table in pack.knowledge.values() for row in table.to_pylist()]
        again = draft_of(rule, ITEMS, rows)
        assert again is not None and again.preset == name
        write_draft(tmp_path / f"{number}b", again, 1)
        (same,) = load_pack(tmp_path / f"{number}b").rules
        assert (same.sql, {n: p.value for n, p in same.params.items()}) == (
            rule.sql,
            {n: p.value for n, p in rule.params.items()},
        )


def test_a_limit_that_stands_in_a_row_is_read_from_it() -> None:
    (rule,) = [one for pack in packs() for one in pack.rules if one.id == "NAT-27"]
    rows = [
        {"med_list_codg": "X9", "cnt_max": Decimal(9), "period": "day", "source": "别的"},
        {"med_list_codg": "X1", "cnt_max": Decimal("3.0000"), "period": "month", "source": "某批"},
    ]
    draft = draft_of(rule, ITEMS, rows)
    assert draft is not None
    assert (draft.preset, draft.source) == ("limit-per-period", "某批")
    assert draft.values == {"limit": "3"}
    assert draft.slots == {"period": "month", "who": "visit", "measure": "count"}


def test_a_rule_that_no_form_makes_fills_none() -> None:
    (rule,) = [one for pack in packs() for one in pack.rules if one.id == "INV-01"]
    assert draft_of(rule, ITEMS, []) is None


def test_a_rule_taken_out_goes_with_its_rows_and_no_other_changes(tmp_path: Path) -> None:
    for number, name in enumerate(("limit-per-period", "interval", "share"), 1):
        write_draft(tmp_path, filled(name), number)
    before = {rule.id: rule.digest for rule in load_pack(tmp_path).rules}
    take_out(tmp_path, 2, 4)
    pack = load_pack(tmp_path)
    prove(pack)
    assert {rule.id: rule.digest for rule in pack.rules} == {
        rule: digest for rule, digest in before.items() if rule != rule_id(2)
    }
    assert (pack.version, [*pack.knowledge]) == ("4", ["site_01", "site_03"])
    assert not list(tmp_path.rglob("site?02*"))


def test_a_rule_put_in_again_replaces_itself_alone(tmp_path: Path) -> None:
    write_draft(tmp_path, filled("share"), 1)
    write_draft(tmp_path, filled("interval"), 2)
    other = load_pack(tmp_path).rules[1].digest
    write_draft(tmp_path, replace(filled("share", part="drug"), title="药费"), 1, version=3)
    pack = load_pack(tmp_path)
    prove(pack)
    assert [rule.title["zh"] for rule in pack.rules] == ["药费", filled("interval").title]
    assert (pack.rules[1].digest, [*pack.knowledge], pack.version) == (other, ["site_02"], "3")


@pytest.mark.parametrize("draft", [*every_choice()], ids=lambda one: f"{one.preset} {one.slots}")
def test_a_kept_rule_opens_as_the_form_it_was_filled_in(tmp_path: Path, draft: Draft) -> None:
    write_draft(tmp_path, draft, 1)
    pack = load_pack(tmp_path)
    (rule,) = pack.rules
    rows = [row for table in pack.knowledge.values() for row in table.to_pylist()]
    again = written_with(rule, rows)
    assert again is not None
    assert (again.items, again.title, again.source) == (draft.items, draft.title, draft.source)
    assert {**again.values} == {**again.values, **draft.values}
    assert {**again.slots} == {**again.slots, **draft.slots}
