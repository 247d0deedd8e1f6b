"""A question becomes a rule under the names it returns, or says in its own lines what it lacks."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from inspector.errors import RuleDraftInvalid, RuleFileInvalid
from inspector.i18n import explain, speak
from inspector.rules import (
    OWED,
    Draft,
    Pack,
    Question,
    lint,
    load_pack,
    question_of,
    run_rule,
    tell,
    write_draft,
)
from inspector.steps.packs import prove
from tests.rooms.rules_made_up import engine_with

SQL = """
-- one item, several times
SELECT f.bkkp_sn, f.mdtrt_id, f.fee_ocur_time, avg(f.cnt) AS 次数, sum(f.det_item_fee_sumamt) / 2 AS half
FROM fee_net AS f
WHERE f.cnt >= '2'
GROUP BY f.bkkp_sn, f.mdtrt_id, f.fee_ocur_time;
"""  # noqa: E501
MANY = Question("several", SQL, "收得多", amount="half", sentence="{次数} 次，{amount} 元")
LINES = "('F2','M1','A1','2024-03-01 09:00:00',3,30.00), ('F1','M1','B1','2024-03-01',1,9.00)"


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    speak("zh")
    yield
    speak(None)


def saved(folder: Path, question: Question = MANY) -> Pack:
    write_draft(folder, question, 1)
    return load_pack(folder)


def test_what_it_returns_is_what_the_rule_returns(tmp_path: Path) -> None:
    pack = saved(tmp_path)
    prove(pack)
    (rule,) = pack.rules
    assert (rule.id, rule.unit, rule.verdict) == ("现场-01", ("bkkp_sn",), "suspect")
    with engine_with(LINES) as engine:
        outcome = run_rule(rule, pack, engine)
    assert (outcome.hits, outcome.amount, outcome.rows_read) == (1, Decimal("15.00"), 2)
    (row,) = outcome.table.to_pylist()
    assert (row["bkkp_sn"], row["mdtrt_id"], str(row["occurred_on"])) == (
        *("F2", "M1", "2024-03-01 09:00:00"),
    )
    assert tell(rule, [row]) == "3.0 次，15.00 元"


def test_a_question_without_its_table_does_not_run_rather_than_find_nothing(tmp_path: Path) -> None:
    pack = saved(
        tmp_path,
        replace(MANY, sql="SELECT trt_session.session_id FROM trt_session", amount="", sentence=""),
    )
    with engine_with(LINES) as engine:
        outcome = run_rule(pack.rules[0], pack, engine)
    assert (outcome.status, "trt_session" in outcome.reason.said()) == ("not_run", True)


def test_it_opens_as_it_was_saved(tmp_path: Path) -> None:
    for number, one in enumerate((MANY, replace(MANY, sentence="", unit=("mdtrt_id",)))):
        (rule,) = saved(tmp_path / str(number), one).rules
        again = question_of(rule)
        assert again is not None and again.sql == SQL.rstrip().rstrip(";")
        assert replace(again, sql=SQL, unit=one.unit) == one
        assert again.unit == (one.unit or ("bkkp_sn",))


def test_a_column_called_amount_is_the_money_and_a_title_may_hold_anything(tmp_path: Path) -> None:
    sql = "SELECT bkkp_sn, det_item_fee_sumamt AS amount FROM fee_net WHERE med_list_codg = 'A1'"
    pack = saved(tmp_path, Question("", sql, 'a {title} "quoted"\\'))
    prove(pack)
    with engine_with(LINES) as engine:
        outcome = run_rule(pack.rules[0], pack, engine)
    assert outcome.amount == Decimal("30.00")
    told = tell(pack.rules[0], outcome.table.to_pylist())
    assert told == 'a {title} "quoted"\\：bkkp_sn F2，30.00 元'


def test_it_runs_before_it_has_cases_and_is_not_signed_so(tmp_path: Path) -> None:
    pack = saved(tmp_path)
    owed = [(one.check, one.facts["kind"]) for one in lint(pack)]
    assert owed == [(OWED, kind) for kind in ("hit", "border", "refund")]
    prove(pack)
    with pytest.raises(RuleFileInvalid):
        prove(pack, signed=True)


def test_rules_of_both_kinds_stand_side_by_side(tmp_path: Path) -> None:
    saved(tmp_path)
    write_draft(
        tmp_path, Draft("share", "药费", (), slots={"part": "drug"}, values={"most": "0.4"}), 2
    )
    pack = load_pack(tmp_path)
    prove(pack)
    assert [bool(rule.question) for rule in pack.rules] == [True, False]
    assert question_of(pack.rules[1]) is None


@pytest.mark.parametrize(
    ("spoiled", "said"),
    [
        ({"title": " "}, "没有写名称"),
        ({"sql": "DELETE FROM fee_net"}, "不能作规则"),
        ({"sql": "SELECT 1 AS x; SELECT 2 AS x"}, "一次只能问一条"),
        ({"sql": "SELECT * FROM fee_net"}, "要有自己的名字"),
        ({"sql": "SELECT bkkp_sn, count(*) FROM fee_net GROUP BY bkkp_sn"}, "第 2 列"),
        ({"sql": "SELECT bkkp_sn, bkkp_sn FROM fee_net"}, "各不相同"),
        ({"sql": "SELECT 1 AS half"}, "没有读本案的任何表"),
        ({"sql": "SELECT mdtrt_id, cnt AS half FROM fee_net"}, "也返回 bkkp_sn"),
        ({"sql": SQL.replace("WHERE", "WHERE psn_name <> '' AND")}, "psn_name"),
        ({"sql": SQL.replace("avg(f.cnt)", "list(f.cnt)")}, "第 3 行用了"),
        (
            {"sql": SQL.replace("GROUP BY f.bkkp_sn, f.mdtrt_id, f.fee_ocur_time", "GROUP BY ALL")},
            "第 6 行",
        ),
        ({"amount": "other"}, "没有名为 other 的列"),
        ({"unit": ("half",)}, "没有名为 half 的列"),
        ({"sentence": "{other}"}, "没有名为 other 的列"),
    ],
)
def test_what_a_question_lacks_is_said(
    tmp_path: Path, spoiled: dict[str, object], said: str
) -> None:
    with pytest.raises(RuleDraftInvalid) as refusal:
        write_draft(tmp_path, replace(MANY, **spoiled), 1)  # type: ignore[arg-type]
    assert said in explain(refusal.value).what
    assert not [*tmp_path.iterdir()]
