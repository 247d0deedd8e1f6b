"""The primitives, against the answers their specifications print."""

from dataclasses import replace

import pyrage
import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from inspector.errors import SealDamaged
from inspector.trust import Vault, bech32, new_identity
from inspector.trust.age_header import derive
from inspector.trust.age_keys import age_recipient
from inspector.trust.canonical import from_base64
from inspector.trust.card import verified
from inspector.trust.envelope import pae


def test_ed25519_signs_and_verifies_as_rfc_8032_prints() -> None:
    """RFC 8032, section 7.1, test 3."""
    secret = bytes.fromhex("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7")
    public = bytes.fromhex("fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025")
    signature = bytes.fromhex(
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac"
        "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
    )
    signer = replace(new_identity("王甲", "inspector"), _sign_key=secret)
    assert signer.sign(b"\xaf\x82") == signature
    assert verified(public, signature, b"\xaf\x82")
    assert not verified(public, signature, b"\xaf\x83")
    assert not verified(public[:-1], signature, b"\xaf\x82")


def test_a_signature_made_malleable_by_adding_the_group_order_does_not_hold() -> None:
    """RFC 8032, section 5.1.7: S must be below L."""
    identity = new_identity("王甲", "inspector")
    signature = identity.sign(b"verdict")
    order = 2**252 + 27742317777372353535851937790883648493
    twin = (int.from_bytes(signature[32:], "little") + order).to_bytes(32, "little")
    assert not verified(identity.card.sign_key, signature[:32] + twin, b"verdict")


def test_x25519_agrees_as_rfc_7748_prints() -> None:
    """RFC 7748, section 6.1; our recipients carry exactly that public key."""
    alice = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    bob = bytes.fromhex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f")
    shared = X25519PrivateKey.from_private_bytes(alice).exchange(
        X25519PublicKey.from_public_bytes(bob)
    )
    assert shared.hex() == "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742"
    public = bech32.decode(bech32.RECIPIENT, age_recipient(bech32.encode(bech32.SECRET, alice)))
    assert public.hex() == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"


def test_an_age_key_reads_as_the_age_tool_prints_it() -> None:
    """The identity of the published age vectors and its recipient, as `age-keygen -y` says."""
    secret = "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM0"
    assert bech32.encode(bech32.SECRET, bech32.decode(bech32.SECRET, secret)).upper() == secret
    assert age_recipient(secret) == pyrage_recipient(secret)


@pytest.mark.parametrize(
    "text",
    [
        "AGE-SECRET-KEY-1EGTZVFFV20835NWYV6270LXYVK2VKNX2MMDKWYKLMGR48UAWX40Q2P2LM9",
        "AGE-SECRET-KEY-1egtzvffv20835nwyv6270lxyvk2vknx2mmdkwyklmgr48uawx40q2p2lm0",
        "age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj",
        "AGE-SECRET-KEY-1",
        "AGE-SECRET-KEY-1bio",
        "",
    ],
)
def test_a_mistyped_secret_is_refused_and_not_quoted(text: str) -> None:
    with pytest.raises(ValueError, match="age key") as refused:
        bech32.decode(bech32.SECRET, text)
    assert not text or text not in str(refused.value)


def test_hkdf_derives_as_rfc_5869_prints() -> None:
    """RFC 5869, appendix A.1, the first 32 of its 42 bytes."""
    salt, info = bytes(range(13)), bytes(range(0xF0, 0xFA))
    assert derive(b"\x0b" * 22, salt, info).hex() == (
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf"
    )


def test_chacha20_poly1305_seals_as_rfc_8439_prints() -> None:
    """RFC 8439, section 2.8.2."""
    plain = (
        b"Ladies and Gentlemen of the class of '99: If I could offer you "
        b"only one tip for the future, sunscreen would be it."
    )
    cipher = ChaCha20Poly1305(bytes(range(0x80, 0xA0)))
    nonce = bytes.fromhex("070000004041424344454647")
    bound = bytes.fromhex("50515253c0c1c2c3c4c5c6c7")
    expected = bytes.fromhex(
        "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6"
        "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36"
        "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc"
        "3ff4def08e4b7a9de576d26586cec64b6116"
        "1ae10b594f09e26a7e902ecbd0600691"
    )
    sealed, opened = bytearray(len(expected)), bytearray(len(plain))
    cipher.encrypt_into(nonce, plain, bound, sealed)
    cipher.decrypt_into(nonce, expected, bound, opened)
    assert (bytes(sealed), bytes(opened)) == (expected, plain)


def test_a_vault_opens_the_published_aes_gcm_block() -> None:
    """McGrew and Viega, The Galois/Counter Mode of Operation, test case 16 (AES-256)."""
    vault = Vault(bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2))
    sealed = bytes.fromhex(
        "cafebabefacedbaddecaf888"
        "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
        "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
        "76fc6ece0f4e1768cddf8853bb2d551b"
    )
    plain = vault.open(sealed, bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    assert plain.hex() == (
        "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
        "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    )
    with pytest.raises(SealDamaged):
        vault.open(sealed, b"elsewhere")


def test_scrypt_stretches_as_rfc_7914_prints() -> None:
    """RFC 7914, section 12, third vector: the N and r an age file of work factor 14 uses."""
    key = Scrypt(b"SodiumChloride", 64, 1 << 14, 8, 1).derive(b"pleaseletmein")
    assert key.hex() == (
        "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887"
    )


def test_what_an_envelope_signs_is_what_dsse_publishes() -> None:
    """DSSE protocol.md, "Test Vectors": its bytes, and its signature over them."""
    signed = pae("http://example.com/HelloWorld", b"hello world")
    assert signed == b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    key = ec.EllipticCurvePublicNumbers(
        46950820868899156662930047687818585632848591499744589407958293238635476079160,
        5640078356564379163099075877009565129882514886557779369047442380624545832820,
        ec.SECP256R1(),
    ).public_key()
    raw = from_base64(
        "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="
    )
    half = (int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    key.verify(encode_dss_signature(*half), signed, ec.ECDSA(hashes.SHA256()))


def pyrage_recipient(secret: str) -> str:
    """What another implementation of age says the recipient is."""
    return str(pyrage.x25519.Identity.from_str(secret).to_public())
