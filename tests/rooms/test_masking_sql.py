"""Masking holds in a person's own SQL: no trick brings a planted value back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from inspector.errors import QuestionRefused
from inspector.schema import TABLES
from inspector.workspace import Case, Engine, engine, gate, masks_of, read_only, run_question
from tests.rooms.masking_case import PLANTED, masked_engine, planted_case

TRICKS = (
    "SELECT * FROM mdtrt_d",
    "SELECT * FROM setl_d",
    "SELECT * FROM quarantine",
    "SELECT * FROM link_problem",
    "SELECT * FROM fee_net",
    "FROM mdtrt_d",
    "TABLE mdtrt_d",
    "SELECT COLUMNS(*) FROM mdtrt_d",
    "SELECT COLUMNS('.*n.*') FROM mdtrt_d",
    "SELECT COLUMNS(c -> c LIKE '%n%') FROM mdtrt_d",
    "SELECT min(COLUMNS(*)), max(COLUMNS(*)) FROM mdtrt_d",
    "SELECT * EXCLUDE (psn_no) FROM mdtrt_d",
    "SELECT * REPLACE (upper(psn_name) AS psn_name) FROM mdtrt_d",
    "SELECT * RENAME (psn_name AS x) FROM mdtrt_d",
    "SELECT m FROM mdtrt_d m",
    "SELECT struct_pack(a := psn_name, b := certno) FROM mdtrt_d",
    "SELECT row(psn_no, psn_name, memo) FROM mdtrt_d",
    "SELECT to_json(m) FROM mdtrt_d m",
    "SELECT json_group_object(psn_no, psn_name) FROM mdtrt_d",
    "SELECT list(m) FROM mdtrt_d m",
    "SELECT MAP {psn_no: certno} FROM mdtrt_d",
    "SELECT string_agg(psn_name || certno || tel, ',') FROM mdtrt_d",
    "SELECT first(certno ORDER BY certno), last(psn_name) FROM mdtrt_d",
    "SELECT arg_min(certno, psn_no), arg_max(psn_name, age) FROM mdtrt_d",
    "SELECT mode(tel), any_value(addr), histogram(certno)::VARCHAR FROM mdtrt_d",
    "SELECT approx_top_k(psn_name, 3) FROM mdtrt_d",
    "SELECT min_by(psn_name, brdy, 3) FROM mdtrt_d",
    "SELECT quantile_disc(certno, 0.5), median(brdy) FROM mdtrt_d",
    "SELECT lead(certno) OVER (ORDER BY psn_no), lag(psn_name) OVER () FROM mdtrt_d",
    "SELECT first_value(tel) OVER w FROM mdtrt_d WINDOW w AS (PARTITION BY psn_name)",
    "SELECT substr(psn_name, 2, 9), right(certno, 8), reverse(tel) FROM mdtrt_d",
    "SELECT unnest(string_split(psn_name, '')), unnest(string_split(memo, '')) FROM mdtrt_d",
    "SELECT regexp_extract(memo, '(.*)', 1), regexp_replace(certno, '-', '') FROM mdtrt_d",
    "SELECT encode(psn_name), hex(certno), to_base64(encode(tel)) FROM mdtrt_d",
    "SELECT unicode(right(psn_name, 1)), ascii(psn_no), ord(psn_name) FROM mdtrt_d",
    "SELECT list_transform(string_split(psn_name, ''), c -> ord(c)) FROM mdtrt_d",
    "SELECT strftime(brdy, '%Y-%m-%d'), dayofyear(brdy), epoch(brdy) FROM mdtrt_d",
    "SELECT brdy - DATE '1990-01-01', date_part('month', brdy) FROM mdtrt_d",
    "SELECT psn_name::BLOB, certno::BLOB, brdy::VARCHAR FROM mdtrt_d",
    "SELECT a.psn_name, b.certno FROM mdtrt_d a JOIN mdtrt_d b USING (psn_no)",
    "SELECT * FROM mdtrt_d NATURAL JOIN setl_d",
    "SELECT * FROM mdtrt_d a ASOF JOIN mdtrt_d b ON a.psn_no = b.psn_no AND a.age >= b.age",
    "SELECT * FROM mdtrt_d POSITIONAL JOIN setl_d",
    "SELECT * FROM setl_d f, LATERAL (SELECT tel FROM mdtrt_d m WHERE m.psn_no = f.psn_no)",
    "SELECT (SELECT psn_name FROM setl_d s WHERE s.psn_no = m.psn_no) FROM mdtrt_d m",
    "SELECT psn_no FROM mdtrt_d UNION ALL SELECT certno FROM setl_d",
    "SELECT psn_name FROM mdtrt_d EXCEPT SELECT 'x'",
    "WITH t AS MATERIALIZED (FROM mdtrt_d) SELECT * FROM t",
    "WITH RECURSIVE t AS (SELECT certno AS c FROM mdtrt_d UNION SELECT left(c, 9) FROM t) FROM t",
    "SELECT * FROM (UNPIVOT (SELECT psn_name, certno, tel FROM mdtrt_d) ON COLUMNS(*))",
    "SELECT * FROM mdtrt_d ORDER BY psn_name, certno",
    "SELECT DISTINCT ON (psn_no) * FROM mdtrt_d ORDER BY psn_no, memo",
    "SELECT * FROM mdtrt_d QUALIFY row_number() OVER (PARTITION BY certno) = 1",
    "SELECT psn_name, tel, count(*) FROM mdtrt_d GROUP BY GROUPING SETS ((psn_name), (tel), ())",
    "SELECT * FROM mdtrt_d TABLESAMPLE 100%",
    'SELECT "PSN_NAME", main.mdtrt_d."Certno" FROM main.mdtrt_d',
    "SELECT coalesce(nullif(psn_name, ''), certno), CASE WHEN true THEN memo END FROM mdtrt_d",
    "SELECT concat_ws('|', *COLUMNS(*)) FROM mdtrt_d",
    "SELECT format('{}{}', psn_name, certno), printf('%s', tel) FROM mdtrt_d",
    "SELECT unheard_of FROM setl_d",
    "SELECT try_cast(certno AS HUGEINT), certno::BIT FROM mdtrt_d",
    "SELECT error_in_cast FROM (SELECT certno::INTEGER AS error_in_cast FROM mdtrt_d)",
)
GUESSES = (
    "psn_no = 'PSN0000000001'",
    "certno = '330102199005061234'",
    "certno LIKE '3301%'",
    "tel BETWEEN '13800001111' AND '13800001112'",
    "psn_name = '赵灵儿'",
    "psn_name LIKE '%灵%'",
    "psn_name SIMILAR TO '赵灵.*'",
    "contains(memo, '秘密')",
    "main_cond_dscr ILIKE '%李四%'",
    "brdy = DATE '1990-05-06'",
    "addr ^@ '西湖'",
    "psn_no IN (SELECT unnest(['PSN0000000001']))",
    "levenshtein(certno, '330102199005061234') < 6",
    "jaccard(psn_name, '赵灵儿') > 0.5",
    "md5(certno) = md5('330102199005061234')",
    "hash(psn_no) = hash('PSN0000000001')",
    "unheard_of LIKE '%备注%'",
)
REFUSED = (
    "SELECT * FROM read_parquet('sealed://masks')",
    "SELECT * FROM 'sealed://masks'",
    "SELECT * FROM parquet_scan('sealed://x/mdtrt_d')",
    "SELECT sql FROM duckdb_views()",
    "SELECT * FROM duckdb_columns()",
    "SELECT current_setting('allowed_paths')",
    "SELECT value FROM duckdb_settings() WHERE name = 'allowed_paths'",
    "SELECT * FROM information_schema.views",
    "SELECT view_definition FROM main.pg_views",
    "SUMMARIZE mdtrt_d",
    "SELECT * FROM (SUMMARIZE mdtrt_d)",
    "SELECT stats(psn_name) FROM mdtrt_d",
    "EXPLAIN ANALYZE SELECT * FROM mdtrt_d",
    "SELECT * FROM query('FROM mdtrt_d')",
    "SELECT * FROM glob('sealed://*')",
)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Case]:
    with planted_case(tmp_path_factory.mktemp("planted")) as made:
        yield made


@pytest.fixture(scope="module")
def asked(case: Case) -> Iterator[Engine]:
    with masked_engine(case) as made:
        yield made


def leaked(told: object) -> list[str]:
    text = str(told)
    return [value for value in PLANTED if value in text or value[::-1] in text]


@pytest.mark.parametrize("sql", TRICKS)
def test_no_expression_brings_a_planted_value_back(asked: Engine, sql: str) -> None:
    with read_only(asked.con) as con:
        try:
            told: object = con.execute(sql).fetchall()
        except (duckdb.Error, UnicodeDecodeError) as error:
            told = error
    assert leaked(told) == []


def test_the_tricks_would_bring_them_back_if_nothing_were_covered(case: Case) -> None:
    with engine(case) as bare:
        found = {value for sql in TRICKS[:4] for value in leaked(bare.con.execute(sql).fetchall())}
    assert found == {value for value in PLANTED if value != "1990-05-06"}


@pytest.mark.parametrize("guess", GUESSES)
def test_no_guess_is_ever_confirmed(asked: Engine, guess: str) -> None:
    table = "setl_d" if "unheard_of" in guess else "mdtrt_d"
    with read_only(asked.con) as con:
        assert con.execute(f"SELECT count(*) FROM {table} WHERE {guess}").fetchall() == [(0,)]


@pytest.mark.parametrize("sql", REFUSED)
def test_what_lies_below_the_tables_cannot_be_asked_for(sql: str) -> None:
    with pytest.raises(QuestionRefused):
        gate(sql)


def test_the_sealed_files_lie_under_names_nobody_can_guess(case: Case, asked: Engine) -> None:
    known = case.snapshots[0].manifest.snapshot_id
    for name in (f"sealed://{known}/mdtrt_d", "sealed:///masks", "sealed://masks"):
        with pytest.raises(duckdb.Error):
            asked.con.execute(f"SELECT * FROM read_parquet('{name}')").fetchall()


def test_a_question_is_answered_masked_and_can_still_be_worked_with(case: Case) -> None:
    sql = """SELECT psn_name, brdy, age, main_cond_dscr, memo, psn_no LIKE '人-%', tel LIKE '话-%'
        FROM mdtrt_d ORDER BY mdtrt_id"""
    rows = run_question(case, sql, 10, 20, 512).rows
    assert [row[0] for row in rows] == ["赵**", "钱**", "孙**"]
    assert [row[1] for row in rows] == [date(1990, 1, 1), date(1981, 1, 1), None]
    assert [row[3:5] for row in rows] == [("【11】", "【4】"), ("", None), (None, None)]
    assert {row[5:] for row in rows} == {(True, True)}


def test_a_person_has_one_pseudonym_in_every_table_and_another_in_another_case(
    case: Case, asked: Engine, tmp_path: Path
) -> None:
    sql = "SELECT DISTINCT psn_no FROM {} WHERE mdtrt_id = 'M1'"
    tables = ("mdtrt_d", "setl_d", "fee_list_d", "fee_net")
    told = {str(asked.con.execute(sql.format(table)).fetchall()) for table in tables}
    assert len(told) == 1
    with planted_case(tmp_path) as other, masked_engine(other) as elsewhere:
        assert str(elsewhere.con.execute(sql.format("mdtrt_d")).fetchall()) not in told


def test_pseudonyms_are_the_same_when_they_are_given_out_again(case: Case) -> None:
    before = masks_of(case).parquet
    for name in case.kept_names("masks/"):
        case.forget(name)
    assert masks_of(case).parquet == before


def test_nothing_of_the_pseudonyms_lies_open_in_the_case(case: Case) -> None:
    masks_of(case)
    for file in (path for path in case.folder.rglob("*") if path.is_file()):
        content = file.read_bytes()
        assert not any(value.encode() in content for value in PLANTED), file


def test_every_column_that_sounds_personal_is_marked_so() -> None:
    words = ("身份证", "证件号码", "联系电话", "地址", "人员编号", "出生日期", "备注", "病情描述")
    staff = ("经办", "创建", "医", "师", "者", "麻醉", "操作", "执行", "核对", "测量")
    unmarked = [
        f"{table.name}.{column.name}"
        for table in TABLES.values()
        for column in table.columns
        if not column.sensitive
        and (
            any(word in column.zh for word in words)
            or (column.name.startswith(("psn_name", "coner_")))
            or (column.zh.endswith("姓名") and not any(word in column.zh for word in staff))
        )
    ]
    assert unmarked == ["staff.staff_name"]
