"""A passport with slots is a rule: its SQL is made, the same each time, of nothing but names."""

from itertools import chain
from pathlib import Path

import pytest

from inspector.errors import RuleFileInvalid
from inspector.rules import lint, load_pack, load_rule, try_rule
from inspector.rules.template import SlotWrong, Template, make, template, template_names
from inspector.workspace import blank_engine, gate
from tests.rooms.rules_made_up import CASES, PACK, RULE, write_pack

MADE = (
    RULE.partition("[needs]")[0]
    .replace('partition = "visit"\n', "")
    .replace('unit      = ["mdtrt_id", "med_list_codg"]\n', "")
    .replace('knowledge = ["limit_per_day"]\n', 'template = "limit_per_period"\n')
    .replace("{med_list_codg} 多收", "{thing} 多收")
    + '[slots]\nknowledge = "limit_per_day"\nlimit_column = "limit_cnt"\nwho = "visit"\n+++*/\n'
)


def starting_slots(made: Template) -> dict[str, str]:
    names = {"table": "a_table", "column": "a_column"}
    return {
        slot.name: slot.default or names.get(slot.kind) or next(iter(slot.choices))
        for slot in made.slots.values()
    }


def every_filling() -> list[tuple[str, dict[str, str]]]:
    """Each choice of each slot of each template, the other slots as they start."""
    listed = []
    for name in template_names():
        slots = starting_slots(template(name))
        for slot in template(name).slots.values():
            listed += [(name, {**slots, slot.name: choice}) for choice in slot.choices]
    return listed


def test_there_are_twelve_templates() -> None:
    assert template_names() == (
        *("attribute_limit", "capacity", "interval", "limit_per_period", "list_match"),
        *("needs_support", "outlier", "price_or_amount_cap", "quantity_against_source"),
        *("share", "time_overlap", "two_items_together"),
    )


def test_every_choice_of_every_slot_makes_one_select() -> None:
    fillings = every_filling()
    assert len(fillings) > 150
    for name, slots in fillings:
        made = make(name, slots)
        gate(made.sql)
        assert "{{" not in made.sql
        assert made == make(name, slots)


@pytest.mark.parametrize("name", template_names())
def test_no_slot_is_left_that_the_sql_never_comes_to(name: str) -> None:
    of_its_own = (Path("inspector/rules/templates") / f"{name}.sql").read_text("utf-8")
    for slot in template(name).slots:
        shared = f"[slots.{slot}]" not in of_its_own
        assert shared or any(
            slot in make(name, slots).slots for told, slots in every_filling() if told == name
        )


@pytest.mark.parametrize("evil", ["a b", "x; DROP TABLE y", "a--", "A1'", "fee_net)", "", "ａ"])
def test_a_slot_takes_a_name_and_nothing_else(evil: str) -> None:
    with pytest.raises(SlotWrong):
        make("limit_per_period", {"knowledge": evil})


def test_a_passport_with_slots_is_a_rule(tmp_path: Path) -> None:
    folder = write_pack(
        tmp_path, rule=MADE, cases=CASES.replace("mdtrt_id |", "psn_no | mdtrt_id |")
    )
    cases = (folder / "charging" / "more_a_day.cases.toml").read_text("utf-8")
    written = cases.replace("      | M", "      | P1 | M")
    (folder / "charging" / "more_a_day.cases.toml").write_text(written, "utf-8")
    pack = load_pack(folder)
    (rule,) = pack.rules
    assert lint(pack) == []
    assert [result for result in try_rule(rule, pack, blank_engine) if not result.ok] == []
    assert rule.knowledge == ("limit_per_day",)
    assert rule.unit == ("who", "thing", "span")
    assert rule.sql.startswith("WITH limits AS (")


def test_the_digest_covers_what_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_pack(tmp_path, rule=MADE) / "charging" / "more_a_day.sql"
    before = load_rule(path).digest
    real = make("limit_per_period", {"knowledge": "limit_per_day"})
    monkeypatch.setattr("inspector.rules.passport.make", lambda name, slots: real)
    assert load_rule(path).digest != before


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"limit_per_period"', '"no_such"', "limit_per_period"),
        ('who = "visit"', 'whom = "visit"', "whom"),
        ('who = "visit"', 'who = "nobody"', "person, visit, doctor"),
        ('knowledge = "limit_per_day"\n', "", "knowledge"),
        ("+++*/\n", "+++*/\nSELECT 1", "SQL"),
    ],
)
def test_a_slot_filled_wrongly_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    assert old in MADE
    path = write_pack(tmp_path, rule=MADE.replace(old, new)) / "charging" / "more_a_day.sql"
    with pytest.raises(RuleFileInvalid) as refused:
        load_rule(path)
    assert says in str(refused.value.facts["problem"])
    assert refused.value.facts["line"] != 1


def test_a_family_of_the_national_library_needs_only_its_name(tmp_path: Path) -> None:
    folder = write_pack(tmp_path, pack=PACK.replace("[know", 'families = ["limit_sex"]\n[know'))
    table = load_pack(folder).knowledge["limit_sex"]
    assert {"med_list_codg", "sex", "national_rule", "knowledge_row"} <= {*table.column_names}
    assert table.num_rows == 0


def test_every_slot_is_told_in_the_docs() -> None:
    told = Path("docs/rule-templates.md").read_text("utf-8")
    own = chain.from_iterable(template(name).slots for name in template_names())
    assert [slot for slot in own if f"`{slot}`" not in told] == []
