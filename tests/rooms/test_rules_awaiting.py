"""A rule whose data nobody keeps yet stands in its pack, and says what it would need."""

from pathlib import Path

import pytest

from inspector.errors import RuleFileInvalid
from inspector.rules import lint, load_pack, run_rule
from inspector.rules.reason import Reason
from inspector.workspace import blank_engine
from tests.rooms.rules_made_up import write_pack

AWAITING = """/*+++
id       = "T-01"
title.zh = "进店人数少于刷卡人次"
title.en = "Fewer visitors than swipes"
verdict  = "clue"
basis    = ["《条例》第四十条"]
national = "—"
seed     = "test"
since    = 2024-01-01
awaits.zh = "门店客流计数（日期、人数）"
awaits.en = "a count of visitors by day"
evidence = ["video"]
ask      = ["how many came?"]
+++*/
"""


def test_it_is_not_run_with_the_data_it_would_need_in_either_language(tmp_path: Path) -> None:
    pack = load_pack(write_pack(tmp_path, rule=AWAITING, cases=""))
    (rule,) = pack.rules
    with blank_engine() as engine:
        outcome = run_rule(rule, pack, engine)
    assert (outcome.status, outcome.hits) == ("not_run", 0)
    kept = Reason.from_text(outcome.reason.to_text())
    assert kept.said("zh") == "需要目前没有的数据：门店客流计数（日期、人数）"
    assert kept.said("en") == "It awaits data that no table holds: a count of visitors by day"


def test_lint_asks_it_for_a_title_and_a_law_and_for_no_cases(tmp_path: Path) -> None:
    assert lint(load_pack(write_pack(tmp_path, rule=AWAITING, cases=""))) == []
    bare = AWAITING.replace('["《条例》第四十条"]', "[]")
    pack = load_pack(write_pack(tmp_path / "bare", rule=bare, cases=""))
    assert [problem.check for problem in lint(pack)] == ["no-basis"]


@pytest.mark.parametrize(
    "spoiled",
    [AWAITING + "SELECT 1", AWAITING.replace("awaits.en", "awaits.fr")],
    ids=["with SQL", "in one language"],
)
def test_it_has_no_sql_and_says_what_it_awaits_in_both_languages(
    tmp_path: Path, spoiled: str
) -> None:
    with pytest.raises(RuleFileInvalid):
        load_pack(write_pack(tmp_path, rule=spoiled, cases=""))
