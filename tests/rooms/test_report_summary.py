"""The supervisor's summary: the same figures in PDF, workbook and tables, signed as one."""

import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pypdf import PdfWriter

from inspector.errors import (
    InspectorError,
    PackageDamaged,
    ReportMissing,
    ReportSigned,
    RoleForbidden,
    SignatureInvalid,
    SignerUnknown,
)
from inspector.findings import Journal
from inspector.i18n.catalogue import Language
from inspector.merge import BundleContents, Merged, gather
from inspector.report import (
    SummaryFiles,
    TableOf,
    tables,
    verify_pdf,
    verify_summary,
    write_summary,
)
from inspector.report.summary import BOOK, SUMMARY
from inspector.trust import Card, Identity, Vault, digest, new_identity
from tests.rooms.report_sample import text_of, tool

DAY = date(2024, 11, 25)
NOON = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
SNAPSHOT, OTHER = "sha256:" + "1" * 64, "sha256:" + "2" * 64
TITLES = {
    "XY2-03": {"zh": "重复收费", "en": "Charged twice"},
    "SES-01": {"zh": "无治疗记录收费", "en": "Charged without a session"},
    "XY2-11": {"zh": "超标准收费", "en": "Price over the ceiling"},
}
NOTE = "=1+1 病历载明\t每日两次，见第 3 页"


@dataclass
class Drawer:
    """A team's case on its own laptop."""

    folder: Path
    member: Identity
    id: str
    cards: tuple[Card, ...]
    writes: bool = True

    @property
    def vault(self) -> Vault:
        return Vault(bytes(32))


@cache
def people() -> Mapping[str, Identity]:
    return {
        "zhang": new_identity("张检查", "lead"),
        "li": new_identity("李䶮", "inspector"),
        "wang": new_identity("王𬭎", "lead"),
        "zhou": new_identity("周督导", "supervisor", organisation="省医疗保障局"),
    }


def zhou() -> Identity:
    return people()["zhou"]


def known(key_id: str) -> Card | None:
    return {one.card.key_id: one.card for one in people().values()}.get(key_id)


def opened(rule: str, *lines: tuple[str, str, str]) -> dict[str, Any]:
    amounts = (Decimal(amount) for _, amount, _ in lines)
    return {
        "rule": rule,
        "rule_digest": "",
        "title": TITLES[rule],
        "verdict_kind": "suspect",
        "basis": [],
        "snapshots": [SNAPSHOT],
        "params": {},
        "lines": [
            {"bkkp_sn": sn, "amount": amount, "cap": cap, "psn_no": "P00000001"}
            for sn, amount, cap in lines
        ],
        "amount": str(sum(amounts, Decimal("0.00"))),
    }


def yes(amount: str) -> dict[str, str]:
    return {"verdict": "confirmed", "amount": amount, "basis": "", "reason": "", "note": ""}


def no(reason: str, note: str = "") -> dict[str, str]:
    told = {"verdict": "rejected", "amount": "0.00", "basis": ""}
    return {**told, "reason": reason, "note": note}


def bundle(
    journal: Journal, team: Sequence[str], number: int, hospital: str, case: str
) -> BundleContents:
    names = {"H33010200001": "康宁康复医院", "H33010200002": "安和医院"}
    return BundleContents(
        case_id=case,
        institution=hospital,
        institution_name=names[hospital],
        period=(date(2024, 1, 1), date(2024, 12, 31)),
        team=tuple(people()[one].card.name for one in team),
        snapshot_digests=(SNAPSHOT,),
        pack_digests=("sha256:" + "3" * 64,),
        events=tuple(journal.events()),
        manifest={},
        digest=f"sha256:{number:064x}",
        cards=tuple(one.card for one in people().values()),
        heads=journal.heads(),
    )


def journal(folder: Path, who: str, case: str) -> Journal:
    cards = tuple(one.card for one in people().values())
    return Journal(Drawer(folder / who / case, people()[who], case, cards), clock=lambda: NOON)


def bundles(folder: Path) -> list[BundleContents]:
    """Two teams on one hospital, one of them on another; they disagree about F2."""
    a, b = journal(folder, "zhang", "C-1"), journal(folder, "wang", "C-1")
    for desk in (a, b):
        desk.append(
            "opened", "F1", opened("XY2-03", ("B1", "60.00", "100.00"), ("B2", "40.00", "40.00"))
        )
        desk.append("verdict", "F1", yes("100.00"))
        desk.append("opened", "F2", opened("SES-01", ("B3", "1230.00", "1230.00")))
    a.append("verdict", "F2", yes("1230.00"))
    b.append("verdict", "F2", no("clinically-justified", NOTE))
    b.append("opened", "F3", opened("XY2-11", ("B1", "90.00", "100.00")))
    b.append("verdict", "F3", yes("90.00"))
    a.append("opened", "F4", opened("XY2-11", ("B9", "5.00", "5.00")))
    a.append("verdict", "F4", no("policy-allows"))
    c = journal(folder, "wang", "C-2")
    c.append("opened", "F5", opened("XY2-03", ("B1", "12345.60", "20000.00")))
    c.append("verdict", "F5", yes("12345.60"))
    return [
        bundle(a, ["zhang", "li"], 1, "H33010200001", "C-1"),
        bundle(b, ["wang"], 2, "H33010200001", "C-1"),
        bundle(c, ["wang"], 3, "H33010200002", "C-2"),
    ]


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    """Three bundles, one of them twice, and one on a snapshot that is not its own."""
    given = bundles(tmp_path_factory.mktemp("teams"))
    foreign = replace(given[2], snapshot_digests=(OTHER,), digest=f"sha256:{9:064x}", case_id="C-2")
    return gather([*given, given[0], foreign])


@pytest.fixture(scope="module")
def files(merged: Merged, tmp_path_factory: pytest.TempPathFactory) -> SummaryFiles:
    folder = tmp_path_factory.mktemp("summary")
    return write_summary(folder, merged, zhou(), made_on=DAY, lang="zh")


@pytest.fixture
def copy(files: SummaryFiles, tmp_path: Path) -> SummaryFiles:
    made = SummaryFiles(tmp_path / "copy")
    made.folder.mkdir()
    for file in files.folder.iterdir():
        (made.folder / file.name).write_bytes(file.read_bytes())
    return made


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
    assert {row[5:11] for row in rows} == {
        ("张检查", "张检查、李䶮", "属实", "1,230.00", "", ""),
        ("王𬭎", "王𬭎", "已排除", "0.00", "病历证明诊疗合理", NOTE.replace("\t", " ")),
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
    verdict = second.append("verdict", "F1", yes("60.00"))
    whole = bundle(second, ["wang"], 1, "H33010200001", "C-1")
    one = gather([replace(whole, events=(verdict,), heads={})])
    assert named(one)["缺失的工作记录"].rows == (("H33010200001", "康宁康复医院", event.id),)


def test_both_languages_have_the_same_tables_with_the_same_numbers(merged: Merged) -> None:
    zh, en = tables(merged, "zh"), tables(merged, "en")
    assert len(zh) == len(en) == 8
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
    notes = {row[10] for row in named(steered)["意见分歧"].rows}
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
    assert book.sheetnames == ["汇总", "分歧", "疑点", "未采信"]
    sums = [row for row in book["汇总"].iter_rows(values_only=True) if "合计" in row]
    assert [Decimal(str(row[-1])) for row in sums] == [merged.total] * 3
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


def first_revision(pdf: Path) -> bytes:
    data = pdf.read_bytes()
    return data[: data.index(b"%%EOF") + 6]


# --- signatures -----------------------------------------------------------------------------------


def test_the_supervisor_signs_pdf_and_json(files: SummaryFiles) -> None:
    assert verify_summary(files.folder, known) == (zhou().card,)
    (signature,) = verify_pdf(files.pdf)
    assert (signature.field, signature.name) == ("Supervisor", "周督导")
    assert signature.holds and signature.certificate == zhou().card.certificate


def test_pdfsig_finds_the_signature_valid(files: SummaryFiles) -> None:
    done = subprocess.run(
        [tool("pdfsig"), str(files.pdf)], capture_output=True, check=False, text=True
    )
    assert done.stdout.count("Signature is Valid.") == 1
    assert done.stdout.count("ETSI.CAdES.detached") == 1
    assert "Total document signed" in done.stdout


def test_nobody_but_a_supervisor_sums_up(merged: Merged, tmp_path: Path) -> None:
    folder = tmp_path / "summary"
    with pytest.raises(RoleForbidden):
        write_summary(folder, merged, people()["zhang"], made_on=DAY, lang="zh")
    assert not folder.exists()


def test_writing_it_again_changes_nothing_and_another_is_not_written_over_it(
    merged: Merged, copy: SummaryFiles
) -> None:
    before = {file.name: file.read_bytes() for file in copy.folder.iterdir()}
    write_summary(copy.folder, merged, zhou(), made_on=DAY, lang="zh")
    with pytest.raises(ReportSigned):
        write_summary(copy.folder, gather([]), zhou(), made_on=DAY, lang="zh")
    with pytest.raises(ReportSigned):
        write_summary(copy.folder, merged, zhou(), made_on=DAY, lang="en")
    assert {file.name: file.read_bytes() for file in copy.folder.iterdir()} == before


def test_what_was_interrupted_before_the_last_signature_is_written_again(
    merged: Merged, copy: SummaryFiles
) -> None:
    copy.signatures.unlink()
    with pytest.raises(PackageDamaged):
        verify_summary(copy.folder, known)
    write_summary(copy.folder, merged, zhou(), made_on=DAY, lang="zh")
    assert verify_summary(copy.folder, known) == (zhou().card,)


def other(folder: Path) -> SummaryFiles:
    """Another summary of the same supervisor's."""
    return write_summary(folder / "other", gather([]), zhou(), made_on=DAY, lang="zh")


def changed_json(copy: SummaryFiles) -> None:
    copy.json.write_bytes(copy.json.read_bytes().replace(b"12475.60", b"12475.61"))


def swapped_json(copy: SummaryFiles) -> None:
    """JSON and its signature are true, but of another summary than the PDF."""
    theirs = other(copy.folder.parent)
    copy.json.write_bytes(theirs.json.read_bytes())
    copy.signatures.write_bytes(theirs.signatures.read_bytes())


def swapped_book(copy: SummaryFiles) -> None:
    copy.xlsx.write_bytes(other(copy.folder.parent).xlsx.read_bytes())


def swapped_pdf(copy: SummaryFiles) -> None:
    copy.pdf.write_bytes(other(copy.folder.parent).pdf.read_bytes())


def renamed_book(copy: SummaryFiles) -> None:
    """A later revision of the PDF names the digest of another workbook."""
    swapped_book(copy)
    writer = PdfWriter(copy.pdf, incremental=True)
    named = f"{SUMMARY} {digest(copy.json.read_bytes())}, {BOOK} {digest(copy.xlsx.read_bytes())}"
    writer.add_metadata({"/Keywords": named})
    writer.write(copy.pdf)


def lost_book(copy: SummaryFiles) -> None:
    copy.xlsx.unlink()


def changed_pdf(copy: SummaryFiles) -> None:
    data = bytearray(copy.pdf.read_bytes())
    data[data.index(b"/Title")] ^= 0x20
    copy.pdf.write_bytes(data)


def unsigned_pdf(copy: SummaryFiles) -> None:
    copy.pdf.write_bytes(first_revision(copy.pdf))


def lost_json(copy: SummaryFiles) -> None:
    copy.json.unlink()


@pytest.mark.parametrize(
    ("forge", "error", "problem"),
    [
        (changed_json, SignatureInvalid, "summary-other"),
        (swapped_json, PackageDamaged, "summary-files"),
        (swapped_book, PackageDamaged, "summary-files"),
        (renamed_book, PackageDamaged, "summary-files"),
        (swapped_pdf, PackageDamaged, "summary-files"),
        (lost_book, PackageDamaged, "entry-missing"),
        (changed_pdf, SignatureInvalid, "pdf-signature"),
        (unsigned_pdf, SignatureInvalid, "summary-apart"),
        (lost_json, ReportMissing, ""),
    ],
)
def test_a_summary_that_is_not_of_one_piece_does_not_verify(
    copy: SummaryFiles, forge: Any, error: type[InspectorError], problem: str
) -> None:
    forge(copy)
    with pytest.raises(error) as refused:
        verify_summary(copy.folder, known)
    assert refused.value.facts.get("problem", "") == problem


def test_a_supervisor_nobody_knows_or_one_who_is_none_is_refused(files: SummaryFiles) -> None:
    with pytest.raises(SignerUnknown):
        verify_summary(files.folder, lambda key_id: None)
    posing = replace(zhou().card, role="lead")
    with pytest.raises(RoleForbidden):
        verify_summary(files.folder, lambda key_id: posing)
