"""Everything about a person or a visit stands on one axis, names nobody, and is written down."""

import json
import re
from typing import Any

import pytest

from tests.commands.computer import Computer
from tests.commands.inspection import Inspection
from tests.commands.refusal import refused

pytestmark = pytest.mark.heavy

BUSIEST = "SELECT psn_no, mdtrt_id FROM trt_session GROUP BY ALL ORDER BY count(*) DESC, 2 LIMIT 1"


def asked(team: Computer, sql: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(team.does("ask", sql, "--json").stdout)
    return rows


def test_a_person_is_seen_in_every_table_in_the_order_it_happened(
    checked: Inspection, patients: frozenset[str]
) -> None:
    team = checked.team
    [one] = asked(team, BUSIEST)
    said = team.does("person", one["psn_no"], "--json").stdout
    told = json.loads(said)
    times = [entry["at"] for entry in told["entries"]]
    assert times == sorted(times)
    kinds = {entry["kind"] for entry in told["entries"]}
    assert {"visit", "fee", "session", "settlement"} <= kinds
    sql = f"SELECT sum(det_item_fee_sumamt) AS yuan FROM fee_net WHERE psn_no = '{one['psn_no']}'"
    assert told["billed"] == asked(team, sql)[0]["yuan"]
    assert not any(name in said for name in patients)
    assert team.does("log", "--kind", "asked").stdout.count(f"psn_no {one['psn_no']}") == 1
    # The letters alone are enough, as for `reveal`.
    shown = team.does("person", one["psn_no"].removeprefix("人-").lower(), "--lang", "zh").stdout
    assert "━" in shown and "治疗" in shown and "普通" in shown


def test_a_visit_becomes_a_page_that_names_nobody(
    checked: Inspection, patients: frozenset[str]
) -> None:
    from pypdf import PdfReader

    team, page = checked.team, checked.team.folder / "visit.pdf"
    [one] = asked(team, BUSIEST)
    team.does("visit", one["mdtrt_id"], "-o", page, "--lang", "zh")
    text = "".join(sheet.extract_text() for sheet in PdfReader(page).pages)
    assert one["mdtrt_id"] in text and re.search(r"\d\d:\d\d–\d\d:\d\d", text)
    assert not any(name in text for name in patients)
    exported = json.loads(team.does("log", "--kind", "exported", "--json").stdout)
    assert exported[-1]["detail"].startswith("visit.pdf")


def test_whoever_is_not_there_is_not_looked_for(checked: Inspection) -> None:
    words = ("person", "人-AAAAAAAA")
    refused(checked.team, *words, code="masking.person-unknown", status=3)
    refused(checked.team, "visit", "x' OR '1'='1", code="person.visit-unknown", status=3)
