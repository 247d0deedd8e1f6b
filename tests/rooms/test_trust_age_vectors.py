"""The published age v1 test vectors, every one, against both ways of opening a sealed file."""

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from inspector.errors import InspectorError, NotRecipient, SealDamaged
from inspector.trust.age_keys import new_age_secret, opener_for, opener_with
from inspector.trust.seal import SealedReader, open_sealed, unseal

FOLDER = Path(__file__).parents[1] / "vectors" / "trust" / "age"
REFUSAL = {
    "no match": NotRecipient,
    "header failure": SealDamaged,
    "HMAC failure": SealDamaged,
    "payload failure": SealDamaged,
}
# What this project does not write or read, and what a reader therefore says to it.
UNSUPPORTED: dict[str, tuple[type[InspectorError], ...]] = {
    # ASCII armour is text around an age file; ours are binary, so it is not a sealed file at all.
    "armored": (SealDamaged,),
    # Post-quantum hybrid keys: the stanza is nobody's we know, unless the header is broken anyway.
    "hybrid": (NotRecipient, SealDamaged),
}
# A stream reader releases a second last chunk and only then sees that more follows; ours knows the
# length and refuses that chunk already.
ONE_CHUNK_STRICTER = {"stream_two_final_chunks_second"}


@dataclass(frozen=True)
class Vector:
    name: str
    expect: str
    payload: str
    identities: tuple[str, ...]
    passphrases: tuple[str, ...]
    armored: bool
    sealed: bytes

    @property
    def unsupported(self) -> str | None:
        if self.armored:
            return "armored"
        return "hybrid" if any("-PQ-" in text for text in self.identities) else None


def read(file: Path) -> Vector:
    head, _, sealed = file.read_bytes().partition(b"\n\n")
    lines = (line.partition(": ") for line in head.decode().split("\n"))
    pairs = [(key, value) for key, _, value in lines]
    told = dict(pairs)
    return Vector(
        file.name,
        told["expect"],
        told.get("payload", hashlib.sha256(b"").hexdigest()),
        tuple(value for key, value in pairs if key == "identity"),
        tuple(value for key, value in pairs if key == "passphrase"),
        told.get("armored") == "yes",
        zlib.decompress(sealed) if told.get("compressed") == "zlib" else sealed,
    )


VECTORS = [read(file) for file in sorted(FOLDER.iterdir())]
SUPPORTED = [vector for vector in VECTORS if vector.unsupported is None]
PERSONAL = [vector for vector in SUPPORTED if vector.identities and not vector.passphrases]


def opened(vector: Vector) -> bytes:
    """Try every key the vector names, as a person with several identities would."""
    openers = [opener_for(secret) for secret in vector.identities or [new_age_secret()]]
    openers += [opener_with(passphrase) for passphrase in vector.passphrases]
    for opener in openers[:-1]:
        try:
            return open_sealed(vector.sealed, opener, vector.name)
        except NotRecipient:
            continue
    return open_sealed(vector.sealed, openers[-1], vector.name)


def test_there_are_143_vectors_and_the_classes_we_leave_out_are_named() -> None:
    assert len(VECTORS) == 143
    left_out = {vector.name.split("_")[0] for vector in VECTORS if vector.unsupported}
    assert left_out <= {"armor", "hybrid", "hmac", "header", "x25519"}
    assert {vector.unsupported for vector in VECTORS} == {None, *UNSUPPORTED}


@pytest.mark.parametrize("vector", SUPPORTED, ids=lambda vector: vector.name)
def test_a_published_vector_opens_or_is_refused_as_it_demands(vector: Vector) -> None:
    if vector.expect == "success":
        assert hashlib.sha256(opened(vector)).hexdigest() == vector.payload
        return
    with pytest.raises(REFUSAL[vector.expect]) as refused:
        opened(vector)
    assert type(refused.value) is REFUSAL[vector.expect]


@pytest.mark.parametrize("vector", PERSONAL, ids=lambda vector: vector.name)
def test_read_on_demand_a_vector_gives_the_demanded_bytes_and_no_other(
    vector: Vector, tmp_path: Path
) -> None:
    file = tmp_path / vector.name
    file.write_bytes(b"before" + vector.sealed + b"after")
    released, refused = b"", None
    try:
        for piece in pieces(file, vector):
            released += piece
    except InspectorError as error:
        refused = type(error)
    assert refused is REFUSAL.get(vector.expect)
    # Truncation is refused before the first byte, so nothing at all may have been released.
    if released and vector.name not in ONE_CHUNK_STRICTER:
        assert hashlib.sha256(released).hexdigest() == vector.payload


def test_where_we_are_stricter_the_file_without_what_follows_is_the_demanded_payload() -> None:
    (vector,) = (vector for vector in VECTORS if vector.name in ONE_CHUNK_STRICTER)
    header = vector.sealed.index(b"\n--- ") + len("\n--- ") + 43 + 1
    ended = vector.sealed[: header + 16 + 2 * (65536 + 16)]
    plain = unseal(ended, vector.identities[0])
    assert hashlib.sha256(plain).hexdigest() == vector.payload


def pieces(file: Path, vector: Vector) -> Iterator[bytes]:
    """The payload in chunks, read with the identity that opens it."""
    for secret in vector.identities:
        try:
            reader = SealedReader(file, secret, len(b"before"), len(vector.sealed))
        except NotRecipient:
            if secret == vector.identities[-1]:
                raise
            continue
        with reader:
            for position in range(0, reader.size, 65536):
                yield reader.read_at(position, 65536)
        return


@pytest.mark.parametrize(
    "vector", [vector for vector in VECTORS if vector.unsupported], ids=lambda vector: vector.name
)
def test_a_vector_of_a_kind_we_do_not_support_is_always_refused(vector: Vector) -> None:
    secret = next((text for text in vector.identities if "-PQ-" not in text), new_age_secret())
    with pytest.raises(UNSUPPORTED[vector.unsupported or ""]):
        unseal(vector.sealed, secret)
