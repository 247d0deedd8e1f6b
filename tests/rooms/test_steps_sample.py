"""What people write into a worksheet is read as they mean it; sightings name columns there are."""

from decimal import Decimal
from pathlib import Path

import pytest

from inspector.errors import ResultUnfit
from inspector.report import in_words
from inspector.schema import TABLES
from inspector.statistics import Plan, Unit
from inspector.steps.results import read_results
from inspector.steps.sightings import SOURCES, Source, question

PLAN = Plan("variable", "tickets", "SELECT", "setl_id", amount="yuan", size=3)
UNITS = {f"S{at}": Unit("", "", f"S{at}", Decimal(100)) for at in (1, 2, 3)}


def read(tmp_path: Path, text: str, plan: Plan = PLAN) -> dict[str, Decimal]:
    file = tmp_path / "results.csv"
    file.write_text(text, "utf-8-sig")
    return read_results(file, plan, UNITS)


@pytest.mark.parametrize(
    ("text", "errors"),
    [
        ('setl_id,error\nS1,"1,200.50"\nS2,0\n', {"S1": "1200.50", "S2": "0"}),
        ("no,setl_id,核定金额\n1,S1,80\n2,S3,100\n", {"S1": "20", "S3": "0"}),
        ("编号,有无问题\nS1,有\nS2,否\nS3,\n", {"S1": "1", "S2": "0"}),
        ("setl_id,defect,error\nS1,是,30\nS9,是,5\n", {"S1": "30"}),
    ],
)
def test_a_worksheet_is_read_in_either_language(
    tmp_path: Path, text: str, errors: dict[str, str]
) -> None:
    assert read(tmp_path, text) == {key: Decimal(error) for key, error in errors.items()}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("setl_id,error\nS1,5\nS2,viel\n", 3),
        ("setl_id,defect\nS1,vielleicht\n", 2),
        ("setl_id,remark\nS1,5\n", 1),
        ("error\n5\n", 1),
        ("", 1),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_row(tmp_path: Path, text: str, row: int) -> None:
    with pytest.raises(ResultUnfit) as refused:
        read(tmp_path, text)
    assert refused.value.facts["row"] == row


def test_an_audited_amount_needs_the_amount_it_is_held_against(tmp_path: Path) -> None:
    with pytest.raises(ResultUnfit):
        read(tmp_path, "setl_id,audited\nS1,5\n", Plan("variable", "tickets", "S", "setl_id"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.kind)
def test_a_sighting_names_columns_of_its_table(source: Source) -> None:
    known = set(TABLES["fee_list_d" if source.table == "fee_net" else source.table].by_name)
    assert {
        source.at,
        *source.what,
        *source.by,
        *filter(None, (source.until, source.yuan)),
    } <= known
    assert {"psn_no", "mdtrt_id"} <= known


def test_a_table_the_hospital_did_not_hand_over_is_left_out() -> None:
    have = {"mdtrt_d": {"begntime", "psn_no", "mdtrt_id"}, "rx": {"psn_no"}}
    asked = question(have, "psn_no", "人-7F3K2QXA")
    assert "UNION" not in asked and '"mdtrt_d"' in asked and "人-7F3K2QXA" in asked


@pytest.mark.parametrize(
    ("seen", "told"),
    [
        (("settlement", "S1", "11"), ("S1", "普通门诊")),
        (("check", "1", "林画"), ("认证成功", "林画")),
        (("visit", "腰椎间盘突出", "杨岚文"), ("腰椎间盘突出", "杨岚文")),
        (("hit", "DQ-03", "confirmed"), ("DQ-03", "属实")),
        (("fee", "血常规 × 1", ""), ("血常规 × 1", "")),
    ],
)
def test_what_happened_to_a_person_is_told_in_words_not_in_codes(
    seen: tuple[str, str, str], told: tuple[str, str]
) -> None:
    assert in_words(*seen, "zh") == told
