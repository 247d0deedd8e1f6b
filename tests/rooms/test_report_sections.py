"""Sections of a report: classes, evidence, pictures, replies; an empty one is left out."""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import duckdb
import pytest
from PIL import Image

from inspector.errors import FileMissing, FileUnreadable
from inspector.findings import Finding, KeptSample, Reply, class_of
from inspector.report import (
    Exhibit,
    Figures,
    Material,
    Template,
    load_template,
    read_report,
    staff_days,
    stocks,
    worth_drawing,
    write_report,
)
from inspector.report.blocks import texts
from inspector.report.classes import by_class, by_department, by_month
from inspector.report.matter import Matter
from inspector.report.money import fund_of
from inspector.report.story import story
from tests.rooms.report_sample import FINDINGS, finding, line, sample

USUAL = load_template()
ARTICLE = "《医疗保障基金使用监督管理条例》第{}条{}：说明"


def told(figures: Figures, material: Material | None = None, template: Template = USUAL) -> str:
    """Every text of the report, without the drawing of it."""
    matter = Matter(figures, material or Material(), template, {}, "zh")
    return "".join("".join(texts(story(matter))).split())


@pytest.mark.parametrize(
    ("basis", "expected"),
    [
        ([ARTICLE.format("三十八", "第（三）项")], "38-3"),
        ([ARTICLE.format("四十", "第一款第（三）项")], "40-3"),
        ([ARTICLE.format("四十一", "第（一）项")], "41-1"),
        ([ARTICLE.format("十五", ""), ARTICLE.format("三十九", "第（二）项")], "39-2"),
        ([ARTICLE.format("四十", "")], "40"),
        ([ARTICLE.format("十五", "")], "other"),
        ([], "other"),
    ],
)
def test_a_finding_is_of_the_class_of_its_first_article_with_a_penalty(
    basis: list[str], expected: str
) -> None:
    assert class_of(basis) == expected


def test_classes_departments_and_months_each_add_up_to_the_whole() -> None:
    lines = sample().lines
    total = sample().confirmed.total
    for shares in (by_class(lines), by_department(lines), by_month(lines)):
        assert sum((one.amount for one in shares), Decimal("0.00")) == total > 0


def test_a_month_without_money_stands_between_those_with_some() -> None:
    late = replace(line(9, "5.00", "5.00"), occurred_on="2024-06-01 00:00:00")
    made = sample(findings={**FINDINGS, "x": finding("x", "XY2-03", (late,))})
    assert [one.name for one in by_month(made.lines)] == [
        "2024-03",
        "2024-04",
        "2024-05",
        "2024-06",
    ]


def test_the_fund_s_part_is_taken_settlement_by_settlement() -> None:
    found = finding("x", "XY2-03", (line(1, "100.00", "100.00"), line(2, "50.00", "50.00")))
    origin = replace(found.origin, settlements={"S1": {"fund": "60.00", "total": "90.00"}})
    part = fund_of(sample(findings={"x": replace(found, origin=origin)}).lines)
    assert (part.fund, part.other, part.unknown) == (
        Decimal("66.67"),
        Decimal("33.33"),
        Decimal("50.00"),
    )


# --- what is shown beside the figures -------------------------------------------------------------

WHOLE = Exhibit(
    digest="sha256:" + "a" * 64,
    finding="a1b2c3d4e5f60001",
    name="盘点表.jpg",
    size=9,
    kept_at="2024-11-19T02:30:00Z",
    kept_by="王𬭎",
    kind="audiovisual",
    place="门诊药房",
    at="2024-11-19 10:28",
    camera="2024-11-19 10:21:40",
    holder="药剂科",
    second="李䶮",
)


def test_the_index_of_evidence_has_both_clocks_both_operators_and_the_check() -> None:
    said = told(sample(), Material(evidence=(WHOLE,)))
    for seen in (
        "盘点表.jpg",
        "视听资料",
        "门诊药房",
        "药剂科",
        "相机",
        "10:21:40",
        "取证",
        "10:28",
    ):
        assert seen in said
    assert "王𬭎、李䶮" in said and "与留存时一致" in said


@pytest.mark.parametrize(("state", "seen"), [("missing", "缺失"), ("damaged", "不一致")])
def test_evidence_that_is_gone_or_changed_is_said_in_overview_and_index(
    tmp_path: Path, state: str, seen: str
) -> None:
    bad = replace(WHOLE, state=state)  # type: ignore[arg-type]
    made = write_report(tmp_path, sample(), material=Material(evidence=(bad,)))
    assert read_report(made.folder).facts["evidence"][0]["state"] == state
    assert made.unsound == (WHOLE.finding,), "who makes or signs the report is told"
    said = told(sample(), Material(evidence=(bad,)))
    assert "证据中有1件与留存时不一致或已缺失" in said and seen in said


def test_evidence_one_person_took_says_what_is_missing() -> None:
    alone = Material(evidence=(replace(WHOLE, second=""),))
    assert "须补第二名检查人员签字" in told(sample(), alone)


SAMPLED = KeptSample(
    id="s1",
    at="2024-11-18T01:00:00Z",
    author="k",
    purpose="住院费用抽查",
    plan={"kind": "variable", "question": "SELECT 1", "rule": "", "method": "ratstats"},
    seeds=("20240501",),
    source="given",
    drawn={"frame": "sha256:" + "c" * 64, "units": 900, "amount": "90000.00", "drawn": [{}] * 30},
    appraisals=(
        {
            "estimates": [
                {
                    "method": "difference",
                    "of": "yuan",
                    **{"units": 900, "sample": 30, "found": 3, "point": "1234.00"},
                    "error": "55.00",
                    "limits": {"90": {"lower": "1000.00", "upper": "1468.00", "precision": "0.19"}},
                }
            ],
            "use": {"zh": "只作线索。", "en": "A lead only."},
        },
    ),
)


def test_replies_and_samples_have_a_section_only_if_there_are_any() -> None:
    without = told(sample())
    assert "被检查机构的意见" not in without and "抽样与统计分析" not in without
    reply = Reply(
        *("e1", "2024-11-19T03:00:00Z", "k", "partly", Decimal("20.00")),
        *("已退费一部分", "退费单", "", ""),
    )
    answered: dict[str, Finding] = {
        name: replace(one, replies=(reply,)) for name, one in list(FINDINGS.items())[:1]
    }
    sampled = Material(samples=(SAMPLED,))
    made = sample(findings={**FINDINGS, **answered})
    said = told(made, sampled)
    assert "部分认可" in said and "已退费一部分" in said and "20.00" in said
    assert "住院费用抽查" in said and "20240501" in said and "1,234.00元" in said


def test_sections_are_counted_without_gaps() -> None:
    said = told(sample())
    found = re.findall(r"([一二三四五六七八九十]+)、(?:概况|检查方法|规则覆盖|证据目录|签署)", said)
    assert found == ["一", "二", "四", "六", "九"]


# --- pictures -------------------------------------------------------------------------------------


def hit(name: str, **more: object) -> dict[str, object]:
    empty = dict.fromkeys(("staff_code", "session_id", "medins_list_codg"))
    return {"hit_id": name, "detail": "{}", "occurred_on": datetime(2024, 3, 5), **empty, **more}


def test_stock_is_opening_and_moves_less_what_was_charged() -> None:
    with duckdb.connect() as con:
        con.execute("CREATE TABLE inv_balance AS SELECT '202401' year_month, 'K1' medins_list_codg,"
                    " 5 open_cnt_min")  # fmt: skip
        con.execute("CREATE TABLE inv_move AS SELECT 'K1' medins_list_codg, '采购入库' chg_type,"
                    " TIMESTAMP '2024-02-01 08:00' biz_time, 10 chg_cnt_min")  # fmt: skip
        con.execute("CREATE TABLE fee_net AS SELECT 'K1' medins_list_codg, 8 cnt,"
                    " TIMESTAMP '2024-01-20 08:00' fee_ocur_time")  # fmt: skip
        rows = [hit("F", medins_list_codg="K1", detail='{"stock_before":"5"}')]
        [stock] = stocks(con, rows, [finding("F", "INV-01", (line(1, "1.00", "1.00"),))])
    assert [(level.day, level.count) for level in stock.levels] == [
        (date(2024, 1, 1), Decimal(5)),
        (date(2024, 1, 20), Decimal(-3)),
        (date(2024, 2, 1), Decimal(7)),
    ]


def test_a_therapist_s_day_marks_the_sessions_that_overlap() -> None:
    with duckdb.connect() as con:
        con.execute(
            "CREATE TABLE trt_session AS SELECT * FROM (VALUES"
            " ('s1', 'K7', TIMESTAMP '2024-03-05 09:00', TIMESTAMP '2024-03-05 09:30', 'M1'),"
            " ('s2', 'K7', TIMESTAMP '2024-03-05 09:20', TIMESTAMP '2024-03-05 10:00', 'M2'),"
            " ('s3', 'K7', TIMESTAMP '2024-03-05 10:00', TIMESTAMP '2024-03-05 10:30', 'M3'),"
            " ('s4', 'K8', TIMESTAMP '2024-03-05 09:00', TIMESTAMP '2024-03-05 09:30', 'M4'))"
            " AS t (session_id, staff_code, begntime, endtime, mdtrt_id)"
        )
        con.execute("ALTER TABLE trt_session ADD COLUMN item_name VARCHAR")
        con.execute("ALTER TABLE trt_session ADD COLUMN staff_name VARCHAR")
        rows = [hit("F", staff_code="K7", session_id="s1")]
        [day] = staff_days(con, rows, [finding("F", "SES-03", (line(1, "1.00", "1.00"),))])
    assert [span.over for span in day.spans] == [True, True, False]


def test_the_most_money_is_drawn_and_nothing_that_was_cleared() -> None:
    drawn = worth_drawing(FINDINGS.values(), 2, frozenset(FINDINGS))
    assert [one.id for one in drawn] == ["a1b2c3d4e5f60001", "a1b2c3d4e5f60003"]


# --- a local template -----------------------------------------------------------------------------


def picture(path: Path) -> Path:
    sink = BytesIO()
    Image.new("RGB", (80, 20), "navy").save(sink, "PNG")
    path.write_bytes(sink.getvalue())
    return path


def test_a_local_template_sets_logo_title_headings_and_order(tmp_path: Path) -> None:
    picture(tmp_path / "logo.png")
    local = tmp_path / "ours.toml"
    local.write_text(
        'logo = "logo.png"\ntitle.zh = "某省飞行检查报告"\nheadings.problems.zh = "发现的问题"\n'
        'sections = ["problems", "overview", "signatures"]\n',
        "utf-8",
    )
    said = told(sample(), template=load_template(local))
    assert "某省飞行检查报告" in said and "一、发现的问题" in said and "二、概况" in said
    pdf = write_report(tmp_path / "r", sample(), template=local).pdf
    assert b"/Subtype /Image" in pdf.read_bytes()


def test_a_template_that_names_no_picture_or_none_at_all_is_refused(tmp_path: Path) -> None:
    local = tmp_path / "ours.toml"
    local.write_text('logo = "logo.png"\n', "utf-8")
    with pytest.raises(FileMissing):
        load_template(local)
    (tmp_path / "logo.png").write_bytes(b"<svg/>")
    with pytest.raises(FileUnreadable):
        load_template(local)


def test_the_article_the_inspectors_chose_is_told_with_why() -> None:
    chosen = {
        name: replace(one, article="第四十条第二款", why="经询问，院方明知未治疗仍收费")
        if one.rule_id == "XY2-03"
        else one
        for name, one in FINDINGS.items()
    }
    count = sum(one.rule_id == "XY2-03" for one in chosen.values())
    said = told(sample(findings=chosen))
    assert f"检查人员选定：第四十条第二款（{count}项）。理由：经询问，院方明知未治疗仍收费" in said
    assert "检查人员选定：" not in told(sample())


def test_what_a_reply_says_twice_is_told_once() -> None:
    view = Reply("e", "2024-07-03T01:02:03Z", "a", "partly", None, "已有记录", "", "", "已有记录")
    one = next(iter(FINDINGS.values()))
    answered = {
        **FINDINGS,
        one.id: replace(one, replies=(replace(view, judged_note="未采纳部分"),)),
    }
    said = told(sample(findings=answered))
    assert said.count("已有记录") == 1 and "未采纳部分" in said
