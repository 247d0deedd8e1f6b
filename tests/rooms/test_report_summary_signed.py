"""The supervisor signs the summary and its PDF, which names the other files."""

import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

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
from inspector.merge import Merged, gather
from inspector.report import (
    SummaryFiles,
    verify_pdf,
    verify_summary,
    write_summary,
)
from inspector.report.summary import SUMMARY
from inspector.report.summary_book import BOOK
from inspector.trust import digest, envelope
from tests.rooms.report_sample import tool
from tests.rooms.summary_made_up import (
    DAY,
    copy,
    files,
    first_revision,
    known,
    merged,
    people,
    zhou,
)

__all__ = ["copy", "files", "merged"]


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
        (renamed_book, SignatureInvalid, "pdf-signature"),
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


def test_the_signature_is_small_however_many_findings_there_are(files: SummaryFiles) -> None:
    assert files.signatures.stat().st_size < 1_000


def test_a_summary_an_earlier_release_signed_word_for_word_still_verifies(
    copy: SummaryFiles,
) -> None:
    copy.signatures.write_bytes(envelope("summary", copy.json.read_bytes(), [zhou()]))
    assert verify_summary(copy.folder, known) == (zhou().card,)
