"""Figures over many hospitals: six ways of counting, ranking, how the rules did, who crosses."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.findings import Journal
from inspector.merge import WAYS, BundleContents, Extent, Merged, gather, hospitals_of, merged_of
from inspector.trust import Pseudonyms
from tests.rooms.journal_made_up import confirmed
from tests.rooms.summary_made_up import NOON, SNAPSHOT, Drawer, bundle, no, opened, people, yes

RULES = ("XY2-03", "SES-01", "XY2-11")
OVERCHARGED = "《医疗保障基金使用监督管理条例》第三十八条第（三）项：超标准收费"
INVENTED = "《医疗保障基金使用监督管理条例》第四十条第一款第（三）项：虚构医药服务项目"
DOCTOR, TRACE = "D330102000001", "81234567890123456789"


class Clock:
    """Ten minutes from one act to the next."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> Any:
        self.now += timedelta(minutes=10)
        return self.now


def desk(folder: Path, who: str, case: str) -> Journal:
    cards = tuple(one.card for one in people().values())
    return Journal(Drawer(folder / who / case, people()[who], case, cards), clock=Clock())


def suspected(rule: str, basis: str, *lines: tuple[str, str, str], **more: Any) -> dict[str, Any]:
    """Lines as (number, amount, day); each may cost twice what is suspected."""
    body = opened(rule, *((sn, amount, str(2 * Decimal(amount))) for sn, amount, _ in lines))
    told = zip(body["lines"], lines, strict=True)
    dated = [{**line, "occurred_on": day} for line, (_, _, day) in told]
    return {**body, "basis": [basis], "lines": dated, **more}


def handed_in(folder: Path) -> list[BundleContents]:
    """A hospital of region 330102 by two teams, one of 330200, and a pharmacy."""
    zhang, wang = desk(folder, "zhang", "C-1"), desk(folder, "wang", "C-1")
    for journal in (zhang, wang):
        both = (("B1", "60.00", "2024-01-31"), ("B2", "40.00", "2024-02-01"))
        journal.append("opened", "F1", suspected("XY2-03", OVERCHARGED, *both))
        confirmed(journal, "F1", yes("100.00"))
    wang.append("opened", "F2", suspected("SES-01", INVENTED, ("B1", "90.00", "2024-01-31")))
    confirmed(wang, "F2", yes("90.00"))
    other = desk(folder, "wang", "C-2")
    traces = [{"drug_trac_codg": TRACE, "staff_code": DOCTOR}]
    body = suspected("XY2-03", OVERCHARGED, ("B1", "500.00", "2024-02-09"), evidence=traces)
    other.append("opened", "F3", body)
    confirmed(other, "F3", yes("500.00"))
    other.append("opened", "F4", suspected("SES-01", INVENTED, ("B7", "8.00", "2024-02-09")))
    other.append("verdict", "F4", no("clinically-justified"))
    shop = desk(folder, "zhang", "C-3")
    shop.append("opened", "F5", suspected("XY2-11", "", ("B1", "7.00", ""), evidence=traces))
    confirmed(shop, "F5", yes("7.00"))
    sized: dict[str, Any] = {"extents": sized_by(20_000), "hits": {"XY2-03": 30, "INV-01": 2}}
    return [
        replace(bundle(zhang, ["zhang", "li"], 1, "H33010200001", "C-1"), **sized),
        replace(bundle(wang, ["wang"], 2, "H33010200001", "C-1"), **sized),
        replace(named(other, 3, "H33020000002", "C-2"), extents=sized_by(10_000)),
        replace(named(shop, 4, "P33010200003", "C-3"), extents={}),
    ]


def sized_by(rows: int) -> dict[str, Extent]:
    return {SNAPSHOT: Extent(rows)}


def named(journal: Journal, number: int, code: str, case: str) -> BundleContents:
    whole = bundle(journal, ["wang"], number, "H33010200001", case)
    return replace(whole, institution=code, institution_name=f"{code} 院")


def told(merged: Merged, way: str) -> dict[str, tuple[str, str]]:
    return {one.name: (str(one.claimed), str(one.counted)) for one in getattr(merged, way)}


def test_every_way_of_counting_comes_to_the_same_total(tmp_path: Path) -> None:
    merged = gather(handed_in(tmp_path))
    assert merged.total == Decimal("637.00")
    for way in WAYS:
        assert sum(one.counted for one in getattr(merged, way)) == merged.total, way


def test_money_by_class_region_and_month_counts_a_fee_line_once(tmp_path: Path) -> None:
    merged = gather(handed_in(tmp_path))
    assert told(merged, "by_class") == {
        "38-3": ("600.00", "600.00"),
        "40-3": ("90.00", "30.00"),
        "other": ("7.00", "7.00"),
    }
    assert told(merged, "by_region") == {
        "330102": ("197.00", "137.00"),
        "330200": ("500.00", "500.00"),
    }
    assert told(merged, "by_month") == {
        "": ("7.00", "7.00"),
        "2024-01": ("150.00", "90.00"),
        "2024-02": ("540.00", "540.00"),
    }
    months = {one.name: dict(one.states) for one in merged.by_month}
    assert months["2024-02"] == {"confirmed": 2, "rejected": 1}


def test_a_hospital_is_ranked_among_its_own_kind_by_money_for_what_was_looked_at(
    tmp_path: Path,
) -> None:
    placed = gather(handed_in(tmp_path)).ranking
    assert [(one.institution, one.place, one.peers, str(one.per_rows)) for one in placed] == [
        ("H33020000002", 1, 2, "500.00"),
        ("H33010200001", 2, 2, "65.00"),
        ("P33010200003", None, 0, "None"),
    ]
    assert {str(one.peers_median) for one in placed if one.like.letter == "H"} == {"282.50"}


def test_how_a_rule_did_is_told_with_hits_reasons_and_money_an_hour(tmp_path: Path) -> None:
    effects = {one.rule_id: one for one in gather(handed_in(tmp_path)).effects}
    best = effects["XY2-03"]
    assert (best.hits, best.found, best.confirmed, best.excluded) == (30, 2, 2, {})
    # Three who opened it first of all, then took four acts of ten minutes to a ruling.
    assert (str(best.money), best.seconds) == ("540.00", 3 * 4 * 600)
    assert str(best.money_an_hour) == "270.00"
    worse = effects["SES-01"]
    assert (worse.found, worse.confirmed, worse.against) == (2, 1, 1)
    assert worse.excluded == {"clinically-justified": 1}
    assert effects["INV-01"].hits == 2 and effects["INV-01"].found == 0


def test_who_is_seen_in_two_hospitals_shows_only_to_the_holder_of_one_key(tmp_path: Path) -> None:
    given = handed_in(tmp_path)
    assert gather(given).crossings == ()
    ours = merged_of(hospitals_of(given, signs=Pseudonyms(bytes(32)))).crossings
    assert [(one.kind, sorted(one.findings)) for one in ours] == [
        ("person", ["H33010200001", "H33020000002", "P33010200003"]),
        ("doctor", ["H33020000002", "P33010200003"]),
        ("trace", ["H33020000002", "P33010200003"]),
    ]
    theirs = merged_of(hospitals_of(given, signs=Pseudonyms(bytes([1] * 32)))).crossings
    assert not {one.sign for one in ours} & {one.sign for one in theirs}
    written = merged_of(hospitals_of(given, signs=Pseudonyms(bytes(32)))).to_json()
    assert not [code for code in ("P00000001", DOCTOR, TRACE) if code.encode() in written]


def test_a_number_a_hospital_gave_its_own_staff_matches_nobody_elsewhere(tmp_path: Path) -> None:
    bundles = []
    for at, code in enumerate(("H33010200001", "H33020000002")):
        journal = desk(tmp_path, "wang", f"C-{at}")
        body = suspected("SES-01", INVENTED, ("B1", "9.00", "2024-01-01"))
        lines = [{**line, "psn_no": ""} for line in body["lines"]]
        evidence = [{"staff_code": "K000012"}]
        journal.append("opened", "F1", {**body, "lines": lines, "evidence": evidence})
        bundles.append(named(journal, at, code, f"C-{at}"))
    assert merged_of(hospitals_of(bundles, signs=Pseudonyms(bytes(32)))).crossings == ()
