"""The detached signatures of a bundle verify with openssl alone, where nothing of ours is."""

import base64
import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from tests.rooms.report_sample import tool
from tests.rooms.test_report_bundle import known, small

SPKI = bytes.fromhex("302a300506032b6570032100")
"""An Ed25519 public key begins so in DER. Source: RFC 8410, section 4."""


@pytest.mark.parametrize("entry", ["signatures.json", "report.signatures.json"])
def test_openssl_verifies_every_signature_of_a_bundle(tmp_path: Path, entry: str) -> None:
    with zipfile.ZipFile(small(tmp_path / "b")) as bundle:
        told = json.loads(bundle.read(entry))
    payload, kind = base64.b64decode(told["payload"]), told["payloadType"].encode()
    signed = b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)
    assert told["signatures"]
    for one in told["signatures"]:
        card = known(one["keyid"])
        assert card
        (tmp_path / "key").write_bytes(SPKI + card.sign_key)
        (tmp_path / "signed").write_bytes(signed)
        (tmp_path / "sig").write_bytes(base64.b64decode(one["sig"]))
        assert _verifies(tmp_path)
        (tmp_path / "signed").write_bytes(signed + b" ")
        assert not _verifies(tmp_path)


def _verifies(folder: Path) -> bool:
    key = ["-pubin", "-inkey", "key", "-keyform", "DER"]
    command = ["pkeyutl", "-verify", *key, "-rawin", "-in", "signed", "-sigfile", "sig"]
    done = subprocess.run([tool("openssl"), *command], cwd=folder, capture_output=True, check=False)
    return done.returncode == 0
