"""The certificate of a card, as OpenSSL and PDF tools see it."""

import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.registry import SimpleCertificateStore
from reportlab.pdfgen.canvas import Canvas

from inspector.errors import CardInvalid
from inspector.trust import Card, Identity, new_identity
from inspector.trust.certificate import make_certificate

LEAD = new_identity("王甲", "lead", cert_no="ZJ-2024-001", organisation="某省医疗保障局")


def certificate(identity: Identity) -> x509.Certificate:
    return x509.load_der_x509_certificate(identity.card.certificate)


def test_it_says_who_where_and_under_which_number() -> None:
    subject = certificate(LEAD).subject
    assert {attribute.oid: attribute.value for attribute in subject} == {
        NameOID.COMMON_NAME: "王甲",
        NameOID.ORGANIZATION_NAME: "某省医疗保障局",
        NameOID.SERIAL_NUMBER: "ZJ-2024-001",
    }
    chinese = certificate(new_identity("李乙", "inspector", cert_no="浙执〔2024〕1号")).subject
    assert chinese.get_attributes_for_oid(NameOID.USER_ID)[0].value == "浙执〔2024〕1号"
    assert not chinese.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)


def test_it_may_sign_documents_and_nothing_else() -> None:
    usage = certificate(LEAD).extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.digital_signature
    assert usage.value.content_commitment
    assert not usage.value.key_cert_sign
    basic = certificate(LEAD).extensions.get_extension_for_class(x509.BasicConstraints)
    assert not basic.value.ca


def test_it_is_valid_through_the_first_and_the_last_day_in_every_time_zone() -> None:
    made = certificate(
        new_identity("王甲", "lead", valid_from=date(2024, 3, 1), valid_to=date(2024, 3, 31))
    )
    assert made.not_valid_before_utc == datetime(2024, 2, 29, 10, tzinfo=UTC)
    assert made.not_valid_after_utc == datetime(2024, 4, 1, 12, tzinfo=UTC)


def test_a_card_with_a_certificate_of_another_curve_is_refused() -> None:
    days = (LEAD.card.valid_from, LEAD.card.valid_to)
    key = ec.generate_private_key(ec.SECP384R1())
    card = replace(LEAD.card, certificate=make_certificate(key, "王甲", "", "", days))
    card = replace(card, signature=LEAD.sign(card.unsigned()))
    with pytest.raises(CardInvalid) as refused:
        Card.from_bytes(card.to_bytes())
    assert refused.value.facts["problem"] == "certificate without a P-256 key"


def signed_pdf(identity: Identity) -> bytes:
    """A page signed as PAdES, as the report room signs it."""
    page = BytesIO()
    canvas = Canvas(page)
    canvas.drawString(72, 720, "made up")
    canvas.save()
    own = Certificate.load(identity.card.certificate)
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(own)
    signer = signers.SimpleSigner(own, PrivateKeyInfo.load(identity.pdf_key), store)
    meta = signers.PdfSignatureMetadata(
        field_name="Inspector1", md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES
    )
    return bytes(signers.sign_pdf(IncrementalPdfFileWriter(page), meta, signer).getvalue())


def test_pyhanko_signs_with_it_and_finds_the_signature_sound() -> None:
    (signature,) = PdfFileReader(BytesIO(signed_pdf(LEAD))).embedded_signatures
    roots = [Certificate.load(LEAD.card.certificate)]
    status = validate_pdf_signature(
        signature, ValidationContext(trust_roots=roots, allow_fetching=False)
    )
    assert status.bottom_line
    assert status.trusted


def test_openssl_accepts_the_certificate_and_the_signature_in_the_pdf(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("the openssl command is not installed")
    data = signed_pdf(LEAD)
    (signature,) = PdfFileReader(BytesIO(data)).embedded_signatures
    start, length, second, rest = (int(number) for number in signature.byte_range)
    pem = tmp_path / "card.pem"
    pem.write_bytes(certificate(LEAD).public_bytes(Encoding.PEM))
    (tmp_path / "signature.der").write_bytes(signature.pkcs7_content)
    (tmp_path / "signed").write_bytes(data[start : start + length] + data[second : second + rest])
    for command in (
        "verify -CAfile card.pem -purpose smimesign card.pem",
        "cms -verify -binary -inform DER -in signature.der -content signed -CAfile card.pem -out o",
    ):
        done = subprocess.run(
            [openssl, *command.split()], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
