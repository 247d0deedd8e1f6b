"""The supervisor's summary: the same figures in PDF, workbook and tables."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl

from inspector.findings import pack_events
from inspector.i18n.catalogue import Language
from inspector.merge import Merged, gather
from inspector.report import (
    SummaryFiles,
    TableOf,
    tables,
    write_summary,
)
from tests.rooms.journal_made_up import confirmed
from tests.rooms.report_sample import text_of
from tests.rooms.summary_made_up import (
    DAY,
    NOTE,
    bundle,
    copy,
    files,
    first_revision,
    journal,
    merged,
    opened,
    yes,
    zhou,
)

__all__ = ["copy", "files", "merged"]


def named(merged: Merged, lang: Language = "zh") -> dict[str, TableOf]:
    return {one.title: one for one in tables(merged, lang)}


# --- tables ---------------------------------------------------------------------------------------


def test_a_fee_line_counts_once_by_hospital_by_rule_and_by_team(merged: Merged) -> None:
    told = named(merged)
    assert [row[-2:] for row in told["按机构"].rows] == [
        ("190.00", "130.00"),
        ("12,345.60", "12,345.60"),
        ("12,535.60", "12,475.60"),
    ]
    assert [(row[0], *row[-2:]) for row in told["按规则"].rows] == [
        ("SES-01", "0.00", "0.00"),
        ("XY2-03", "12,445.60", "12,445.60"),
        ("XY2-11", "90.00", "30.00"),
        ("合计", "12,535.60", "12,475.60"),
    ]
    assert [(row[0], *row[-2:]) for row in told["按检查组"].rows] == [
        ("张检查、李䶮", "100.00", "100.00"),
        ("王𬭎", "12,535.60", "12,375.60"),
        ("合计", "", "12,475.60"),
    ]


def test_opinions_name_person_team_verdict_amount_reason_and_note(merged: Merged) -> None:
    rows = named(merged)["意见分歧"].rows
    assert {row[1:5] for row in rows} == {("F2", "SES-01", "无治疗记录收费", "1,230.00")}
    assert {row[5:12] for row in rows} == {
        ("张检查", "组长", "张检查、李䶮", "属实", "1,230.00", "", ""),
        ("王𬭎", "组长", "王𬭎", "已排除", "0.00", "病历证明诊疗合理", NOTE.replace("\t", " ")),
    }


def test_what_was_left_out_or_came_twice_is_named_with_its_reason(merged: Merged) -> None:
    told = named(merged)
    ((digest, hospital, team, why),) = told["未采信的报送包"].rows
    assert (digest, hospital, team) == (f"sha256:{9:064x}", "H33010200002", "王𬭎")
    assert "不是清单所列的" in why or "snapshot" in why
    assert told["重复报送的报送包"].rows == ((f"sha256:{1:064x}",),)
    assert told["规则误报"].rows == (("XY2-11", "超标准收费", "2", "1", "1"),)


def test_an_entry_no_bundle_has_is_listed(tmp_path: Path) -> None:
    first = journal(tmp_path, "zhang", "C-1")
    event = first.append("opened", "F1", opened("XY2-03", ("B1", "60.00", "60.00")))
    second = journal(tmp_path, "wang", "C-1")
    second.import_events([event])
    confirmed(second, "F1", yes("60.00"))
    whole = bundle(second, ["wang"], 1, "H33010200001", "C-1")
    own = [one for one in second.events() if one.id != event.id]
    one = gather([replace(whole, journal=pack_events(own), heads={})])
    assert named(one)["缺失的工作记录"].rows == (("H33010200001", "康宁康复医院", event.id),)


def test_both_languages_have_the_same_tables_with_the_same_numbers(merged: Merged) -> None:
    zh, en = tables(merged, "zh"), tables(merged, "en")
    assert len(zh) == len(en) == 13
    for ours, theirs in zip(zh, en, strict=True):
        assert ours.right == theirs.right and len(ours.headings) == len(theirs.headings)
        for left, right in zip(ours.rows, theirs.rows, strict=True):
            assert [left[at] for at in ours.right] == [right[at] for at in ours.right]


def test_nothing_handed_in_makes_no_table_and_still_a_summary(tmp_path: Path) -> None:
    empty = gather([])
    assert tables(empty, "zh") == ()
    made = write_summary(tmp_path, empty, zhou(), made_on=DAY, lang="en")
    assert "No bundle was accepted" in " ".join(text_of(made.pdf).split())


def test_a_note_cannot_steer_the_terminal(merged: Merged) -> None:
    (conflict,) = merged.conflicts
    sides = tuple(replace(one, note="\x1b[2J\u202eok") for one in conflict.opinions)
    steered = replace(merged, conflicts=(replace(conflict, opinions=sides),))
    notes = {row[11] for row in named(steered)["意见分歧"].rows}
    assert notes == {" [2J ok"}


# --- files ----------------------------------------------------------------------------------------


def test_the_pdf_says_every_figure_and_shows_opinions_side_by_side(files: SummaryFiles) -> None:
    told = text_of(files.pdf)
    for said in ("12,475.60", "12,535.60", "1,230.00", "康宁康复医院", "安和医院", "周督导"):
        assert said in told
    line = next(one for one in told.splitlines() if one.strip().startswith("认定 "))
    assert "属实" in line and "已排除" in line
    assert "采信 3 个，未采信 1 个，重复报送 1 个" in told
    assert f"sha256:{1:064x}" in told


def test_the_english_pdf_says_the_same_in_english(merged: Merged, tmp_path: Path) -> None:
    made = write_summary(tmp_path, merged, zhou(), made_on=DAY, lang="en")
    told = " ".join(text_of(made.pdf).split())
    for said in ("Summary of medical insurance fund inspections", "12,475.60", "Charged twice"):
        assert said in told


def test_the_workbook_holds_the_same_figures_as_numbers(
    files: SummaryFiles, merged: Merged
) -> None:
    book = openpyxl.load_workbook(files.xlsx)
    figures = ["汇总", "排名", "规则成效", "跨机构", "机构与报送包"]
    assert book.sheetnames == ["分歧", *figures, "疑点", "未采信"]
    sums = [row for row in book["汇总"].iter_rows(values_only=True) if "合计" in row]
    assert [Decimal(str(row[-1])) for row in sums] == [merged.total] * 6
    head, *found = book["疑点"].iter_rows(values_only=True)
    assert head[2] == "问题编号"
    assert [row[2] for row in found] == ["F1", "F2", "F3", "F4", "F5"]
    assert book["疑点"].freeze_panes == "A2"


def test_a_note_that_looks_like_a_formula_stays_text(files: SummaryFiles) -> None:
    sheet = openpyxl.load_workbook(files.xlsx)["分歧"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    note = next(cell for cell in cells if str(cell.value).startswith("=1+1"))
    assert note.data_type == "s" and note.quotePrefix
    assert not [cell for cell in cells if cell.data_type == "f"]


def test_no_patient_is_in_any_file(files: SummaryFiles) -> None:
    book = openpyxl.load_workbook(files.xlsx)
    cells = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row
    ]
    for told in (text_of(files.pdf), files.json.read_text("utf-8"), " ".join(cells)):
        assert "P00000001" not in told


def test_only_the_signatures_differ_between_two_summaries_of_the_same_bundles(
    merged: Merged, files: SummaryFiles, tmp_path: Path
) -> None:
    again = write_summary(tmp_path, merged, zhou(), made_on=DAY, lang="zh")
    assert again.json.read_bytes() == files.json.read_bytes() == merged.to_json()
    assert again.xlsx.read_bytes() == files.xlsx.read_bytes()
    unsigned = first_revision(files.pdf)
    assert first_revision(again.pdf) == unsigned
    assert b"/ByteRange" not in unsigned
