"""An analysis stands in the report once, with its formula and the sentence that it is a clue."""

from typing import Any

from inspector.report import Material, load_template
from inspector.report.analysed import analyses
from inspector.report.blocks import Heading, Rows, Sentence, texts
from inspector.report.matter import Matter
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
