"""What a mapping said goes into the signed manifest; the commands take and write mappings."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from inspector.cli.app import app
from inspector.steps import pack_exports
from inspector.trust import new_identity
from tests.rooms.intake_exports import rows, write_csv
from tests.rooms.test_mapping import SAMPLE, his

FEES = "住院号 | 项目名称 | 数量 | 金额 | 收费日期\n0012 | 床位 | 1 | 2.00 | 2024-01-01"


def test_the_manifest_keeps_the_mapping_as_it_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_HOME", str(tmp_path / "home"))
    office = new_identity("办公室", "authority")
    out = tmp_path / "x.snapshot"
    packed = pack_exports([his(tmp_path / "his")], office, [office.card], out, mapping=SAMPLE)
    read = packed.manifest.mapping
    assert read["ZY_FYMX_2024.csv"]["FYSL"] == "cnt"  # type: ignore[index]
    assert read["*"]["ipt_fee"][0]["filter"][0]["not"] == ["作废", "冲红"]  # type: ignore[index]
    (fees,) = [one for one in packed.manifest.sources if one["table"] == "ipt_fee"]
    assert (fees["rows_taken"], fees["rows_quarantined"], fees["rows_outside"]) == (2, 1, 2)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_drafted_mapping_is_taken_by_the_same_command(
    tmp_path: Path, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INSPECTOR_LANG", lang)
    raw, draft = write_csv(tmp_path / "费用.csv", rows(FEES)), tmp_path / "m.toml"
    run = CliRunner().invoke(app, ["profile", str(raw), "--suggest", "-o", str(draft)])
    assert run.exit_code == 0, run.output
    assert 'cnt = { column = "数量" }' in draft.read_text("utf-8")
    shown = CliRunner().invoke(app, ["profile", str(raw), "--suggest"])
    assert 'cnt = { column = "数量" }' in shown.output
    seen = CliRunner().invoke(app, ["profile", str(raw), "--mapping", str(draft)])
    assert seen.exit_code == 0
    assert "ipt_fee" in seen.output
