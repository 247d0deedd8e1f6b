"""What stands behind a hit, read from a real case: settlement, therapist, stock, swipes, masked."""

from datetime import date
from decimal import Decimal

import pyarrow.compute as pc
import pytest

from inspector.steps import (
    from_hits,
    hit_lines,
    listed_hits,
    open_desk,
    settlement,
    staff_day,
    stock,
    swipes,
)
from inspector.steps.hits import raw_hits, raw_hits_where
from tests.screens.conftest import RealCase

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("real-case")]


def test_stock_therapist_and_swipes_are_those_of_the_books(checked: RealCase) -> None:
    with open_desk(checked.folder, checked.lead, write=False) as desk:
        levels = stock(desk, "KN100037")
        below = [(day, level) for day, level in levels if level < 0]
        assert below[0][0] == date(2024, 2, 20)
        assert min(level for _, level in below) == Decimal(-5)
        sessions = staff_day(desk, "K000012", date(2024, 2, 9))
        assert [one.over for one in sessions] == [False, False, True, True]
        asked = "SELECT count(*) FROM setl_d WHERE CAST(setl_time AS DATE) = DATE '2024-02-09'"
        [(settled,)] = desk.engine().con.execute(asked).fetchall()
        assert sum(one.swipes for one in swipes(desk, date(2024, 2, 9))) == settled > 0
        assert stock(desk, "no such item") == () == staff_day(desk, "nobody", date(2024, 2, 9))


def test_a_settlement_shows_its_lines_and_nobody_by_number(checked: RealCase) -> None:
    with open_desk(checked.folder, checked.lead) as desk:
        raw = next(row for row in raw_hits(desk).to_pylist() if row["setl_id"] and row["bkkp_sn"])
        told = settlement(desk, raw["setl_id"])
        assert raw["bkkp_sn"] in {line["bkkp_sn"] for line in told.lines}
        assert str(told.facts["psn_no"]).startswith("人-")
        assert raw["psn_no"] not in repr(told)
        assert desk.journal.events()[-1].kind == "asked"


def test_hits_listed_or_found_alone_are_the_hits_there_are(checked: RealCase) -> None:
    with open_desk(checked.folder, checked.lead) as desk:
        raw, told = raw_hits(desk), listed_hits(desk)
        assert told["hit_id"].to_pylist() == list(dict.fromkeys(raw["hit_id"].to_pylist()))
        assert pc.sum(told["amount"]) == pc.sum(raw["amount"]).cast(pc.sum(told["amount"]).type)
        people = set(told["psn_no"].to_pylist()) - {"", None}
        assert people and all(str(one).startswith("人-") for one in people)
        row = told.to_pylist()[7]
        hit, rule = row["hit_id"], row["rule_id"]
        alone = raw_hits_where(desk, "hit_id", [hit])
        assert alone.equals(raw.filter(pc.equal(raw["hit_id"], hit)))
        assert hit_lines(desk, hit) == hit_lines(desk, hit, rule)
        assert from_hits(desk, wanted=[hit]) == [hit]
