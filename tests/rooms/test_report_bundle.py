"""What is handed in: sealed, signed by two, and refused when a single byte is another."""

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inspector.errors import (
    FileMissing,
    InspectorError,
    NotRecipient,
    PackageDamaged,
    SecondPersonNeeded,
    SignatureInvalid,
    SignaturesMissing,
    SignerUnknown,
)
from inspector.report import (
    build_bundle,
    bundle_report,
    open_bundle,
    sign_bundle,
    sign_report_folder,
    verify_bundle,
    write_report,
)
from inspector.trust import Card, Identity, canonical, digest, envelope, new_identity
from tests.rooms.report_sample import sample, team, tool

PARTS = {"journal.sealed": b"events", "hits.parquet": b"PAR1"}


@cache
def people() -> tuple[Identity, Identity, Identity, Identity]:
    return team()


def cards() -> tuple[Card, ...]:
    return tuple(person.card for person in people())


def known(key_id: str) -> Card | None:
    return {card.key_id: card for card in cards()}.get(key_id)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report that both inspectors have signed."""
    attached = {"hits.parquet": digest(PARTS["hits.parquet"])}
    where = tmp_path_factory.mktemp("report")
    made = write_report(where, sample(cards()), attached=attached).folder
    for person in people()[:2]:
        sign_report_folder(made, person)
    return made


@pytest.fixture(scope="module")
def bundle(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "case.bundle"
    lead, _, _, supervisor = people()
    return bundle_report(
        out, folder, parts=PARTS, signers=[lead], recipients=[supervisor.card], known=known
    )


def small(
    out: Path,
    signers: tuple[Identity, ...] | None = None,
    *,
    hands: tuple[Identity, ...] | None = None,
    report: dict[str, Any] | None = None,
) -> Path:
    """A bundle of a few bytes whose manifest is as a real one's."""
    signers = people()[:2] if signers is None else signers
    told: dict[str, Any] = {"case": "c", "files": {}, "attached": {}, "roster": []}
    told |= {"made_on": date.today().isoformat()} | (report or {})
    in_pdf = [{"certificate": digest(who.card.certificate)} for who in signers]
    return build_bundle(
        out,
        manifest_facts={"case": "c", "report": told, "pdf_signers": in_pdf},
        report_signatures=envelope("report", canonical(told), signers),
        parts={"journal.sealed": b"x"},
        signers=signers[:1] if hands is None else hands,
        recipients=[people()[3].card],
    )


def test_the_supervisor_opens_what_two_inspectors_signed(bundle: Path, folder: Path) -> None:
    verified = verify_bundle(bundle, known)
    assert [card.name for card in verified.signers] == ["王𬭎", "李䶮"]
    assert verified.report["money"]["confirmed"]["total"] == "82.00"
    assert {card.key_id for card in verified.roster} == {card.key_id for card in cards()}
    parts = open_bundle(verified, people()[3])
    assert parts["journal.sealed"] == b"events"
    for name in ("report.pdf", "annex.xlsx", "findings.json"):
        assert parts[name] == (folder / name).read_bytes()


def test_nobody_else_opens_it(bundle: Path) -> None:
    with pytest.raises(NotRecipient):
        open_bundle(verify_bundle(bundle, known), people()[0])


def test_nothing_of_the_case_lies_in_the_clear(bundle: Path) -> None:
    data = bundle.read_bytes()
    for secret in (b"P00000001", b"B000001", b"%PDF", "运动疗法".encode(), b"PAR1"):
        assert secret not in data
    assert sorted(zipfile.ZipFile(bundle).namelist()) == [
        "annex.xlsx.age",
        "findings.json.age",
        "hits.parquet.age",
        "journal.sealed",
        "manifest.json",
        "report.pdf.age",
        "report.signatures.json",
        "signatures.json",
    ]


def test_the_public_age_tool_opens_every_part(bundle: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundle) as file:
        file.extract("findings.json.age", tmp_path)
    (tmp_path / "key").write_text(people()[3].age_secret)
    command = [tool("age"), "-d", "-i", "key", "findings.json.age"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert json.loads(done.stdout)["format"] == "inspector.findings"


def test_a_second_inspector_may_sign_the_bundle_later(bundle: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(bundle, tmp_path))
    sign_bundle(copy, people()[1])
    assert verify_bundle(copy, known).signers == verify_bundle(bundle, known).signers
    with pytest.raises(SignatureInvalid):
        sign_bundle(copy, people()[1])


def test_without_a_second_signature_there_is_no_bundle(tmp_path: Path) -> None:
    lead, _, _, supervisor = people()
    folder = write_report(tmp_path / "r", sample(cards())).folder
    sign_report_folder(folder, lead)
    out = tmp_path / "case.bundle"
    with pytest.raises(SignaturesMissing) as refused:
        bundle_report(
            out, folder, parts={}, signers=[lead], recipients=[supervisor.card], known=known
        )
    assert (refused.value.facts["have"], refused.value.facts["need"]) == (1, 2)
    assert not out.exists()


def test_other_hits_than_the_report_names_are_not_bundled(folder: Path, tmp_path: Path) -> None:
    lead, _, _, supervisor = people()
    with pytest.raises(PackageDamaged):
        bundle_report(
            tmp_path / "x.bundle",
            folder,
            parts={**PARTS, "hits.parquet": b"other"},
            signers=[lead],
            recipients=[supervisor.card],
            known=known,
        )


def test_a_signature_cut_off_the_pdf_is_seen(folder: Path, tmp_path: Path) -> None:
    """The file that is left is valid by itself; the signed manifest says who is missing."""
    lead, inspector, _, supervisor = people()
    whole = (folder / "report.pdf").read_bytes()
    verified = verify_bundle(
        bundle_report(
            tmp_path / "a.bundle",
            folder,
            parts=PARTS,
            signers=[lead],
            recipients=[supervisor.card],
            known=known,
        ),
        known,
    )
    cut = whole[: whole[: whole.rindex(b"%%EOF")].rindex(b"%%EOF") + 6]
    own = {name: folder / name for name in ("annex.xlsx", "findings.json")}
    facts = {name: verified.manifest[name] for name in ("case", "report", "pdf_signers")}
    forged = build_bundle(
        tmp_path / "b.bundle",
        manifest_facts=facts,
        report_signatures=(folder / "signatures.json").read_bytes(),
        parts={**own, **PARTS, "report.pdf": cut},
        signers=[inspector],
        recipients=[supervisor.card],
    )
    with pytest.raises(PackageDamaged) as refused:
        open_bundle(verify_bundle(forged, known), supervisor)
    assert refused.value.facts["problem"] == "pdf-cut-off"


def nobody(key_id: str) -> Card | None:
    return None


def test_unknown_signers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(SignerUnknown):
        verify_bundle(small(tmp_path / "b"), nobody)


def test_one_inspector_is_not_two(tmp_path: Path) -> None:
    with pytest.raises(SignaturesMissing):
        verify_bundle(small(tmp_path / "b", people()[:1]), known)


def test_the_institution_is_not_the_second_inspector(tmp_path: Path) -> None:
    with pytest.raises(SignaturesMissing):
        verify_bundle(small(tmp_path / "b", (people()[0], people()[2])), known)


def test_two_keys_of_one_person_are_not_two_people(tmp_path: Path) -> None:
    twin = new_identity("王𬭎", "inspector", cert_no="ZJ-0017")
    both = {who.card.key_id: who.card for who in (people()[0], twin)}
    with pytest.raises(SecondPersonNeeded):
        verify_bundle(small(tmp_path / "b", (people()[0], twin)), both.get)


def test_whoever_bundles_must_have_signed_the_report(tmp_path: Path) -> None:
    with pytest.raises(SignatureInvalid) as refused:
        verify_bundle(small(tmp_path / "b", hands=(people()[3],)), known)
    assert refused.value.facts["problem"] == "foreign-hand"


def test_a_card_that_had_run_out_when_the_report_was_made_does_not_count(tmp_path: Path) -> None:
    next_week = (max(card.valid_to for card in cards()) + timedelta(days=7)).isoformat()
    with pytest.raises(PackageDamaged) as refused:
        verify_bundle(small(tmp_path / "b", report={"made_on": next_week}), known)
    assert refused.value.facts["problem"] == "card-expired"


def test_a_manifest_about_another_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackageDamaged):
        verify_bundle(small(tmp_path / "b", report={"case": "d"}), known)


def test_a_missing_bundle_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        verify_bundle(tmp_path / "none", known)


CHANGES: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda data: b"",
    "cut short": lambda data: data[:-1],
    "something after the end": lambda data: data + b"\0",
    "something before": lambda data: b"\0" + data,
    "twice": lambda data: data + data,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_file_that_is_not_exactly_the_bundle_is_refused(
    tmp_path: Path, change: Callable[[bytes], bytes]
) -> None:
    path = small(tmp_path / "b")
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(PackageDamaged):
        verify_bundle(path, known)


def test_an_entry_more_or_less_is_refused(tmp_path: Path, bundle: Path) -> None:
    more = Path(shutil.copy(bundle, tmp_path / "more"))
    with zipfile.ZipFile(more, "a") as file:
        file.writestr("extra", b"x")
    with pytest.raises(PackageDamaged):
        verify_bundle(more, known)


@pytest.mark.heavy
@pytest.mark.parametrize("bit", [0x01, 0x80])
def test_a_flipped_bit_in_any_byte_is_refused(tmp_path: Path, bit: int) -> None:
    path = small(tmp_path / "b")
    whole = path.read_bytes()
    for at in range(len(whole)):
        changed = bytearray(whole)
        changed[at] ^= bit
        path.write_bytes(changed)
        with pytest.raises(InspectorError):
            verify_bundle(path, known)
    path.write_bytes(whole)
    assert verify_bundle(path, known)
