"""What a photograph says of itself, and what is still to be asked for."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from inspector.evidence import Taken, camera_time, requests
from inspector.rules import Rule, load_pack
from inspector.shipped import folder as shipped


def photograph(path: Path, taken: str | None, kind: str = "JPEG") -> Path:
    picture, exif = Image.new("RGB", (8, 8)), Image.Exif()
    if taken is not None:
        exif.get_ifd(0x8769)[0x9003] = taken
    picture.save(path, kind, exif=exif)
    return path


def test_a_photograph_tells_when_its_camera_took_it(tmp_path: Path) -> None:
    made = photograph(tmp_path / "a.jpg", "2024:11:20 09:31:07")
    assert camera_time(made) == "2024-11-20 09:31:07"


@pytest.mark.parametrize("taken", [None, "", "0000:00:00 00:00:00", "yesterday"])
def test_a_photograph_without_a_time_tells_none(tmp_path: Path, taken: str | None) -> None:
    assert camera_time(photograph(tmp_path / "a.jpg", taken)) == ""


@pytest.mark.parametrize("data", [b"", b"stock count sheet", b"\xff\xd8\xff\xe1\x00\x08Exif\0\0"])
def test_what_is_no_photograph_tells_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.jpg").write_bytes(data)
    assert camera_time(tmp_path / "a.jpg") == ""


def test_circumstances_name_only_what_is_known() -> None:
    assert Taken(place="药房", second="李").facts() == {"place": "药房", "second": "李"}


# --- request lists --------------------------------------------------------------------------------


def rules(*names: str) -> dict[str, Rule]:
    packs = [load_pack(shipped("rulepacks") / name) for name in names]
    return {rule.id: rule for pack in packs for rule in pack.rules}


def hit(rule: str, name: str, at: str, **more: Any) -> dict[str, Any]:
    columns = ("psn_no", "mdtrt_id", "setl_id", "session_id", "medins_list_codg", "staff_code")
    known = dict.fromkeys(columns) | {"detail": "{}", "amount": Decimal("0.00")}
    return known | {
        "rule_id": rule,
        "hit_id": name,
        "occurred_on": datetime.fromisoformat(at),
        **more,
    }


@pytest.fixture(scope="module")
def known() -> dict[str, Rule]:
    return rules("pharmacy", "inventory")


def test_video_is_asked_for_three_minutes_around_each_suspicious_swipe(
    known: dict[str, Rule],
) -> None:
    rows = [
        hit("PHR-02", "h2", "2024-05-01 10:00:00", setl_id="S2"),
        hit("PHR-02", "h1", "2024-05-01 09:00:00", setl_id="S1"),
        hit("PHR-02", "h1", "2024-05-01 09:00:00", setl_id="S1"),
    ]
    told = requests(rows, known).clips
    assert [(clip.where, f"{clip.begins:%H:%M}", f"{clip.ends:%H:%M}") for clip in told] == [
        ("S1", "08:57", "09:03"),
        ("S2", "09:57", "10:03"),
    ]


def test_a_rule_that_knows_the_camera_s_clock_names_the_clip_itself(known: dict[str, Rule]) -> None:
    detail = '{"clip_from":"2024-05-01 09:01:00","clip_to":"2024-05-01 09:07:00"}'
    [clip] = requests([hit("PHR-01", "h", "2024-05-01 09:00:00", detail=detail)], known).clips
    assert (clip.begins.minute, clip.ends.minute) == (1, 7)


def test_a_day_without_an_hour_has_no_three_minutes(known: dict[str, Rule]) -> None:
    assert requests([hit("PHR-02", "h", "2024-05-01 00:00:00")], known).clips == ()


def test_records_are_asked_for_by_visit_as_the_rule_says(known: dict[str, Rule]) -> None:
    rows = [hit("INV-01", "h", "2024-05-01 09:00:00", mdtrt_id=visit) for visit in ("M2", "M1")]
    told = requests(rows, known).records
    [record] = told
    assert record.what == tuple(text for text in known["INV-01"].evidence if "盘点" not in text)
    assert record.visits == ("M1", "M2")


def test_stock_is_counted_against_the_books(known: dict[str, Rule]) -> None:
    rows = [
        hit("INV-01", "h", "2024-05-01", medins_list_codg="K1", detail='{"item_name":"白蛋白"}'),
        hit("INV-02", "h", "2024-05-01", medins_list_codg="K1"),
    ]
    [count] = requests(rows, known, {"K1": ("支", Decimal("12.0000"))}).counts
    assert (count.name, count.rules, count.unit, count.book) == (
        "白蛋白",
        ("INV-01", "INV-02"),
        "支",
        Decimal("12.0000"),
    )
