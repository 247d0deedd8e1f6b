"""The forms of an inspection: filled from the case, numbered page by page, each with its text."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import FileUnreadable
from inspector.evidence import Clip, Count, Record, Requests
from inspector.i18n import Language
from inspector.report import CaseMatter, filling, form_pdf, form_text, forms, load_form
from tests.rooms.report_sample import FINDINGS, finding, line, sample, team, text_of
from tests.rooms.test_report_sections import WHOLE

LANGUAGES: tuple[Language, ...] = ("zh", "en")
NINE = datetime(2024, 5, 1, 9)
REQUESTS = Requests(
    clips=(Clip("PHR-01", "h", "S1", NINE, NINE.replace(hour=8, minute=57), NINE),),
    records=(Record("INV-01", ("随货同行单", "处方"), ("M1", "M2")),),
    counts=(Count("K1", "人血白蛋白", ("INV-01",), "支", Decimal("12.0000")),),
)
MATTER = CaseMatter(
    figures=sample(tuple(person.card for person in team())),
    chosen=tuple(FINDINGS.values()),
    evidence=(WHOLE,),
    requests=REQUESTS,
    questions={"XY2-03": ("为什么收两次？",), "SES-01": ("谁做的治疗？", "记录在哪里？")},
    handed={"report.pdf": "sha256:" + "b" * 64},
    officers=tuple(person.card for person in team()[:2]),
    now="2024-11-20 09:00",
)


def text(name: str, lang: Language = "zh", refused: str = "") -> str:
    return form_text(forms()[name], filling(MATTER, f"C-1-{name}-001", lang, refused), lang)


def pdf(name: str, lang: Language = "zh") -> bytes:
    number = f"C-1-{name}-001"
    return form_pdf(forms()[name], filling(MATTER, number, lang), number, lang)


def test_the_forms_an_inspection_needs_are_there_in_its_order() -> None:
    assert [form.title["zh"] for form in forms().values()] == [
        *("医疗保障基金飞行检查通知书", "数据交接单", "现场检查笔录", "询问笔录", "取证单"),
        *("证据清单", "药品耗材盘点表", "检查发现问题确认书", "陈述申辩记录"),
        *("移交清单", "调取资料清单"),
    ]


def every(most: int) -> list[Any]:
    """Every form in both languages; each takes faces of its own, so most wait for the long run."""
    both = [(name, lang) for lang in LANGUAGES for name in forms()]
    return [*both[:most], *(pytest.param(*one, marks=pytest.mark.heavy) for one in both[most:])]


@pytest.mark.parametrize(("name", "lang"), every(3))
def test_every_form_is_filled_and_numbered_page_by_page(
    tmp_path: Path, name: str, lang: Language
) -> None:
    (tmp_path / "f.pdf").write_bytes(pdf(name, lang))
    pages = text_of(tmp_path / "f.pdf").split("\f")[:-1]
    for at, page in enumerate(pages, start=1):
        number = f"第 {at} 页 共 {len(pages)} 页" if lang == "zh" else f"Page {at} of {len(pages)}"
        assert "".join(number.split()) in "".join(page.split())
        assert len(page.split()) > 6, "an empty page"
    assert "康宁康复医院" in "".join(pages[0].split())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_has_its_text(lang: Language) -> None:
    for name, form in forms().items():
        told = text(name, lang)
        assert told.startswith(f"# {form.title[lang]}\n")
        assert "康宁康复医院" in told and f"C-1-{name}-001" in told


def test_the_same_case_makes_the_same_form() -> None:
    assert pdf("notice") == pdf("notice")


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        (
            "notice",
            ("王𬭎（ZJ-0017）、李䶮（ZJ-0023）", "ipt_mdtrt", "第二十九条"),
        ),
        ("handover", ("费用明细.csv", "120,345", "3" * 64)),
        ("scene", ("重复收费", "a1b2c3d4e5f60001")),
        ("interview", ("问1：谁做的治疗？", "问3：为什么收两次？", "问6：")),
        ("evidence-form", ("盘点表.jpg", "视听资料", "门诊药房；2024-11-19 10:28", "药剂科")),
        ("evidence-list", ("a" * 64, "一致")),
        ("stock-count", ("人血白蛋白", "支", "| 12 |")),
        ("confirmation", ("重复收费", "112.00", "第三十八条第（三）项", "B000001")),
        ("transfer", ("report.pdf", "b" * 64, "三十个工作日")),
        ("requests", ("2024-05-01 08:57:00", "随货同行单；处方", "M1、M2", "人血白蛋白")),
    ],
)
def test_a_form_says_what_the_case_knows(name: str, seen: tuple[str, ...]) -> None:
    told = text(name)
    assert [one for one in seen if one not in told] == []


def test_what_the_institution_signs_for_counts_a_fee_line_of_two_rules_once() -> None:
    told = text("confirmation")
    assert "| 同一明细只计一次（元） | 123.00 |" in told
    assert "194.00" in told


def test_what_was_found_true_in_part_stands_on_its_lines_in_part() -> None:
    partly = finding("f1", "XY2-03", (line(1, "41.00", "41.00"),), confirmed="15.00")
    matter = replace(MATTER, chosen=(partly,))
    told = form_text(forms()["confirmation"], filling(matter, "C-1", "zh"), "zh")
    assert "15.00" in told and "41.00" not in told


def test_a_row_that_only_says_how_many_more_there_are_has_no_number() -> None:
    long = finding("f1", "XY2-03", tuple(line(at, "1.00", "1.00") for at in range(70)))
    matter = replace(MATTER, chosen=(long,))
    told = form_text(forms()["confirmation"], filling(matter, "C-1", "zh"), "zh")
    assert "| 60 |" in told and "| 61 |" not in told and "另有 10 条" in told


def test_a_refusal_is_put_in_the_words_it_was_made(tmp_path: Path) -> None:
    blank, words = text("scene"), text("scene", refused="我不签")
    assert "拒绝签署情况记录" in blank and "我不签" not in blank
    assert "| 当事人原话 | 我不签 |" in words and "| 时间 | 2024-11-20 09:00 |" in words


def test_a_local_form_is_a_file(tmp_path: Path) -> None:
    local = tmp_path / "ours.toml"
    local.write_text(
        'title.zh = "某省表"\ntitle.en = "Ours"\n[[part]]\nkind = "text"\n'
        'zh = "{institution}，{nobody_knows}完"\nen = "{institution}"\n',
        "utf-8",
    )
    form = load_form(local)
    assert form_text(form, filling(MATTER, "1", "zh"), "zh") == "# 某省表\n\n康宁康复医院，完\n"


@pytest.mark.parametrize("told", ["", 'title.zh = "x"', 'title.zh="x"\ntitle.en="x"', "[["])
def test_a_file_that_is_no_form_is_refused(tmp_path: Path, told: str) -> None:
    (tmp_path / "x.toml").write_text(told, "utf-8")
    with pytest.raises(FileUnreadable):
        load_form(tmp_path / "x.toml")


def test_a_form_about_nothing_still_stands() -> None:
    nothing = replace(MATTER, chosen=(), evidence=(), requests=Requests((), (), ()), questions={})
    for name, form in forms().items():
        assert form_text(form, filling(nothing, "1", "zh"), "zh"), name
