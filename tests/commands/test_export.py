"""The tables leave a case in the clear only by the lead, with a reason, and on the record."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from inspector.trust import digest_file
from tests.commands.inspection import Inspection
from tests.commands.refusal import refused

pytestmark = pytest.mark.heavy
LI = ("--second", "li.identity")


def test_the_lead_writes_every_table_and_the_log_has_why_and_the_digests(
    checked: Inspection, patients: frozenset[str]
) -> None:
    team = checked.team
    done = team.does("export", "--parquet", "-o", "out", "--reason", "省级复算", *LI, "--json")
    told = json.loads(done.stdout)
    files = {path.name: path for path in (team.folder / "out").iterdir()}
    assert files.keys() == {one["file"] for one in told}
    assert {"fee_list_d.parquet", "mdtrt_d.parquet", "inv_move.parquet"} <= files.keys()
    for one in told:
        assert digest_file(files[one["file"]]) == one["digest"]
        assert pq.read_metadata(files[one["file"]]).num_rows == one["rows"]
    fees = pq.read_table(files["fee_list_d.parquet"])
    assert {"net_cnt", "net_amt"} <= set(fees.column_names)
    people = set(pq.read_table(files["mdtrt_d.parquet"])["psn_name"].to_pylist())
    assert people & patients
    assert "out" in done.stderr
    assert "in the clear" in done.stderr
    noted = [row for row in json.loads(team.does("log", "--json").stdout) if "省级复算" in str(row)]
    assert [row["kind"] for row in noted] == ["exported"]


def test_so_many_people_leave_a_case_by_two_keys_only(checked: Inspection) -> None:
    team = checked.team
    asked = ("export", "--parquet", "-o", "out", "--reason", "x")
    refused(team, *asked, code="masking.second-key-needed", status=4)
    for other, code in (
        ("zhang", "masking.second-key-refused"),
        ("chen", "trust.role-forbidden"),
    ):
        refused(team, *asked, "--second", f"{other}.identity", code=code, status=4)
    assert not (team.folder / "out").exists()


def test_nobody_else_may_nobody_without_a_reason_and_never_over_what_is_there(
    checked: Inspection,
) -> None:
    team = checked.team
    asked = ("export", "--parquet", "-o", "out", "--reason")
    for who in ("li", "chen"):
        refused(team, *asked, "x", "--as", f"{who}.identity", code="trust.role-forbidden", status=4)
    refused(team, *asked, " ", code="masking.unexplained", status=3)
    Path(team.folder / "out").mkdir(exist_ok=True)
    Path(team.folder / "out" / "kept").write_text("x", "utf-8")
    refused(team, *asked, "x", code="input.file-exists", status=3)
    assert [path.name for path in (team.folder / "out").iterdir()] == ["kept"]


def test_a_cluster_without_tables_is_refused_and_options_do_not_mix(checked: Inspection) -> None:
    team = checked.team
    (team.folder / "empty").mkdir()
    spark = ("check", "--engine", "spark")
    refused(team, *spark, "--data", "empty", "-o", "hits.parquet", code="cluster.unfit", status=5)
    refused(team, *spark, code="usage", status=2)
    refused(team, "check", "--data", "empty", code="usage", status=2)
    refused(team, "check", "--engine", "oracle", code="usage", status=2)
    refused(team, "export", "-o", "out", "--reason", "x", code="usage", status=2)
