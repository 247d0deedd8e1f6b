"""More published answers: what digests, keys and other makers' seals must come out as."""

import hashlib
import hmac
import subprocess
from pathlib import Path
from shutil import which

import pyrage
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from inspector.errors import SealDamaged
from inspector.trust import SealedReader, bech32, digest, new_identity, seal, unseal

LI = new_identity("李检查", "inspector")
SIZES = (0, 1, 65535, 65536, 65537, 3 * 65536)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (b"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        (
            b"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
        ),
    ],
)
def test_a_digest_is_what_fips_180_4_prints(data: bytes, expected: str) -> None:
    """FIPS 180-4 examples: one block, none, two."""
    assert digest(data) == f"sha256:{expected}"


def test_an_hmac_is_what_rfc_4231_prints() -> None:
    """RFC 4231, section 4.3, test case 2: what authenticates the header of a sealed file."""
    told = hmac.digest(b"Jefe", b"what do ya want for nothing?", hashlib.sha256)
    assert told.hex() == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_a_p_256_signature_of_rfc_6979_holds_and_no_other() -> None:
    """RFC 6979, appendix A.2.5: P-256, SHA-256, message "sample"."""
    key = ec.EllipticCurvePublicNumbers(
        0x60FED4BA255A9D31C961EB74C6356D68C049B8923B61FA6CE669622E60F29FB6,
        0x7903FE1008B8BC99A41AE9E95628BC64F2F1B20C2D7E9F5177A3C294D4462299,
        ec.SECP256R1(),
    ).public_key()
    signature = encode_dss_signature(
        0xEFD48B2AACB6A8FD1140DD9CD45E81D69D2C877B56AAF991C34D0EA84EAF3716,
        0xF7CB1C942D657C41D436C7A1B6E29F65F3E900DBB9AFF4064DC4AB2F843ACDA8,
    )
    key.verify(signature, b"sample", ec.ECDSA(hashes.SHA256()))
    with pytest.raises(InvalidSignature):
        key.verify(signature, b"samplf", ec.ECDSA(hashes.SHA256()))


@pytest.mark.parametrize(
    ("prefix", "text", "data"),
    [
        ("a", "a12uel5l", ""),
        (
            "abcdef",
            "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw",
            "00443214c74254b635cf84653a56d7c675be77df",
        ),
        (
            "split",
            "split1checkupstagehandshakeupstreamerranterredcaperred2y9e3w",
            "c5f38b70305f519bf66d85fb6cf03058f3dde463ecd7918f2dc743918f2d",
        ),
    ],
)
def test_bech32_reads_and_writes_what_bip_173_prints(prefix: str, text: str, data: str) -> None:
    """BIP-173, "Test vectors": valid strings and the data they carry."""
    assert bech32.decode(prefix, text).hex() == data
    assert bech32.encode(prefix, bytes.fromhex(data)) == text
    with pytest.raises(ValueError, match="age key"):
        bech32.decode(bech32.RECIPIENT, text)


def test_a_bech32_key_of_another_maker_is_read_and_written_alike() -> None:
    other = pyrage.x25519.Identity.generate()
    secret, public = str(other), str(other.to_public())
    assert bech32.encode(bech32.SECRET, bech32.decode(bech32.SECRET, secret)).upper() == secret
    assert bech32.encode(bech32.RECIPIENT, bech32.decode(bech32.RECIPIENT, public)) == public


@pytest.mark.parametrize("size", SIZES)
def test_pyrage_opens_what_we_seal_and_we_what_pyrage_seals(size: int, tmp_path: Path) -> None:
    plain = bytes(range(256)) * (size // 256) + bytes(size % 256)
    key = pyrage.x25519.Identity.from_str(LI.age_secret)
    assert pyrage.decrypt(seal(plain, [LI.card.seal_key]), [key]) == plain
    file = tmp_path / "theirs.age"
    file.write_bytes(pyrage.encrypt(plain, [key.to_public()]))
    assert unseal(file.read_bytes(), LI.age_secret) == plain
    with SealedReader(file, LI.age_secret) as reader:
        assert reader.read_at(0, reader.size) == plain


@pytest.mark.skipif(which("age") is None, reason="the age tool is not installed")
@pytest.mark.parametrize("size", SIZES)
def test_the_age_tool_opens_what_we_seal_and_we_what_it_seals(size: int, tmp_path: Path) -> None:
    plain = bytes(range(256)) * (size // 256) + bytes(size % 256)
    key, ours, theirs = (tmp_path / name for name in ("key", "ours.age", "theirs.age"))
    key.write_text(LI.age_secret, "ascii")
    ours.write_bytes(seal(plain, [LI.card.seal_key]))
    opened = subprocess.run(["age", "-d", "-i", key, ours], capture_output=True, check=True)
    assert opened.stdout == plain
    recipient = ["age", "-r", LI.card.seal_key, "-o", str(theirs)]
    subprocess.run(recipient, input=plain, check=True)
    with SealedReader(theirs, LI.age_secret) as reader:
        assert reader.read_at(0, reader.size) == plain


def test_a_key_handed_over_opens_its_own_file_and_no_other(tmp_path: Path) -> None:
    """What recovery hands over is the key of one table: another table stays shut."""
    other = new_identity("王检查", "inspector")
    mine, another = tmp_path / "mine.age", tmp_path / "another.age"
    for file in (mine, another):
        file.write_bytes(seal(file.name.encode(), [other.card.seal_key]))
    with SealedReader(mine, other.age_secret) as reader:
        key = reader.file_key
    with SealedReader(mine, key) as reader:
        assert reader.read_at(0, 99) == b"mine.age"
    with pytest.raises(SealDamaged):
        SealedReader(another, key)
