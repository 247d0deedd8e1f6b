"""The gate: one reading SELECT passes, everything else is refused with its reason."""

import duckdb
import pytest

from inspector.errors import QuestionRefused
from inspector.i18n import explain, say
from inspector.workspace import gate
from inspector.workspace.gate import SCALARS_REFUSED

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

REFUSED = {
    "empty": ["", "  ", ";", "-- nothing"],
    "too-long": ["SELECT 1 -- " + "x" * 200_000],
    "not-sql": ["selec 1", "SELECT 'open", "sql please", "SELECT \0"],
    "several-statements": ["SELECT 1; DROP TABLE fee_list_d", "SELECT 1; SELECT 2"],
    "not-select": [
        "EXPLAIN ANALYZE DELETE FROM fee_list_d",
        "SUMMARIZE fee_list_d",
        "DESCRIBE fee_list_d",
        "SELECT * FROM (DESCRIBE fee_list_d)",
        "SHOW TABLES",
        "PRAGMA table_info('fee_list_d')",
        "PRAGMA database_list",
        "CALL enable_logging()",
        "COPY (SELECT 1) TO 'x'",
        "COPY fee_list_d TO '/tmp/x.csv'",
        "COPY fee_list_d FROM '/etc/passwd'",
        "EXPORT DATABASE '/tmp/x'",
        "ATTACH ':memory:' AS x",
        "ATTACH '/tmp/x.db'",
        "DETACH memory",
        "USE memory",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 1",
        "RESET threads",
        "SET VARIABLE x = 1",
        "CREATE MACRO sum(x) AS 0",
        "CREATE TEMP MACRO f(x) AS TABLE SELECT 1",
        "CREATE TEMP TABLE fee_net (a INT)",
        "CREATE TEMP VIEW fee_net AS SELECT 1",
        "CREATE OR REPLACE VIEW fee_net AS SELECT 1",
        "CREATE TABLE x AS SELECT 1",
        "CREATE SECRET s (TYPE s3)",
        "CREATE SEQUENCE s",
        "CREATE TYPE x AS ENUM ('a')",
        "INSERT INTO fee_list_d VALUES (1)",
        "UPDATE fee_list_d SET cnt = 0",
        "DELETE FROM fee_list_d",
        "TRUNCATE fee_list_d",
        "DROP VIEW fee_net",
        "ALTER TABLE fee_list_d ADD COLUMN x INT",
        "MERGE INTO a USING b ON a.i = b.i WHEN MATCHED THEN DELETE",
        "PREPARE p AS SELECT 1",
        "EXECUTE p",
        "BEGIN",
        "COMMIT",
        "CHECKPOINT",
        "VACUUM",
        "ANALYZE",
        "COMMENT ON VIEW fee_net IS 'x'",
    ],
    "table-function": [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_blob('/etc/passwd')",
        "SELECT * FROM read_json('https://example.org/x.json')",
        "SELECT * FROM read_parquet('sealed://0123456789abcdef/fee_list_d')",
        "SELECT * FROM parquet_scan('http://example.org/x')",
        "SELECT * FROM parquet_metadata('x')",
        "SELECT * FROM glob('/home/*')",
        "SELECT * FROM sniff_csv('x')",
        "SELECT (SELECT count(*) FROM read_text('x'))",
        "SELECT * FROM fee_list_d WHERE EXISTS (SELECT 1 FROM glob('*'))",
        "WITH x AS (SELECT * FROM glob('*')) SELECT * FROM x",
        "SELECT 1 UNION ALL SELECT size FROM read_blob('x')",
        "SELECT 1 ORDER BY (SELECT count(*) FROM glob('*'))",
        "SELECT * FROM a JOIN b ON a.x = (SELECT count(*) FROM glob('*'))",
        "SELECT max((SELECT 1 FROM glob('*'))) OVER (ORDER BY 1)",
        "FROM enable_logging()",
        "FROM force_checkpoint()",
        "FROM query('DELETE FROM fee_list_d')",
        "FROM query_table('fee_list_d')",
        "FROM json_execute_serialized_sql('x')",
        "FROM duckdb_settings()",
        "FROM duckdb_secrets()",
        "FROM DUCKDB_Tables()",
        "FROM pragma_table_info('fee_list_d')",
        "FROM which_secret('x', 's3')",
        "FROM arrow_scan(1, 2, 3)",
        "FROM test_all_types()",
        "FROM repeat('x', 4000000000)",
    ],
    "function": [
        "SELECT getenv('HOME')",
        "SELECT getvariable('x')",
        "SELECT current_setting('threads')",
        "SELECT nextval('s')",
        "SELECT write_log('x')",
        "SELECT a.write_log() FROM a",
        "SELECT main.write_log('x')",
        "SELECT WRITE_LOG('x')",
        "SELECT 1 FROM a ORDER BY sleep_ms(100000)",
        "SELECT json_serialize_plan('SELECT * FROM read_csv(''x'')')",
        "SELECT error('x' || psn_no) FROM a",
        "SELECT setseed(0.5)",
    ],
    "file": [
        "FROM '/etc/passwd'",
        "FROM 'a.csv'",
        'SELECT * FROM "a.parquet"',
        "SELECT * FROM 'sealed://0123456789abcdef/fee_list_d'",
        "SELECT * FROM 'https://example.org/a.csv'",
        "SELECT * FROM 'C:\\x.csv'",
        "SELECT * FROM a, 'b*.csv'",
    ],
    "other-schema": [
        "FROM information_schema.tables",
        "FROM pg_catalog.pg_tables",
        "FROM sqlite_master",
        "FROM duckdb_tables",
        "FROM other.main.fee_list_d",
        "FROM temp.fee_list_d",
    ],
}
EITHER = [
    # Newer versions parse these and the gate has to see them; older ones do not know them.
    "WITH x AS (DELETE FROM fee_list_d RETURNING *) SELECT * FROM x",
    "WITH x AS (INSERT INTO fee_list_d VALUES (1) RETURNING *) SELECT * FROM x",
    "WITH x AS (UPDATE fee_list_d SET cnt = 1 RETURNING *) SELECT * FROM x",
    "SELECT * FROM (WITH x AS (DELETE FROM fee_list_d RETURNING *) SELECT * FROM x)",
    "SELECT 'x'.read_text()",
    "PIVOT fee_net ON med_type",
    "IMPORT DATABASE '/tmp/x'",
]


@pytest.mark.parametrize("sql", PASSES)
def test_a_reading_select_passes(sql: str) -> None:
    gate(sql)


@pytest.mark.parametrize(
    ("reason", "sql"),
    [pytest.param(reason, sql, id=sql[:60]) for reason, all_ in REFUSED.items() for sql in all_],
)
def test_anything_else_is_refused_with_its_reason(reason: str, sql: str) -> None:
    with pytest.raises(QuestionRefused) as refused:
        gate(sql)
    assert refused.value.facts == {"reason": reason}


@pytest.mark.parametrize("sql", EITHER)
def test_what_only_some_versions_parse_is_refused_by_all(sql: str) -> None:
    with pytest.raises(QuestionRefused):
        gate(sql)


@pytest.mark.parametrize("reason", [*REFUSED, "writes"])
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
