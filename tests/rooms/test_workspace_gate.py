"""The gate: one reading SELECT passes, everything else is refused with its reason."""

import duckdb
import pytest

from inspector.errors import QuestionRefused
from inspector.i18n import explain, say
from inspector.workspace import gate
from inspector.workspace.gate import SCALARS_REFUSED
from tests.rooms.sandbox_probes import MAY_SAY, PROBES

HARMLESS_SIDE_EFFECTS = {
    # Chance and identity of the statement: they make an answer differ, they reach nothing.
    *("random", "uuid", "uuidv4", "uuidv7", "gen_random_uuid", "vector_type"),
    *("current_connection_id", "current_query_id", "current_transaction_id"),
}

PASSES = [
    "SELECT 1",
    "SELECT 1;",
    "select count(*) from fee_net -- 注释",
    "FROM fee_list_d",
    "VALUES (1), (2)",
    "SELECT * FROM range(10), generate_series(1, 3), unnest([1, 2])",
    "WITH 住院 AS (SELECT * FROM mdtrt_d) SELECT * FROM 住院 AS 表 WHERE 表.psn_no = 'P1'",
    "WITH x AS MATERIALIZED (SELECT 1) SELECT * FROM x",
    "WITH RECURSIVE t AS (SELECT 1 a UNION ALL SELECT a + 1 FROM t WHERE a < 9) FROM t",
    "SELECT a FROM x UNION ALL SELECT b FROM y EXCEPT (SELECT c FROM z INTERSECT SELECT 2)",
    "SELECT * FROM fee_net WHERE med_list_codg IN $codes AND cnt > $most",
    "SELECT * FROM a JOIN b USING (x) LEFT JOIN LATERAL (SELECT b.x) ON true",
    "SELECT * FROM a ASOF JOIN b ON a.t >= b.t",
    "SELECT * EXCLUDE (a) FROM fee_list_d ORDER BY ALL LIMIT 10",
    "SELECT sum(cnt) OVER (PARTITION BY psn_no ORDER BY fee_ocur_time) FROM fee_net",
    "SELECT psn_no FROM fee_net QUALIFY row_number() OVER (PARTITION BY psn_no) = 1",
    "SELECT grouping(a), sum(b) FROM t GROUP BY ROLLUP (a)",
    "PIVOT fee_net ON med_type IN ('11', '21') USING sum(cnt)",
    "SELECT * FROM fee_list_d WHERE EXISTS (SELECT 1 FROM setl_d WHERE setl_d.psn_no = 'x')",
    "SELECT * FROM fee_list_d TABLESAMPLE 10%",
    "SELECT (SELECT max(cnt) FROM main.fee_net), list_transform([1], lambda x: x + 1)",
]


@pytest.mark.parametrize("sql", PASSES)
def test_a_reading_select_passes(sql: str) -> None:
    gate(sql)


@pytest.mark.parametrize(
    ("sql", "reasons"), [pytest.param(*probe, id=probe[0][:60]) for probe in PROBES]
)
def test_anything_else_is_refused_with_its_reason(sql: str, reasons: tuple[str, ...]) -> None:
    with pytest.raises(QuestionRefused) as refused:
        gate(sql)
    assert refused.value.facts["reason"] in reasons


@pytest.mark.parametrize("reason", MAY_SAY)
def test_every_reason_has_a_sentence_in_both_languages(reason: str) -> None:
    assert say(f"query.reason.{reason}", "zh") != say(f"query.reason.{reason}", "en")
    assert explain(QuestionRefused(reason=reason), "zh").next


def test_a_statement_nested_beyond_all_measure_is_refused_not_crashed() -> None:
    with pytest.raises(QuestionRefused):
        gate("SELECT " + "(" * 20_000 + "1" + ")" * 20_000)


def test_every_function_with_side_effects_is_known_to_the_gate() -> None:
    listed = duckdb.execute(
        "SELECT DISTINCT function_name FROM duckdb_functions()"
        " WHERE has_side_effects AND function_type IN ('scalar', 'macro')"
    ).fetchall()
    assert {str(row[0]) for row in listed} <= SCALARS_REFUSED | HARMLESS_SIDE_EFFECTS
