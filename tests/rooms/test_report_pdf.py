"""The PDF a person reads: whole text, every number, no name of a patient, the same bytes."""

import subprocess
import sys
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from inspector.errors import FileUnreadable, FontMissing
from inspector.report import load_template, write_report
from inspector.report.fonts import _cached, characters, faces, font_file
from inspector.report.table import Letters
from tests.rooms.report_sample import FINDINGS, finding, line, sample, text_of, tool


def test_the_chinese_report_says_every_section_and_every_amount(tmp_path: Path) -> None:
    told = text_of(write_report(tmp_path, sample()).pdf)
    sections = ["概况", "检查方法", "数据接收与核对", "规则覆盖", "问题与金额"]
    sections += ["证据目录", "问题明细", "附件", "签署"]
    for number, section in zip("一二三四五六七八九", sections, strict=True):
        assert f"{number}、{section}" in told
    for amount in ("82.00", "123.00", "128,556", "4810322.10"):
        assert amount in told
    assert "第1页共4页" in "".join(told.split())


def test_the_english_report_says_the_same_in_english(tmp_path: Path) -> None:
    told = text_of(write_report(tmp_path, sample(), lang="en").pdf)
    assert "5. Problems and amounts" in told
    assert "inspection report · case" in told
    assert "Page 4 of 4" in told


def test_names_above_the_basic_plane_come_out_as_written(tmp_path: Path) -> None:
    found = finding("f1", "XY2-03", (line(1, "41.00", "41.00", "王𬭎李䶮"),))
    told = text_of(write_report(tmp_path, sample(findings={"f1": found})).pdf)
    assert "王𬭎李䶮" in "".join(told.split())


def test_a_rule_that_did_not_run_is_not_shown_as_zero(tmp_path: Path) -> None:
    told = text_of(write_report(tmp_path, sample()).pdf)
    row = next(line for line in told.splitlines() if line.strip().startswith("INV-04"))
    assert "未运行" in row and "缺少数据表 inv_move" in row
    assert "0" not in row.split("58,230.50")[1]


def test_the_same_figures_give_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    here = write_report(tmp_path / "a", sample())
    script = (
        "import sys; from pathlib import Path; from inspector.report import write_report;"
        "from tests.rooms.report_sample import sample; write_report(Path(sys.argv[1]), sample())"
    )
    root = Path(__file__).parents[2]
    subprocess.run([sys.executable, "-c", script, str(tmp_path / "b")], check=True, cwd=root)
    for file in here.folder.iterdir():
        assert file.read_bytes() == (tmp_path / "b" / file.name).read_bytes(), file.name


def test_two_reports_of_one_process_do_not_share_a_font(tmp_path: Path) -> None:
    write_report(tmp_path / "zh", sample())
    assert "·" in text_of(write_report(tmp_path / "en", sample(), lang="en").pdf)


def test_fonts_are_embedded_and_only_ours(tmp_path: Path) -> None:
    pdf = write_report(tmp_path, sample()).pdf
    done = subprocess.run([tool("pdffonts"), str(pdf)], capture_output=True, check=True, text=True)
    rows = done.stdout.splitlines()[2:]
    assert rows and all("InspectorReport-" in row and "TrueType" in row for row in rows)


def test_a_character_without_a_glyph_stops_the_report_and_is_not_quoted(tmp_path: Path) -> None:
    found = finding("f1", "XY2-03", (line(1, "41.00", "41.00", "☑"),))
    with pytest.raises(FontMissing) as refused:
        write_report(tmp_path, sample(findings={"f1": found}))
    assert refused.value.facts == {"count": 1, "first": "U+2611"}
    assert not (tmp_path / "report.json").exists()


def test_marks_nobody_sees_in_an_item_name_do_not_stop_the_report(tmp_path: Path) -> None:
    found = finding("f1", "XY2-03", (line(1, "41.00", "41.00", "（\t一\u202e次\x00）"),))
    told = text_of(write_report(tmp_path, sample(findings={"f1": found})).pdf)
    assert "运动疗法（一次）" in "".join(told.split())


def test_a_damaged_face_in_the_cache_is_cut_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_cache_path", lambda name: tmp_path)
    faces(["缓存"])
    kept = sorted(tmp_path.glob("fonts/*.ttf"))
    whole = [file.read_bytes() for file in kept]
    for file in kept:
        file.write_bytes(b"x" * 100)
    name = f"report-{kept[0].stem.removeprefix('report-')}"
    assert _cached(name, font_file(), characters(["缓存"]), "Regular") in [w[32:] for w in whole]


def test_a_setting_that_names_no_truetype_font_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "font.ttf").write_bytes(b"not a font")
    monkeypatch.setenv("INSPECTOR_FONT", str(tmp_path / "font.ttf"))
    with pytest.raises(FileUnreadable):
        faces(["一"])


def test_three_empty_fields_wait_for_signatures(tmp_path: Path) -> None:
    reader = PdfReader(write_report(tmp_path, sample()).pdf)
    fields = reader.get_fields() or {}
    assert list(fields) == ["Inspector1", "Inspector2", "Institution"]
    assert all(field["/FT"] == "/Sig" and "/V" not in field for field in fields.values())


def test_every_fee_line_of_a_long_table_is_printed_once(tmp_path: Path) -> None:
    many = tuple(line(number, "1.00", "1.00") for number in range(300))
    template = tmp_path / "all.toml"
    template.write_text('fee_lines = 1000\nsections = ["detail", "signatures"]\n', "utf-8")
    pdf = write_report(
        tmp_path / "r", sample(findings={"f1": finding("f1", "XY2-03", many)}), template=template
    ).pdf
    told = text_of(pdf).split()
    assert [word for word in told if word.startswith("B0")] == [one.bkkp_sn for one in many]


def test_fee_lines_beyond_the_limit_are_left_to_the_annex_and_said(tmp_path: Path) -> None:
    many = tuple(line(number, "1.00", "1.00") for number in range(50))
    found = {"f1": finding("f1", "XY2-03", many)}
    told = text_of(write_report(tmp_path, sample(findings=found)).pdf)
    assert "以上列出收费明细 40 条，其余 10 条见附件。" in told


def test_a_template_without_the_place_to_sign_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "short.toml"
    template.write_text('sections = ["overview"]\n', "utf-8")
    with pytest.raises(FileUnreadable):
        load_template(template)


def test_a_case_without_findings_still_makes_a_report(tmp_path: Path) -> None:
    told = text_of(write_report(tmp_path, sample(findings={})).pdf)
    assert "没有形成问题。" in told


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("疑点金额（元）", 50, ("疑点金额", "（元）")),
        ("他说：《不是》。", 31, ("他说：", "《不", "是》。")),
        ("confirmed amount", 45, ("confirmed", "amount")),
        ("abcdefghijklmnopqrstuvwxyz", 45, ("abcdefghijkl", "mnopqrstuv", "wxyz")),
        ("一\n二", 45, ("一", "二")),
    ],
)
def test_lines_break_where_a_reader_expects(
    text: str, width: float, lines: tuple[str, ...]
) -> None:
    assert Letters(faces([text]).regular, 7.5).lines(text, width) == lines


@pytest.mark.heavy
def test_two_thousand_findings_with_twenty_thousand_lines_are_one_report(
    tmp_path: Path,
) -> None:
    rules = [f"XY2-{number:02}" for number in range(12)]
    findings = {}
    for number in range(2_000):
        lines = tuple(line(number * 10 + at, "3.00", "3.00") for at in range(10))
        name = f"{number:016x}"
        findings[name] = finding(name, rules[number % 12], lines)
    files = write_report(tmp_path, sample(findings=findings))
    assert sample(findings=findings).confirmed.total == Decimal("60000.00")
    assert len(PdfReader(BytesIO(files.pdf.read_bytes())).pages) > 40


def test_the_sample_has_findings_of_every_kind_the_report_shows() -> None:
    assert {one.state for one in FINDINGS.values()} == {"confirmed", "rejected", "suspected"}
