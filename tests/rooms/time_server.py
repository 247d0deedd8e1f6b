"""A time server of our own on the loopback, for tests: it answers as RFC 3161 says."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from asn1crypto.keys import PrivateKeyInfo
from asn1crypto.tsp import TimeStampReq
from asn1crypto.x509 import Certificate
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

NAME = "样例时间戳中心"


@cache
def authority() -> tuple[bytes, bytes]:
    """A certificate that may only stamp times, and its key; both in DER."""
    key, now = rsa.generate_private_key(65537, 2048), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    return made.public_bytes(Encoding.DER), private


def answer(question: bytes) -> bytes:
    """What the server says to a request in DER."""
    certificate, key = authority()
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    loaded = Certificate.load(certificate)
    store.register(loaded)
    server = DummyTimeStamper(loaded, PrivateKeyInfo.load(key), certs_to_embed=store)
    return bytes(server.request_tsa_response(TimeStampReq.load(question)).dump())


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        said = answer(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.send_header("Content-Type", "application/timestamp-reply")
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    def log_message(self, *told: object) -> None:
        pass


@contextmanager
def time_server_here() -> Iterator[str]:
    """The address of the server while it runs."""
    server = HTTPServer(("127.0.0.1", 0), _Handler)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
