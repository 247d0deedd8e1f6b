"""A report folder is signed by two different inspectors, then by the institution."""

import json
import shutil
from functools import cache
from pathlib import Path

import pytest

from inspector.errors import (
    InspectorError,
    PackageDamaged,
    ReportMissing,
    ReportSigned,
    RoleForbidden,
    SecondPersonNeeded,
    SignatureInvalid,
    SignaturesMissing,
    SignerUnknown,
)
from inspector.report import read_report, sign_report_folder, verify_report, write_report
from inspector.report.signing import sign_pdf
from inspector.trust import Card, Identity, new_identity
from tests.rooms.report_sample import sample, team


@cache
def people() -> tuple[Identity, Identity, Identity, Identity]:
    return team()


def cards() -> tuple[Card, ...]:
    return tuple(person.card for person in people())


def known(key_id: str) -> Card | None:
    return {card.key_id: card for card in cards()}.get(key_id)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_report(tmp_path / "report", sample(cards())).folder


def test_two_inspectors_then_the_institution_sign(folder: Path) -> None:
    lead, inspector, institution, _ = people()
    assert read_report(folder).missing == 2
    assert sign_report_folder(folder, lead).missing == 1
    assert sign_report_folder(folder, inspector).missing == 0
    report = sign_report_folder(folder, institution)
    assert report.signers == (lead.card.key_id, inspector.card.key_id)
    told = [
        (one.name, one.role, one.field, one.known) for one in verify_report(folder, known).signers
    ]
    assert told == [
        ("王𬭎", "lead", "Inspector1", True),
        ("李䶮", "inspector", "Inspector2", True),
        ("康宁康复医院", "institution", "Institution", True),
    ]


def test_a_pdf_by_itself_names_its_signers_but_no_card_does(folder: Path, tmp_path: Path) -> None:
    sign_report_folder(folder, people()[0])
    assert verify_report(folder / "report.pdf", known).signers[0].known
    alone = Path(shutil.copy(folder / "report.pdf", tmp_path / "sent.pdf"))
    told = [(one.name, one.role, one.known) for one in verify_report(alone, known).signers]
    assert told == [("王𬭎", "", False)]


def test_the_same_person_does_not_sign_twice(folder: Path) -> None:
    sign_report_folder(folder, people()[0])
    with pytest.raises(SecondPersonNeeded):
        sign_report_folder(folder, people()[0])


def test_another_key_with_the_same_number_is_the_same_person(tmp_path: Path) -> None:
    lead = people()[0]
    again = new_identity("王𬭎", "inspector", cert_no=lead.card.cert_no)
    folder = write_report(tmp_path, sample((lead.card, again.card))).folder
    sign_report_folder(folder, lead)
    with pytest.raises(SecondPersonNeeded):
        sign_report_folder(folder, again)


def test_signing_goes_on_where_it_was_interrupted(folder: Path) -> None:
    """The PDF was signed, then the power failed before the second signature was written."""
    lead = people()[0]
    sign_pdf(folder / "report.pdf", lead, "Inspector1")
    assert verify_report(folder, known).signers == ()
    assert sign_report_folder(folder, lead).signers == (lead.card.key_id,)
    assert len(verify_report(folder, known).signers) == 1


def test_nobody_but_those_asked_may_have_signed_the_pdf_alone(folder: Path) -> None:
    sign_pdf(folder / "report.pdf", new_identity("路人", "inspector"), "Inspector1")
    with pytest.raises(SignatureInvalid) as refused:
        verify_report(folder, known)
    assert refused.value.facts["problem"] == "signed-apart"


def test_a_signature_over_the_facts_alone_is_refused(folder: Path) -> None:
    lead = people()[0]
    unsigned = (folder / "report.pdf").read_bytes()
    sign_report_folder(folder, lead)
    (folder / "report.pdf").write_bytes(unsigned)
    with pytest.raises(SignatureInvalid) as refused:
        verify_report(folder, known)
    assert refused.value.facts["problem"] == "signed-apart"


def test_a_report_that_was_named_but_not_put_in_place_is_the_one_that_is_read(folder: Path) -> None:
    for name in ("report.pdf", "annex.xlsx", "findings.json"):
        (folder / name).rename(folder / f".{name}.next")
        (folder / name).write_bytes(b"of the report before")
    assert verify_report(folder, known).signers == ()
    assert len(list(folder.iterdir())) == 4


@pytest.mark.parametrize(
    ("who", "refusal"),
    [
        ("supervisor", RoleForbidden),
        ("contractor", RoleForbidden),
        ("inspector", SignerUnknown),
        ("institution", SignaturesMissing),
    ],
)
def test_who_may_not_sign_leaves_no_trace(
    folder: Path, who: str, refusal: type[InspectorError]
) -> None:
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    with pytest.raises(refusal):
        sign_report_folder(folder, new_identity("赵一", who))  # type: ignore[arg-type]
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == before


@pytest.mark.parametrize("name", ["annex.xlsx", "findings.json", "report.json", "report.pdf"])
def test_a_changed_file_is_never_signed(folder: Path, name: str) -> None:
    data = bytearray((folder / name).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / name).write_bytes(data)
    with pytest.raises(PackageDamaged):
        sign_report_folder(folder, people()[0])


def test_a_report_json_swapped_under_the_signatures_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    sign_report_folder(folder, people()[0])
    told = json.loads((folder / "report.json").read_bytes())
    other = write_report(tmp_path / "other", sample(cards()), template="standard", lang="en").folder
    assert json.loads((other / "report.json").read_bytes()) != told
    (other / "signatures.json").write_bytes((folder / "signatures.json").read_bytes())
    with pytest.raises(SignatureInvalid):
        verify_report(other, known)


def test_a_signed_report_is_not_written_again(folder: Path) -> None:
    sign_report_folder(folder, people()[0])
    with pytest.raises(ReportSigned):
        write_report(folder, sample(cards()))


def test_an_unsigned_report_may_be_written_again(folder: Path) -> None:
    write_report(folder, sample(cards()), lang="en")
    assert read_report(folder).facts["lang"] == "en"


def test_a_folder_without_a_report_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReportMissing):
        read_report(tmp_path)
