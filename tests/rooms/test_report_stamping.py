"""Trusted time at hand-in, and a hospital that will not sign: both are in the file, and hold."""

import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from asn1crypto import parser
from pypdf import PdfReader

from inspector.errors import (
    InspectorError,
    SignatureInvalid,
    SignaturesMissing,
    SignerUnknown,
    TargetUnreachable,
)
from inspector.outbox import time_server
from inspector.report import (
    read_report,
    sign_report_folder,
    stamp_pdf,
    verify_report,
    write_report,
)
from inspector.trust import Card, Identity
from tests.rooms.report_sample import sample, team, text_of, tool
from tests.rooms.time_server import NAME, answer, authority, time_server_here

WORDS = "我们不认可，要等院长回来再说"


@cache
def people() -> tuple[Identity, Identity, Identity, Identity]:
    return team()


def known(key_id: str) -> Card | None:
    return {person.card.key_id: person.card for person in people()}.get(key_id)


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a report both inspectors have signed."""
    cards = tuple(person.card for person in people())
    folder = write_report(tmp_path_factory.mktemp("r"), sample(cards)).folder
    for person in people()[:2]:
        sign_report_folder(folder, person)
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture
def folder(signed: dict[str, bytes], tmp_path: Path) -> Path:
    for name, data in signed.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def test_a_trusted_time_stands_behind_the_signatures_and_all_hold(folder: Path) -> None:
    before = (folder / "report.pdf").read_bytes()
    with time_server_here() as url:
        stamp_pdf(folder / "report.pdf", time_server(url))
    assert (folder / "report.pdf").read_bytes().startswith(before)
    report = verify_report(folder, known)
    assert [one.authority for one in report.times] == [NAME]
    assert [one.name for one in report.signers] == ["王𬭎", "李䶮"]
    assert report.times[0].at >= max(one.signed_at for one in report.signers if one.signed_at)


def test_pdfsig_finds_the_signatures_valid_in_front_of_the_time(folder: Path) -> None:
    stamp_pdf(folder / "report.pdf", answer)
    said = subprocess.run(
        [tool("pdfsig"), str(folder / "report.pdf")], capture_output=True, check=False, text=True
    ).stdout
    assert said.count("Signature is Valid.") == 2
    assert said.count("Total document signed") == 1


def test_openssl_verifies_the_trusted_time(folder: Path) -> None:
    pdf = folder / "report.pdf"
    stamp_pdf(pdf, answer)
    data, fields = pdf.read_bytes(), PdfReader(pdf).get_fields() or {}
    [stamp] = [field["/V"] for name, field in fields.items() if name.startswith("Timestamp")]
    a, b, c, d = (int(part) for part in stamp["/ByteRange"])
    token = bytes(stamp["/Contents"])
    (folder / "token").write_bytes(token[: parser.peek(token)])
    (folder / "data").write_bytes(data[a : a + b] + data[c : c + d])
    (folder / "tsa.der").write_bytes(authority()[0])
    to_pem = ["x509", "-inform", "DER", "-in", "tsa.der", "-out", "tsa.pem"]
    subprocess.run([tool("openssl"), *to_pem], cwd=folder, check=True)
    command = ["ts", "-verify", "-data", "data", "-in", "token", "-token_in", "-CAfile", "tsa.pem"]
    done = subprocess.run([tool("openssl"), *command], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()


def test_the_institution_may_still_sign_behind_the_time(folder: Path) -> None:
    stamp_pdf(folder / "report.pdf", answer)
    sign_report_folder(folder, people()[2])
    assert len(verify_report(folder, known).signers) == 3


def test_an_answer_that_is_no_time_changes_nothing(folder: Path) -> None:
    before = (folder / "report.pdf").read_bytes()
    for lie in (b"", b"<html>", answer(_other_question())):
        with pytest.raises(SignatureInvalid):
            stamp_pdf(folder / "report.pdf", _liar(lie))
    assert (folder / "report.pdf").read_bytes() == before


def _liar(lie: bytes) -> Callable[[bytes], bytes]:
    return lambda question: lie


def _other_question() -> bytes:
    from asn1crypto.algos import DigestAlgorithm
    from asn1crypto.tsp import MessageImprint, TimeStampReq

    imprint = {"hash_algorithm": DigestAlgorithm({"algorithm": "sha256"})}
    told = MessageImprint({**imprint, "hashed_message": bytes(32)})
    request = TimeStampReq({"version": 1, "message_imprint": told, "cert_req": True})
    return bytes(request.dump())


def test_a_time_that_was_touched_is_seen(folder: Path) -> None:
    pdf = folder / "report.pdf"
    start = pdf.stat().st_size
    stamp_pdf(pdf, answer)
    data = pdf.read_bytes()
    for at in range(start, len(data), 997):
        pdf.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(InspectorError):
            verify_report(folder, known)


def test_a_time_server_that_is_not_there_says_so() -> None:
    with pytest.raises(TargetUnreachable):
        time_server("ftp://example.org/")
    with pytest.raises(TargetUnreachable):
        time_server("http://127.0.0.1:9/")(b"")


def test_an_institution_that_refuses_is_put_on_record_by_an_inspector(folder: Path) -> None:
    report = sign_report_folder(folder, people()[0], WORDS)
    assert report.signers == tuple(person.card.key_id for person in people()[:2])
    *_, last = verify_report(folder, known).signers
    assert (last.field, last.name, last.refusal) == ("Institution", "王𬭎", WORDS)
    told = "".join(text_of(folder / "report.pdf").split())
    assert "被检查机构拒绝签署" in told and WORDS in told


def test_a_refusal_waits_for_both_inspectors_and_is_witnessed_by_one_of_them(
    tmp_path: Path, folder: Path
) -> None:
    cards = tuple(person.card for person in people())
    unsigned = write_report(tmp_path / "unsigned", sample(cards)).folder
    with pytest.raises(SignaturesMissing):
        sign_report_folder(unsigned, people()[0], WORDS)
    with pytest.raises(SignerUnknown):
        sign_report_folder(folder, people()[2], WORDS)
    assert len(read_report(folder).pdf) == 2


def test_who_refused_and_was_witnessed_cannot_sign_after_all(folder: Path) -> None:
    sign_report_folder(folder, people()[1], WORDS)
    with pytest.raises(SignatureInvalid):
        sign_report_folder(folder, people()[2])
