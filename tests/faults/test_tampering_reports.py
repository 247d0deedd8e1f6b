"""A signed report, its annex and its bundle: a thousand single changes, and every one is seen."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from inspector.errors import InspectorError
from inspector.report import bundle_report, sign_report_folder, stamp_pdf, write_report
from inspector.steps import issue_roster, trust_file, verify_file
from inspector.trust import Identity, TrustStore, digest, home, new_identity
from tests.rooms.report_sample import sample, team
from tests.rooms.time_server import NAME, answer

pytestmark = pytest.mark.heavy
INSPECTION, HITS = "2024-示例", b"PAR1"
PLACES = {
    "report.pdf": 450,
    "annex.xlsx": 150,
    "findings.json": 50,
    "report.json": 50,
    "signatures.json": 50,
    "case.bundle": 250,
}


@pytest.fixture(scope="module")
def handed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report of two inspectors with a trusted time, its bundle, and a store that knows them."""
    folder = tmp_path_factory.mktemp("handed")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("INSPECTOR_HOME", str(folder / "home"))
        people = team()
        _introduce(folder, people)
        _hand_in(folder / "report", people)
    return folder


def _introduce(folder: Path, people: tuple[Identity, ...]) -> None:
    office = new_identity("某省医保局", "authority")
    roster, until = folder / "team.roster", date.today() + timedelta(days=30)
    issue_roster(roster, INSPECTION, [person.card for person in people], office, until)
    (folder / "office.card").write_bytes(office.card.to_bytes())
    trust_file(folder / "office.card")
    trust_file(roster)


def _hand_in(folder: Path, people: tuple[Identity, Identity, Identity, Identity]) -> None:
    cards = tuple(person.card for person in people)
    attached = {"hits.parquet": digest(HITS)}
    write_report(folder, sample(cards), attached=attached, inspection=INSPECTION)
    for person in people[:2]:
        sign_report_folder(folder, person)
    sign_report_folder(folder, people[0], "不认可，不签")
    stamp_pdf(folder / "report.pdf", answer)
    bundle_report(
        folder.parent / "case.bundle",
        folder,
        parts={"hits.parquet": HITS, "journal.sealed": b"events"},
        signers=[people[0]],
        recipients=[people[3].card],
        known=TrustStore(home()).anywhere,
    )


@pytest.fixture(autouse=True)
def at_home(handed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(handed / "home"))


def test_verify_names_who_signed_when_in_which_role_and_what_the_roster_says(handed: Path) -> None:
    told = verify_file(handed / "report")
    assert [(one.name, one.role, one.field, one.allowed) for one in told.hands] == [
        ("王𬭎", "lead", "Inspector1", True),
        ("李䶮", "inspector", "Inspector2", True),
        ("王𬭎", "lead", "Institution", True),
    ]
    assert [one.refusal for one in told.hands] == ["", "", "不认可，不签"]
    assert all(one.at.startswith(str(date.today().year)) for one in told.hands)
    assert [authority for _, authority in told.times] == [NAME]
    assert told.signers == (("王𬭎", "lead"), ("李䶮", "inspector"))


def test_a_bundle_names_the_same_people_without_a_secret_key(handed: Path) -> None:
    told = verify_file(handed / "case.bundle")
    assert {(one.name, one.allowed) for one in told.hands} == {("王𬭎", True), ("李䶮", True)}
    assert all(one.at for one in told.hands)
    assert [one.refusal for one in told.hands] == ["", "", "不认可，不签"]


def test_whoever_is_on_no_roster_is_said_to_be_on_none(handed: Path) -> None:
    alone = handed / "alone" / "report.pdf"
    alone.parent.mkdir(exist_ok=True)
    alone.write_bytes((handed / "report" / "report.pdf").read_bytes())
    told = verify_file(alone)
    assert [one.allowed for one in told.hands] == [False, False, False]


@pytest.mark.parametrize("name", PLACES)
def test_a_single_change_anywhere_is_seen(handed: Path, name: str) -> None:
    path = handed / name if name == "case.bundle" else handed / "report" / name
    data, dice = path.read_bytes(), Random(name)
    missed = []
    try:
        for at in sorted(dice.sample(range(len(data)), min(PLACES[name], len(data)))):
            path.write_bytes(
                data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
            )
            try:
                verify_file(path if name == "case.bundle" else handed / "report")
            except InspectorError:
                continue
            missed.append(at)
    finally:
        path.write_bytes(data)
    assert missed == []


def test_a_signed_pdf_cut_or_grown_anywhere_behind_its_signatures_is_seen(handed: Path) -> None:
    path = handed / "report" / "report.pdf"
    data, missed = path.read_bytes(), []
    try:
        for more in (b"\n", b" ", b"%%EOF\n", b"\0", data[-400:]):
            path.write_bytes(data + more)
            try:
                verify_file(handed / "report")
            except InspectorError:
                continue
            missed.append(more[:5])
    finally:
        path.write_bytes(data)
    assert missed == []
