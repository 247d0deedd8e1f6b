"""Who is held against whom: level and kind, wider circles where those are few, and by what."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from inspector.merge import Extent, Figure, Inspected, Placed
from inspector.merge.peers import circle_of
from inspector.merge.ranking import ranking

SIZE = Extent(rows=10_000, settlements=100, billed=Decimal("50000.00"))
DAYS = (date(2024, 1, 1), date(2024, 12, 31))


def hospital(code: str, level: str, kind: str, extent: Extent = SIZE) -> Inspected:
    told: dict[str, Any] = dict.fromkeys(("cases", "teams", "bundles", "missing"), ())
    return Inspected(
        code,
        f"{code} 院",
        DAYS,
        **told,
        snapshot_digests=(f"sha256:{code}",),
        pack_digests=(),
        findings={},
        held_by={},
        events=(),
        extents={f"sha256:{code}": extent},
        level=level,
        kind=kind,
    )


def placed(hospitals: list[Inspected], money: dict[str, str]) -> dict[str, Placed]:
    figures = [Figure(code, {}, {}, Decimal(yuan), Decimal(yuan)) for code, yuan in money.items()]
    return {one.institution: one for one in ranking(hospitals, figures)}


def several(letter: str, level: str, kind: str, count: int, first: int = 1) -> list[Inspected]:
    return [hospital(f"{letter}{at:011}", level, kind) for at in range(first, first + count)]


def test_a_hospital_is_held_against_those_of_its_level_and_kind_when_there_are_five() -> None:
    given = several("H", "二级", "康复", 5) + several("H", "三级甲等", "综合医院", 5, first=6)
    made = placed(given, {"H00000000001": "10.00", "H00000000006": "90.00"})
    first = made["H00000000001"]
    assert (first.among.level, first.among.kind, first.peers, first.place) == ("2", "rehab", 5, 1)
    assert made["H00000000006"].among == circle_of("H", "三级", "综合")


def test_of_fewer_than_five_alike_each_is_held_against_its_level_then_against_all() -> None:
    given = several("H", "二级", "康复", 4) + several("H", "二级乙等", "中医医院", 5, first=5)
    given += several("H", "一级", "综合", 2, first=20)
    made = placed(given, {"H00000000001": "10.00"})
    few, enough, fewest = (made[f"H{at:011}"] for at in (1, 5, 20))
    assert (few.among.level, few.among.kind, few.alike, few.peers) == ("2", "", 4, 9)
    assert (enough.among.kind, enough.peers) == ("chinese", 5)
    assert (fewest.among.level, fewest.alike, fewest.peers) == ("", 2, 11)


def test_a_pharmacy_is_held_against_pharmacies_only_and_never_by_a_level() -> None:
    given = several("P", "药店", "连锁药店", 5) + several("P", "未定级", "单体药店", 1, first=6)
    made = placed([*given, *several("H", "二级", "康复", 5)], {})
    assert (made["P00000000001"].among.kind, made["P00000000001"].peers) == ("chain", 5)
    assert (made["P00000000006"].among.letter, made["P00000000006"].peers) == ("P", 6)


def test_who_told_no_level_is_held_against_all_and_never_counted_to_a_level() -> None:
    made = placed([*several("H", "二级", "康复", 5), hospital("H00000000009", "", "康复")], {})
    assert (made["H00000000009"].among.level, made["H00000000009"].peers) == ("", 6)
    assert made["H00000000001"].peers == 5


def test_a_large_hospital_with_more_money_found_stands_behind_a_small_one_with_a_larger_share() -> (
    None
):
    given = several("H", "二级", "康复", 5)
    large = Extent(rows=1_000_000, settlements=20_000, billed=Decimal("90000000.00"))
    given[0] = replace(given[0], extents={"sha256:1": large})
    made = placed(given, {"H00000000001": "45000.00", "H00000000002": "500.00"})
    first, second = made["H00000000002"], made["H00000000001"]
    assert (first.place, first.per_thousand, first.per_settlement) == (
        1,
        Decimal("10.00"),
        Decimal("5.00"),
    )
    assert (second.place, second.per_thousand) == (2, Decimal("0.50"))
    assert {one.by for one in made.values()} == {"billed"}


def test_where_one_of_the_circle_told_nothing_billed_all_of_it_are_placed_by_rows() -> None:
    given = several("H", "二级", "康复", 5)
    given[0] = replace(given[0], extents={"sha256:1": Extent(rows=100)})
    made = placed(given, {"H00000000001": "1.00", "H00000000002": "2.00"})
    assert [made[f"H{at:011}"].place for at in (1, 2)] == [1, 2]
    assert made["H00000000001"].per_thousand is None
    assert {one.by for one in made.values()} == {"rows"}
    assert made["H00000000002"].peers_median == Decimal("0.00")


def test_a_snapshot_two_inspections_share_makes_a_hospital_no_larger() -> None:
    given = several("H", "二级", "康复", 5)
    made = placed([*given, given[0]], {"H00000000001": "50.00"})
    assert (made["H00000000001"].extent, made["H00000000001"].peers) == (SIZE, 5)


def test_the_words_of_a_register_come_to_those_of_the_national_form() -> None:
    for said in ("三级", "三级甲等", "三级特等", "三乙"):
        assert circle_of("H33", said, "综合医院") == circle_of("H33", "三级", "综合")
    assert circle_of("H33", "未定级", "血液透析中心") == circle_of("H33", "未评级", "透析")
    assert circle_of("H33", "其他", "职业病院").kind == "职业病院"
