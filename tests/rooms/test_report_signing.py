"""Signatures in the PDF: two people and the institution, checked by ourselves and by others."""

import subprocess
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import MDPPerm
from pypdf import PdfReader, PdfWriter

from inspector.errors import (
    CardInvalid,
    FileMissing,
    FileUnreadable,
    SecondPersonNeeded,
    SignatureInvalid,
)
from inspector.report import sign_pdf, verify_pdf, write_report
from inspector.trust import Identity, new_identity
from tests.rooms.report_sample import sample, team, text_of, tool

FIELDS = ("Inspector1", "Inspector2", "Institution")


@cache
def people() -> tuple[Identity, Identity, Identity, Identity]:
    return team()


@pytest.fixture(scope="module")
def unsigned(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return write_report(tmp_path_factory.mktemp("r"), sample()).pdf.read_bytes()


@pytest.fixture(scope="module")
def stages(unsigned: bytes, tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, ...]:
    """The PDF after one, two and three signatures."""
    pdf = tmp_path_factory.mktemp("s") / "report.pdf"
    pdf.write_bytes(unsigned)
    found = []
    for person, field in zip(people(), FIELDS, strict=False):
        sign_pdf(pdf, person, field)
        found.append(pdf.read_bytes())
    return tuple(found)


@pytest.fixture
def pdf(tmp_path: Path, stages: tuple[bytes, ...]) -> Path:
    path = tmp_path / "signed.pdf"
    path.write_bytes(stages[-1])
    return path


def test_three_signatures_hold_one_after_another(pdf: Path) -> None:
    found = verify_pdf(pdf)
    assert [one.field for one in found] == list(FIELDS)
    assert [one.name for one in found] == ["王𬭎", "李䶮", "康宁康复医院"]
    assert [one.certificate for one in found] == [who.card.certificate for who in people()[:3]]
    assert all(one.holds and one.signed_at for one in found)


def test_each_signature_only_adds_to_the_file(unsigned: bytes, stages: tuple[bytes, ...]) -> None:
    for before, after in zip((unsigned, *stages), stages, strict=False):
        assert after.startswith(before) and len(after) > len(before)


def test_the_first_signature_certifies_the_file_and_permits_only_further_ones(pdf: Path) -> None:
    found = PdfFileReader(BytesIO(pdf.read_bytes())).embedded_regular_signatures
    assert found[0].docmdp_level is MDPPerm.FILL_FORMS
    fields = PdfReader(pdf).get_fields() or {}
    assert {one["/FT"] for one in fields.values()} == {"/Sig"}, "nothing else there is to fill"


def test_name_number_and_role_are_seen_on_the_page(pdf: Path) -> None:
    told = "".join(text_of(pdf).split())
    for seen in ("王𬭎", "李䶮", "执法证号ZJ-0017", "执法证号ZJ-0023", "组长"):
        assert seen in told


def test_pdfsig_finds_every_signature_valid(pdf: Path) -> None:
    done = subprocess.run([tool("pdfsig"), str(pdf)], capture_output=True, check=False, text=True)
    assert done.stdout.count("Signature is Valid.") == 3
    assert done.stdout.count("ETSI.CAdES.detached") == 3
    assert "Total document signed" in done.stdout


def test_openssl_verifies_the_first_signature(tmp_path: Path, stages: tuple[bytes, ...]) -> None:
    path = tmp_path / "one.pdf"
    path.write_bytes(stages[0])
    field = (PdfReader(path).get_fields() or {})["Inspector1"]["/V"]
    a, b, c, d = (int(part) for part in field["/ByteRange"])
    (tmp_path / "cms").write_bytes(bytes(field["/Contents"]))
    (tmp_path / "data").write_bytes(stages[0][a : a + b] + stages[0][c : c + d])
    (tmp_path / "cert").write_bytes(people()[0].card.certificate)
    cert = [tool("openssl"), "x509", "-inform", "DER", "-in", "cert", "-out", "pem"]
    subprocess.run(cert, cwd=tmp_path, check=True)
    signed = ["cms", "-verify", "-binary", "-inform", "DER", "-in", "cms", "-content", "data"]
    trusted = ["-CAfile", "pem", "-purpose", "any", "-out", "out"]
    done = subprocess.run(
        [tool("openssl"), *signed, *trusted], cwd=tmp_path, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()


def test_nobody_signs_twice(tmp_path: Path, stages: tuple[bytes, ...]) -> None:
    path = tmp_path / "one.pdf"
    path.write_bytes(stages[0])
    with pytest.raises(SecondPersonNeeded):
        sign_pdf(path, people()[0], "Inspector2")
    assert path.read_bytes() == stages[0]


@pytest.mark.parametrize(
    ("field", "problem"), [("Inspector1", "field-signed"), ("Witness", "field-missing")]
)
def test_a_field_that_is_not_free_is_refused(
    tmp_path: Path, stages: tuple[bytes, ...], field: str, problem: str
) -> None:
    path = tmp_path / "one.pdf"
    path.write_bytes(stages[0])
    with pytest.raises(SignatureInvalid) as refused:
        sign_pdf(path, people()[1], field)
    assert refused.value.facts["problem"] == problem
    assert path.read_bytes() == stages[0]


def test_a_changed_byte_under_a_signature_is_seen_and_never_signed_over(
    tmp_path: Path, stages: tuple[bytes, ...]
) -> None:
    path = tmp_path / "one.pdf"
    data = bytearray(stages[0])
    data[data.index(b"/Title")] ^= 0x20
    path.write_bytes(data)
    assert not verify_pdf(path)[0].holds
    with pytest.raises(SignatureInvalid):
        sign_pdf(path, people()[1], "Inspector2")


@pytest.mark.parametrize("behind", [1, 40, 3000])
def test_the_place_of_a_signature_which_nothing_signs_holds_nothing_else(
    tmp_path: Path, stages: tuple[bytes, ...], behind: int
) -> None:
    """Its letters in another case, or a digit in the padding, would mean the same to a reader."""
    data = bytearray(stages[0])
    at = data.index(b"/Contents <") + len(b"/Contents <") + behind
    while not (behind == 3000 or chr(data[at]).isalpha()):
        at += 1
    data[at] ^= 0x20 if chr(data[at]).isalpha() else 0x01
    (tmp_path / "x.pdf").write_bytes(data)
    assert not verify_pdf(tmp_path / "x.pdf")[0].holds


def test_a_page_drawn_over_after_signing_is_seen(tmp_path: Path, stages: tuple[bytes, ...]) -> None:
    """An overlay in a later revision leaves the signed bytes whole; pdfsig alone misses it."""
    path = tmp_path / "overlay.pdf"
    path.write_bytes(stages[0])
    writer = PdfWriter(path, incremental=True)
    writer.pages[0].merge_page(PdfReader(path).pages[1])
    writer.write(path)
    assert path.read_bytes().startswith(stages[0])
    assert not verify_pdf(path)[0].holds


def test_cutting_off_the_last_signature_leaves_a_valid_file_with_one_fewer(
    tmp_path: Path, stages: tuple[bytes, ...]
) -> None:
    path = tmp_path / "cut.pdf"
    path.write_bytes(stages[2][: len(stages[1])])
    assert [one.field for one in verify_pdf(path)] == ["Inspector1", "Inspector2"]


def test_a_card_that_has_run_out_signs_no_more(tmp_path: Path, unsigned: bytes) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(unsigned)
    first, last = date(2020, 1, 1), date(2020, 12, 31)
    person = new_identity("赵一", "inspector", valid_from=first, valid_to=last)
    with pytest.raises(CardInvalid):
        sign_pdf(path, person, "Inspector1")
    assert path.read_bytes() == unsigned


def test_what_is_no_pdf_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        verify_pdf(tmp_path / "none.pdf")
    (tmp_path / "x.pdf").write_bytes(b"not a pdf")
    with pytest.raises(FileUnreadable):
        verify_pdf(tmp_path / "x.pdf")
