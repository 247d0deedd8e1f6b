"""An analysis stands in the report once, with its formula and the sentence that it is a clue."""

from dataclasses import replace
from typing import Any

from inspector.findings import KeptSample
from inspector.report import Material, load_template
from inspector.report.analysed import analyses
from inspector.report.blocks import Heading, Rows, Sentence, texts
from inspector.report.matter import Matter
from inspector.report.sampled import sample as sampled
from inspector.report.story import story
from tests.rooms.report_sample import sample

USE = {"zh": "仅为线索", "en": "a clue"}


def profiled(rows: list[list[str]]) -> dict[str, Any]:
    return {
        "what": "profile peers",
        "asked": {"subject": "doctor"},
        "population": 1234,
        "told": {"clues": len(rows), "columns": ["subject", "z"], "rows": rows, "version": "1"},
        "formula": {"zh": "公式", "en": "formula"},
        "use": USE,
    }


TEST = {
    **{"values": "5000", "mad": "0.000100", "conformity": "close", "chi_square": "12.3"},
    **{"ks": "0.001", "ks_critical": "0.019", "oddest": "50:2.1"},
}
DIGITS = {
    **{"what": "digits", "asked": {"sql": "SELECT y", "column": "y"}, "population": 5000},
    **{"told": {"first_two": TEST, "version": "1"}, "formula": USE, "use": USE},
}


def test_the_last_run_of_the_same_question_is_told_with_its_limits() -> None:
    told = list(analyses([profiled([["旧", "9"]]), profiled([["甲", "4.2"]]), DIGITS], "zh"))
    headings = [one.text for one in told if isinstance(one, Heading)]
    assert headings == ["谁与同行不同", "数字检验"]
    peers, digits = [one for one in told if isinstance(one, Rows)]
    assert peers.head == ("对象", "z") and list(peers.rows) == [("甲", "4.2")]
    assert digits.rows[0][:4] == ("首两位", "5000", "0.000100", "符合")
    said = [one.text for one in told if isinstance(one, Sentence)]
    assert said.count("仅为线索") >= 2 and "公式" in said
    assert any("1,234" in text and "subject=doctor" in text for text in said)


def test_a_profile_without_clues_has_no_table() -> None:
    assert not [one for one in analyses([profiled([])], "en") if isinstance(one, Rows)]


def test_the_section_of_samples_goes_on_with_the_analyses() -> None:
    def said(material: Material) -> str:
        told = story(Matter(sample(), material, load_template(), {}, "zh"))
        return "\n".join(texts(told))

    held = Material(analyses=(profiled([["甲", "4.2"]]),))
    assert "抽样与统计分析" in said(held) and "谁与同行不同" in said(held)
    assert "抽样与统计分析" not in said(Material())


def test_of_repeated_appraisals_the_last_stands_and_the_earlier_are_named() -> None:
    def appraised(point: str, results: str) -> dict[str, Any]:
        limits = {"95": {"lower": "1", "upper": "9", "precision": "1.00"}}
        told = {"method": "attribute", "of": "units", "units": 100, "sample": 10, "found": 1}
        estimate = {**told, "point": point, "error": "1.00", "limits": limits}
        return {"estimates": [estimate], "use": USE, "results": f"sha256:{results * 64}"}

    drawn = {"units": 100, "frame": "sha256:f", "amount": "0.00", "drawn": [{"key": "S1"}]}
    plan = {"kind": "attribute", "question": "SELECT 1", "rule": "", "method": "tickets"}
    kept = KeptSample("a" * 64, "", "", "", plan, ("7",), "given", drawn)
    twice = replace(kept, appraisals=(appraised("5", "1"), appraised("8", "2")))
    matter = Matter(sample(), Material(samples=(twice,)), load_template(), {}, "zh")
    said = list(sampled(matter))
    [table] = [one for one in said if isinstance(one, Rows) and one.head]
    assert [row[4] for row in table.rows] == ["8"]
    [earlier] = [one.text for one in said if isinstance(one, Sentence) and "取代" in one.text]
    assert "1 次" in earlier and "5 (sha256:11111111)" in earlier
    assert replace(kept, appraisals=twice.appraisals[:1]).replaced() == ""


def test_a_sample_of_a_frame_that_was_drawn_from_before_says_so() -> None:
    drawn = {"units": 100, "frame": "sha256:f", "amount": "0.00", "drawn": [{"key": "S1"}]}
    plan = {"kind": "attribute", "question": "SELECT 1", "rule": "", "method": "tickets"}
    kept = KeptSample("a" * 64, "", "", "", plan, ("7",), "given", drawn, beside=("bbbb (9)",))
    for lang in ("zh", "en"):
        matter = Matter(sample(), Material(samples=(kept,)), load_template(), {}, lang)
        assert any("bbbb (9)" in one.text for one in sampled(matter) if isinstance(one, Sentence))
