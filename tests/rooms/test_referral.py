"""A referral: each authority gets its columns and no others; the file opens for it alone, whole."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from inspector.cli.refer import _AUTHORITIES
from inspector.errors import InspectorError, NotRecipient, PackageDamaged, SignerUnknown
from inspector.findings import AUTHORITIES
from inspector.findings.finding import Origin
from inspector.i18n import Language, say
from inspector.report import (
    REFERRED,
    Letter,
    list_rows,
    open_referral,
    referral_letter,
    referral_list,
    seal_referral,
)
from inspector.trust import Card, new_identity, seal, unseal
from tests.rooms.report_sample import FINDINGS, text_of

ZHANG, POLICE = new_identity("张组长", "lead"), new_identity("王警官", "institution")
FOUND = FINDINGS["a1b2c3d4e5f60001"]
TRACED = replace(
    FOUND,
    origin=Origin(
        evidence=(
            {
                "mdtrt_id": "M7",
                "psn_no": "P-RAW",
                "staff_code": "K7",
                "drug_trac_codg": "83000000000000000001",
                "occurred_on": "2024-03-01",
            },
        )
    ),
)
TOLD = {"case": "C-1", "to": "police", "number": "C-1-police-001"}
FILES = {"letter.pdf": b"%PDF", "list.xlsx": b"PK"}
LETTER = Letter("C-1-drug-001", "药监", "王", "康宁", "回流药", "张", "2024-11-20 09:00")


def known(key_id: str) -> Card | None:
    return ZHANG.card if key_id == ZHANG.card.key_id else None


def sealed() -> bytes:
    return seal_referral(TOLD, FILES, ZHANG, [POLICE.card, ZHANG.card])


def cells(to: str) -> set[str]:
    return {str(cell) for row in list_rows(to, [TRACED]) for cell in row}


def test_the_program_the_journal_and_the_lists_know_the_same_authorities() -> None:
    assert tuple(REFERRED) == AUTHORITIES == _AUTHORITIES


# What may never be on a list, by authority: the rows of the table in the report's own words.
WITHHELD = {
    "police": {"the person's number": "P-RAW"},
    "health": {"settlement": FOUND.lines[0].setl_id, "person": FOUND.lines[0].psn_no, "sum": "41"},
    "drug": {
        "settlement": FOUND.lines[0].setl_id,
        "person": FOUND.lines[0].psn_no,
        "visit": FOUND.lines[0].mdtrt_id,
        "trace's visit": "M7",
        "doctor": FOUND.lines[0].doctor,
        "staff": "K7",
        "sum": "41",
    },
}


@pytest.mark.parametrize("to", AUTHORITIES)
def test_an_authority_gets_its_columns_and_no_others(to: str) -> None:
    told = cells(to)
    for what, text in WITHHELD[to].items():
        assert not any(text in cell for cell in told), what
    assert all(len(row) == len(REFERRED[to]) for row in list_rows(to, [TRACED]))


def test_what_each_needs_is_there() -> None:
    assert {FOUND.lines[0].setl_id, "83000000000000000001", "K7", "41.00"} <= cells("police")
    assert {FOUND.lines[0].mdtrt_id, FOUND.lines[0].doctor, "K7"} <= cells("health")
    assert {FOUND.lines[0].med_list_codg, "83000000000000000001"} <= cells("drug")


def test_who_treated_is_named_only_once_the_finding_stands() -> None:
    suspected = replace(TRACED, state="evidenced", ruled="")
    told = {str(cell) for row in list_rows("health", [suspected]) for cell in row}
    assert not {FOUND.lines[0].doctor, "K7"} & told


@pytest.mark.parametrize("to", AUTHORITIES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_column_has_a_reason_and_the_workbook_has_them_as_headings(
    to: str, lang: Language
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(referral_list(to, list_rows(to, [TRACED]), lang)))
    heading = next(book.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert heading == tuple(say(f"referral.column.{name}", lang) for name in REFERRED[to])


def test_the_letter_says_what_is_given_why_and_what_is_withheld(tmp_path: Path) -> None:
    pdf = referral_letter("drug", LETTER, [FOUND], {"list.xlsx": "sha256:" + "a" * 64}, "zh")
    (tmp_path / "letter.pdf").write_bytes(pdf)
    text = "".join(text_of(tmp_path / "letter.pdf").split())
    for name in REFERRED["drug"]:
        assert say(f"referral.why.{name}", "zh") in text
    assert say("referral.withheld.drug", "zh") in text and "a" * 64 in text and FOUND.id in text


def test_the_recipient_and_the_sender_open_it_and_nobody_else() -> None:
    data = sealed()
    for who in (POLICE, ZHANG):
        opened = open_referral(data, who, known, "x")
        assert (dict(opened.files), opened.signers) == (FILES, (ZHANG.card,))
        assert opened.told["to"] == "police"
    with pytest.raises(NotRecipient):
        open_referral(data, new_identity("路人", "inspector"), known, "x")
    assert b"C-1" not in data


def test_a_referral_nobody_known_signed_is_refused() -> None:
    with pytest.raises(SignerUnknown):
        open_referral(sealed(), POLICE, lambda key_id: None, "x")


def resealed(change: Callable[[bytes], bytes]) -> bytes:
    """Somebody it is sealed to changes what is inside and seals it again."""
    return seal(change(unseal(sealed(), POLICE.age_secret)), [POLICE.card.seal_key])


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda plain: plain.replace(b"%PDF", b"%XXX"), PackageDamaged),
        (lambda plain: plain.replace(b"list.xlsx", b"last.xlsx"), PackageDamaged),
        (lambda plain: plain.replace(b"C-1-police-001", b"C-1-police-002"), PackageDamaged),
        (lambda plain: plain + b"x", PackageDamaged),
        (lambda plain: plain[:-1], PackageDamaged),
        (lambda plain: b"", InspectorError),
    ],
)
def test_what_was_changed_inside_is_refused(
    change: Callable[[bytes], bytes], error: type[InspectorError]
) -> None:
    with pytest.raises(error):
        open_referral(resealed(change), POLICE, known, "x")
