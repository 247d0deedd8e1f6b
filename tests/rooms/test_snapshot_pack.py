"""Packing: everything rides along, nothing in the clear, whole or not at all."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from inspector.errors import RoleForbidden, TableUnpackable, WriteFailed
from inspector.snapshot import locate, pack, verify
from inspector.trust import SealedReader, unseal
from inspector.workspace import blank_engine
from tests.rooms.snapshot_sample import (
    ABOUT,
    AUTHORITY,
    CANARY,
    COLLEAGUE,
    INSPECTOR,
    known,
    pack_small,
    verified_small,
)


def parquet_of(path: Path, table: str) -> bytes:
    offset, length = locate(verify(path, known), table)
    with SealedReader(path, INSPECTOR.age_secret, offset, length) as reader:
        return reader.read_at(0, reader.size)


def test_rows_lie_in_the_schemas_order(tmp_path: Path) -> None:
    rows = pq.read_table(io.BytesIO(parquet_of(pack_small(tmp_path), "fee_list_d")))
    assert rows["bkkp_sn"].to_pylist() == ["B6", "B1", "B2", "B3"]


def test_the_manifest_tells_rows_columns_and_control_sums(tmp_path: Path) -> None:
    told = verified_small(tmp_path).manifest.tables["fee_list_d"]
    assert told.rows == 4
    assert told.columns[:4] == ("bkkp_sn", "mdtrt_id", "psn_no", "fee_ocur_time")
    assert told.types["cnt"] == "DECIMAL(5,4)"
    assert told.filled["fee_ocur_time"] == 3
    assert told.sums["det_item_fee_sumamt"] == "20.30"
    assert told.sums["cnt"] == "5.0000"


def test_what_the_packer_says_comes_back_as_it_was(tmp_path: Path) -> None:
    manifest = verified_small(tmp_path, previous="0123456789abcdef", version=3).manifest
    assert manifest.institution_name == "康宁康复医院"
    assert (manifest.period_from, manifest.period_to) == (ABOUT.period_from, ABOUT.period_to)
    assert (manifest.previous, manifest.version) == ("0123456789abcdef", 3)
    assert manifest.sources == ABOUT.sources
    assert manifest.recipients == (INSPECTOR.card.key_id, COLLEAGUE.card.key_id)


def test_quarantined_rows_ride_along_without_being_named(tmp_path: Path) -> None:
    out = tmp_path / "q.snapshot"
    with blank_engine(files=True) as office:
        office.con.execute("CREATE TABLE staff AS SELECT 'S1' AS staff_code")
        office.con.execute("CREATE TABLE quarantine AS SELECT '一.csv' AS file, 7 AS row")
        manifest = pack(office.con, ["staff"], ABOUT, AUTHORITY, [INSPECTOR.card], out)
    assert {name: told.rows for name, told in manifest.tables.items()} == {
        "staff": 1,
        "quarantine": 1,
    }


def test_an_empty_table_is_a_table(tmp_path: Path) -> None:
    verified = verified_small(tmp_path, "CREATE TABLE staff (staff_code VARCHAR)")
    assert verified.manifest.tables["staff"].rows == 0


def test_both_recipients_and_no_stranger_open_a_table(tmp_path: Path) -> None:
    path = pack_small(tmp_path)
    sealed = zipfile.ZipFile(path).read("tables/fee_list_d.parquet.age")
    opened = [unseal(sealed, who.age_secret) for who in (INSPECTOR, COLLEAGUE)]
    assert opened[0] == opened[1] == parquet_of(path, "fee_list_d")


def test_the_public_age_tool_opens_a_table_to_the_same_bytes(tmp_path: Path) -> None:
    tool = shutil.which("age")
    if tool is None:
        if os.environ.get("CI"):
            pytest.fail("the public age command is not installed")
        pytest.skip("the public age command is not installed")
    path = pack_small(tmp_path)
    (tmp_path / "key").write_text(INSPECTOR.age_secret)
    sealed = zipfile.ZipFile(path).read("tables/fee_list_d.parquet.age")
    opened = subprocess.run(
        [tool, "-d", "-i", str(tmp_path / "key")], input=sealed, capture_output=True, check=True
    )
    assert opened.stdout == parquet_of(path, "fee_list_d")
    assert pq.read_table(io.BytesIO(opened.stdout)).num_rows == 4


def test_any_zip_tool_can_check_a_snapshot(tmp_path: Path) -> None:
    with zipfile.ZipFile(pack_small(tmp_path)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "tables/fee_list_d.parquet.age",
            "manifest.json",
            "signatures.json",
        ]
        assert {info.compress_type for info in archive.infolist()} == {zipfile.ZIP_STORED}
        assert {info.date_time[0] for info in archive.infolist()} == {1980}


def test_row_groups_hold_a_hundred_thousand_rows(tmp_path: Path) -> None:
    path = pack_small(
        tmp_path, "CREATE TABLE staff AS SELECT range AS staff_code FROM range(250000)"
    )
    parquet = pq.ParquetFile(io.BytesIO(parquet_of(path, "staff")))
    assert parquet.num_row_groups == 3
    assert parquet.metadata.row_group(0).column(0).compression == "ZSTD"


def test_progress_hears_each_table_with_its_rows(tmp_path: Path) -> None:
    heard: list[tuple[str, int]] = []
    with blank_engine(files=True) as office:
        office.con.execute("CREATE TABLE staff AS SELECT 'S1' AS staff_code")
        out = tmp_path / "p.snapshot"
        pack(
            office.con,
            ["staff"],
            ABOUT,
            AUTHORITY,
            [INSPECTOR.card],
            out,
            lambda *said: heard.append(said),
        )
    assert heard == [("staff", 1)]


def test_no_patient_is_readable_in_anything_packing_leaves(tmp_path: Path) -> None:
    pack_small(tmp_path, f"CREATE TABLE mdtrt_d AS SELECT '{CANARY}' AS psn_name FROM range(5000)")
    assert [path.name for path in tmp_path.iterdir()] == ["small.snapshot"]
    assert b"CANARY" not in (tmp_path / "small.snapshot").read_bytes()


def test_a_table_that_cannot_be_read_leaves_nothing_and_tells_no_cell(tmp_path: Path) -> None:
    out = tmp_path / "broken.snapshot"
    out.write_bytes(b"the one before")
    with blank_engine(files=True) as office:
        office.con.execute(
            f"CREATE VIEW staff AS SELECT CAST(name AS INTEGER) AS staff_code"
            f" FROM (VALUES ('{CANARY}')) t(name)"
        )
        with pytest.raises(TableUnpackable) as refused:
            pack(office.con, ["staff"], ABOUT, AUTHORITY, [INSPECTOR.card], out)
    assert refused.value.facts == {"table": "staff", "kind": "ConversionException"}
    assert refused.value.__suppress_context__
    assert out.read_bytes() == b"the one before"
    assert [path.name for path in tmp_path.iterdir()] == ["broken.snapshot"]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs /dev/full")
def test_a_full_disk_is_named_as_such_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "full.snapshot.part").symlink_to("/dev/full")
    with pytest.raises(WriteFailed):
        pack_small(
            tmp_path, "CREATE TABLE staff AS SELECT hash(range) AS x FROM range(200000)", "full"
        )
    assert list(tmp_path.iterdir()) == []


def test_only_the_authority_packs(tmp_path: Path) -> None:
    out = tmp_path / "x.snapshot"
    with blank_engine(files=True) as office, pytest.raises(RoleForbidden):
        pack(office.con, [], ABOUT, INSPECTOR, [INSPECTOR.card], out)
    assert list(tmp_path.iterdir()) == []


def test_the_same_rows_have_the_same_order_however_they_arrive(tmp_path: Path) -> None:
    rows = "SELECT 'S' || (range * 7919 % 5000) AS staff_code FROM range(5000)"
    there = pack_small(tmp_path, f"CREATE TABLE staff AS {rows}", "there")
    back = pack_small(tmp_path, f"CREATE TABLE staff AS {rows} ORDER BY range DESC", "back")
    assert parquet_of(there, "staff") == parquet_of(back, "staff")
