"""Snapshots of every version ever written stay readable; `tests/vectors/snapshot` only grows."""

import csv
import io
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from inspector.snapshot import Verified, locate, verify
from inspector.trust import Card, SealedReader, digest

VECTORS = Path(__file__).parents[1] / "vectors" / "snapshot"
NAMES = sorted(path.stem for path in VECTORS.glob("*.snapshot"))


def opened(name: str) -> Verified:
    card = Card.from_bytes((VECTORS / f"{name}.authority.card").read_bytes())
    return verify(VECTORS / f"{name}.snapshot", {card.key_id: card}.get)


def test_there_is_a_vector_for_each_version() -> None:
    assert NAMES == ["v1"]


@pytest.mark.parametrize("name", NAMES)
def test_a_frozen_snapshot_is_verified_under_its_old_id(name: str) -> None:
    told = json.loads((VECTORS / f"{name}.expected.json").read_text("utf-8"))
    verified = opened(name)
    assert verified.manifest.snapshot_id == told["snapshot_id"]
    assert verified.digest == told["digest"]
    assert digest(verified.path.read_bytes()) == told["file"]
    assert {n: t.sums for n, t in verified.manifest.tables.items()} == told["sums"]


@pytest.mark.parametrize("name", NAMES)
def test_a_frozen_table_has_the_rows_it_had(name: str) -> None:
    secret = (VECTORS / f"{name}.inspector.age-key").read_text("utf-8").strip()
    verified = opened(name)
    offset, length = locate(verified, "fee_list_d")
    with SealedReader(verified.path, secret, offset, length) as reader:
        rows = pq.read_table(io.BytesIO(reader.read_at(0, reader.size))).to_pylist()
    with (VECTORS / f"{name}.fee_list_d.csv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.DictReader(file))
    told = [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]
    assert told == expected
