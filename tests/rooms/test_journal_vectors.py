"""Journals of past versions stay readable; the vectors are only ever added to."""

import base64
import hashlib
import json
import shutil
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from inspector.findings import Journal, fold, pack_events, unpack_events
from inspector.trust import Card, Identity, Vault, canonical, new_identity

V1 = Path(__file__).parents[1] / "vectors" / "findings" / "v1"
KEY = bytes.fromhex((V1 / "case.key.hex").read_text())
CARDS = tuple(Card.from_bytes(path.read_bytes()) for path in sorted(V1.glob("*.card")))
EVENTS = (V1 / "events.jsonl").read_bytes().splitlines()


@dataclass
class Drawer:
    folder: Path
    member: Identity
    cards: tuple[Card, ...] = CARDS
    id: str = "C-vector"
    writes: bool = True

    @property
    def vault(self) -> Vault:
        return Vault(KEY)


def test_the_first_version_of_a_journal_is_read_as_it_was_written(tmp_path: Path) -> None:
    shutil.copytree(V1 / "journal", tmp_path / "journal")
    journal = Journal(Drawer(tmp_path, new_identity("后来者", "inspector")))
    assert [canonical(event.to_dict()) for event in journal.events()] == EVENTS
    (finding,) = fold(journal.events()).values()
    assert (finding.id, finding.state) == ("9f86d081884c7d65", "conflicted")
    assert {side.state for side in finding.conflict} == {"confirmed", "rejected"}


def test_the_first_version_of_packed_events_is_read_and_written_again_to_the_byte() -> None:
    packed = (V1 / "packed.events").read_bytes()
    events = unpack_events(packed, CARDS, "C-vector")
    assert [canonical(event.to_dict()) for event in events] == EVENTS
    assert pack_events(events) == packed


def test_an_id_is_the_digest_of_the_event_without_it() -> None:
    """Recomputed with nothing but a JSON and a hash library."""
    for line in EVENTS:
        told = json.loads(line)
        name = told.pop("id")
        text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert name == f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def test_a_journal_opens_by_its_published_layout_alone() -> None:
    """Frames, AES-GCM bound to the place, DSSE with Ed25519: read here without this program."""
    found = []
    for card in CARDS:
        author = f"sha256:{hashlib.sha256(card.sign_key).hexdigest()}"
        data = (V1 / "journal" / f"{author[7:23]}.log").read_bytes()
        rest = data.removeprefix(b"inspector.journal 1\n")
        position = 0
        while rest:
            length = int.from_bytes(rest[:4], "big")
            assert crc32(rest[:4]).to_bytes(4, "big") == rest[4:8]
            sealed, rest = rest[8 : 8 + length], rest[8 + length :]
            bound = f'["C-vector","{author}",{position}]'.encode()
            signed = json.loads(AESGCM(KEY).decrypt(sealed[:12], sealed[12:], bound))
            kind = b"application/vnd.inspector.event+json"
            payload = base64.b64decode(signed["payload"])
            head = f"DSSEv1 {len(kind)} ".encode() + kind + f" {len(payload)} ".encode()
            signature = base64.b64decode(signed["signatures"][0]["sig"])
            Ed25519PublicKey.from_public_bytes(card.sign_key).verify(signature, head + payload)
            found.append(payload)
            position += 1
    assert sorted(found) == sorted(EVENTS)
