"""The sample hospital is as its truth says: each of twelve checks, written here anew, finds exactly
what is listed as planted and nothing else; none of the listed look-alikes is among it."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

HOSPITAL = Path(__file__).parents[2] / "sample_audits" / "kangning"
RAW = HOSPITAL / "raw"

Connection = duckdb.DuckDBPyConnection
Table = list[dict[str, str]]


def listed(name: str) -> Table:
    with (HOSPITAL / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def unreadable(file: str) -> set[int]:
    return {int(row["row"]) for row in listed("unreadable.csv") if row["file"] == file}


def extract(name: str, encoding: str = "utf-8", quote: str = '"') -> Table:
    skipped = unreadable(f"{name}.csv")
    with (RAW / f"{name}.csv").open(encoding=encoding, newline="") as file:
        rows = csv.DictReader(file, quotechar=quote)
        return [row for number, row in enumerate(rows, start=2) if number not in skipped]


def workbook(name: str) -> Table:
    """The rows below the header row, which is the one that has 机构编码 in it."""
    [path] = RAW.glob(f"{name}-*.xlsx")
    skipped = unreadable(path.name)
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    head = next(number for number, row in enumerate(rows) if "机构编码" in row)
    names = [str(cell) for cell in rows[head]]
    return [
        {name: str(cell) for name, cell in zip(names, row, strict=True)}
        for number, row in enumerate(rows[head + 1 :], start=head + 2)
        if number not in skipped
    ]


def net(lines: Table) -> Table:
    """Fee lines after refunds: what a named or an unnamed reversal takes back is gone."""
    left = {row["bkkp_sn"]: Decimal(row["cnt"]) for row in lines}
    by_kind: dict[tuple[str, str, str], list[dict[str, str]]] = {}
    for row in lines:
        by_kind.setdefault((row["mdtrt_id"], row["med_list_codg"], row["pric"]), []).append(row)
    for row in lines:
        back = Decimal(row["cnt"])
        if back > 0:
            continue
        origin = row["init_feedetl_sn"] or next(
            other["bkkp_sn"]
            for other in by_kind[row["mdtrt_id"], row["med_list_codg"], row["pric"]]
            if left[other["bkkp_sn"]] == -back
        )
        left[origin] += back
        left[row["bkkp_sn"]] = Decimal(0)
    return [row | {"cnt": str(left[row["bkkp_sn"]])} for row in lines if left[row["bkkp_sn"]] > 0]


def load(con: Connection, name: str, rows: Table, columns: str) -> None:
    """Create a table of text from the columns `old=new`."""
    pairs = [column.split("=") for column in columns.split()]
    con.register("incoming", pa.table({new: [row[old] for row in rows] for old, new in pairs}))
    con.execute(f"CREATE TABLE {name} AS SELECT * FROM incoming")
    con.unregister("incoming")


@pytest.fixture(scope="module")
def con() -> Iterator[Connection]:
    with duckdb.connect() as con:
        fees = net(extract("fee_list_d"))
        load(
            con,
            "f",
            fees,
            "bkkp_sn=sn mdtrt_id=visit med_list_codg=item fee_ocur_time=moment cnt=cnt pric=pric"
            " setl_id=setl",
        )
        con.execute(
            """CREATE TABLE fee AS SELECT sn, visit, item, setl,
            CAST(moment AS TIMESTAMP) AS moment,
            CAST(moment AS DATE) AS day, CAST(cnt AS DECIMAL(16,4)) AS cnt,
            CAST(pric AS DECIMAL(16,2)) AS pric,
            CAST(CAST(cnt AS DECIMAL(16,4)) * CAST(pric AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS amt
            FROM f"""
        )
        load(
            con,
            "m",
            extract("mdtrt_d", "gb18030"),
            "mdtrt_id=visit ipt_otp_no=no gend=sex begntime=a endtime=b adm_bed=bed"
            " die_date=died psn_no=psn",
        )
        con.execute(
            """CREATE TABLE stay AS SELECT visit, psn, no, sex, bed, died,
            CAST(a AS TIMESTAMP) AS a,
            CAST(b AS TIMESTAMP) AS b FROM m"""
        )
        load(
            con,
            "s",
            workbook("6.1"),
            "治疗记录号=id 就医号=no 国标代码=item 治疗开始时间=a 治疗结束时间=b 治疗师工号=staff"
            " 设备编号=device",
        )
        con.execute(
            """CREATE TABLE session AS SELECT id, item, staff, device, visit,
            CAST(s.a AS TIMESTAMP) AS a,
            CAST(s.b AS TIMESTAMP) AS b, CAST(s.a AS DATE) AS day FROM s JOIN stay USING (no)"""
        )
        load(
            con,
            "d",
            workbook("5.3") + [r | {"药库名称": r["药房名称"]} for r in workbook("5.4")],
            "国标代码=item 包装单位=pack_unit 出入库单位=unit 拆零比=pack 出入库数量=cnt"
            " 出入库类型=kind 业务日期=day 药库名称=place",
        )
        con.execute(
            """CREATE TABLE move AS SELECT item, kind, place, CAST(day AS DATE) AS day,
            CAST(cnt AS DECIMAL(16,4)) * CASE WHEN unit = pack_unit
            THEN CAST(pack AS DECIMAL(16,4)) ELSE 1 END AS cnt FROM d"""
        )
        load(
            con,
            "l",
            workbook("5.1") + [r | {"药库名称": r["药房名称"]} for r in workbook("5.2")],
            "国标代码=item 年月=month 药库名称=place 包装单位=pack_unit 库存单位=unit 拆零比=pack"
            " 上期结存数=open 本期收入数=received 本期支出数=given 本期结存数=close",
        )
        con.execute(
            """CREATE TABLE balance AS SELECT item, month, place, factor * CAST(open AS DOUBLE)
            AS open, factor * CAST(received AS DOUBLE) AS received, factor * CAST(given AS DOUBLE)
            AS given, factor * CAST(close AS DOUBLE) AS close FROM (SELECT *, CASE WHEN unit =
            pack_unit THEN CAST(pack AS DOUBLE) ELSE 1 END AS factor FROM l)"""
        )
        load(
            con,
            "trace",
            workbook("7.1"),
            "追溯码=code 国标代码=item 结算流水号=own 扫码时间=moment",
        )
        load(con, "setl", extract("setl_d", "utf-8-sig"), "setl_id=setl medins_setl_id=own")
        load(
            con,
            "shift",
            workbook("6.3"),
            "工号=staff 排班日期=day 上班时间=on_time 下班时间=off_time",
        )
        load(con, "gone", workbook("6.4"), "住院号=no 事件类别=kind 开始时间=a 结束时间=b")
        load(con, "machine", workbook("1.3"), "设备编号=device")
        load(con, "packs", workbook("5.2"), "国标代码=item 拆零比=pack")
        yield con


MINUTES = """(VALUES ('003402000200000', 45), ('003402000310000', 45), ('003402000400000', 40),
('003402000340000', 30), ('003402000280000', 45)) AS u(item, minutes)"""

CHECKS = {
    "duplicate_charge": """
        SELECT sn, amt FROM (SELECT *, row_number() OVER (PARTITION BY visit, item,
        CASE WHEN item IN ('001109000010000', '001102000050000', '001201000040000',
        '001201000030000') THEN CAST(day AS VARCHAR) ELSE CAST(moment AS VARCHAR) END
        ORDER BY moment, sn) AS n FROM fee
        WHERE item IN ('001109000010000', '001102000050000', '001201000040000', '001201000030000')
        OR moment <> CAST(day AS TIMESTAMP)) WHERE n > 1""",
    "exclusive_items": """
        SELECT b.sn, b.amt FROM (VALUES ('003110000100000', '003110000060000'),
        ('003402000400000', '003402000200000')) AS p(a, b) JOIN fee AS a ON a.item = p.a
        JOIN fee AS b ON b.item = p.b AND b.visit = a.visit AND b.day = a.day""",
    "bed_days_over_stay": """
        SELECT sn, amt FROM (SELECT sn, amt, greatest(1, date_diff('day', CAST(a AS DATE),
        CAST(b AS DATE))) AS days, row_number() OVER (PARTITION BY visit ORDER BY moment, sn) AS n
        FROM fee JOIN stay USING (visit) WHERE item = '001109000010000') WHERE n > days""",
    "charged_after_discharge": """
        SELECT sn, amt FROM fee JOIN stay USING (visit)
        WHERE bed <> '' AND day > CAST(b AS DATE)""",
    "price_over_ceiling": """
        SELECT sn, CAST((pric - ceiling) * cnt AS DECIMAL(16,2)) FROM fee JOIN (VALUES
        ('002203010010000', 85.0), ('002501010150000', 18.0), ('003402000200000', 41.0),
        ('003402000310000', 31.0), ('003402000400000', 49.0), ('003402000340000', 32.0),
        ('003402000240000', 25.0), ('003402000280000', 22.0), ('003402000390000', 36.0),
        ('003401000100000', 17.0), ('003401000010000', 9.9), ('003401000240000', 21.0),
        ('001109000010000', 40.0), ('001102000050000', 24.0), ('003110000060000', 340.0),
        ('003110000100000', 660.0), ('001204000060000', 8.0), ('003307010380000', 914.0))
        AS listed(item, latest) USING (item), LATERAL (SELECT CASE WHEN item = '003402000200000'
        AND day < DATE '2024-07-01' THEN 38.0 ELSE latest END AS ceiling) WHERE pric > ceiling""",
    "sex_conflict": """
        SELECT sn, amt FROM fee JOIN stay USING (visit) JOIN (VALUES ('003111000150000', '1'),
        ('002504040080000', '1'), ('003112010060000', '2'), ('002101030300000', '2'))
        AS k(item, due) USING (item) WHERE sex <> due""",
    "rehab_without_session": """
        SELECT sn, amt FROM fee WHERE item LIKE '0034%' AND NOT EXISTS (SELECT 1 FROM session AS s
        WHERE s.visit = fee.visit AND s.item = fee.item AND s.day = fee.day)""",
    "session_too_short": f"""
        SELECT sn, amt FROM fee JOIN {MINUTES} USING (item) JOIN (SELECT visit, item, day,
        sum(date_diff('minute', a, b)) AS had FROM session GROUP BY visit, item, day) AS s
        USING (visit, item, day) WHERE had < 0.9 * minutes * cnt""",
    "zero_stock_sale": """
        WITH flow AS (SELECT item, TIMESTAMP '2023-12-31' AS moment, '' AS sn, CAST(open AS
        DECIMAL(16,4)) AS cnt, 0.0 AS pric FROM balance WHERE month = '202401'
        UNION ALL SELECT item, CAST(day AS TIMESTAMP), '', cnt, 0 FROM move
        WHERE kind NOT IN ('门诊销售', '住院销售')
        UNION ALL SELECT item, moment + INTERVAL 24 HOUR, sn, -cnt, pric FROM fee
        WHERE item IN (SELECT item FROM balance)),
        run AS (SELECT *, sum(cnt) OVER (PARTITION BY item ORDER BY moment, sn
        ROWS UNBOUNDED PRECEDING) AS left_over FROM flow)
        SELECT sn, CAST(least(-cnt, -left_over) * pric AS DECIMAL(16,2)) FROM run
        WHERE sn <> '' AND left_over < 0""",
    "settled_over_stock": """
        WITH gone AS (SELECT item, sum(cnt) AS cnt FROM (SELECT item, CAST(CASE WHEN month =
        '202401' THEN open ELSE 0 END - CASE WHEN month = '202412' THEN close ELSE 0 END AS
        DECIMAL(16,4)) AS cnt FROM balance UNION ALL SELECT item, cnt FROM move
        WHERE kind NOT IN ('门诊销售', '住院销售')) GROUP BY item),
        over AS (SELECT item, sum(fee.cnt) - any_value(gone.cnt) AS excess FROM fee
        JOIN gone USING (item) GROUP BY item HAVING sum(fee.cnt) > any_value(gone.cnt)),
        late AS (SELECT fee.*, excess - coalesce(sum(cnt) OVER (PARTITION BY item
        ORDER BY moment DESC, sn DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS owed
        FROM fee JOIN over USING (item))
        SELECT sn, CAST(least(owed, cnt) * pric AS DECIMAL(16,2)) FROM late WHERE owed > 0""",
    "trace_code_twice": """
        WITH sold AS (SELECT DISTINCT code, item, setl FROM trace JOIN setl USING (own)),
        part AS (SELECT code, setl, any_value(fee.item) AS item, any_value(pric) AS pric,
        sum(fee.cnt) AS cnt, min(fee.moment) AS moment FROM sold JOIN fee USING (setl, item)
        GROUP BY code, setl),
        pack AS (SELECT DISTINCT item, CAST(pack AS DECIMAL(16,4)) AS pack FROM packs)
        SELECT code, CAST(any_value(pack) * any_value(pric) AS DECIMAL(16,2)) FROM part
        JOIN pack USING (item) GROUP BY code HAVING sum(least(1, cnt / pack)) > 1""",
}


UNLOOKED_FOR = {
    "session_outside_shift": """
        SELECT id FROM session JOIN (SELECT DISTINCT staff FROM shift) USING (staff)
        WHERE NOT EXISTS (SELECT 1 FROM shift AS s WHERE s.staff = session.staff
        AND a >= CAST(s.day || ' ' || on_time AS TIMESTAMP)
        AND b <= CAST(s.day || ' ' || off_time AS TIMESTAMP))""",
    "device_absent": """
        SELECT id FROM session WHERE device <> '' AND device NOT IN (SELECT device FROM machine)""",
    "charged_on_leave": """
        SELECT sn FROM fee JOIN stay USING (visit) JOIN gone USING (no)
        WHERE moment >= CAST(gone.a AS TIMESTAMP) AND moment <= CAST(gone.b AS TIMESTAMP)""",
    "charged_after_death": """
        SELECT sn FROM fee JOIN stay USING (visit) WHERE died <> '' AND day > CAST(died AS DATE)""",
    "split_admission": """
        SELECT later.visit FROM stay AS later JOIN stay AS first ON first.psn = later.psn
        AND first.bed <> '' AND later.bed <> '' AND later.a > first.b
        AND date_diff('day', CAST(first.b AS DATE), CAST(later.a AS DATE)) <= 7""",
    "therapist_over_daily_minutes": """
        SELECT id FROM (SELECT id, sum(date_diff('minute', a, b)) OVER (PARTITION BY staff, day
        ORDER BY a) AS worked FROM session WHERE device = '') WHERE worked > 480""",
}


def planted(kind: str) -> dict[str, Decimal]:
    return {
        row["key"]: Decimal(row["amount"]) for row in listed("truth.csv") if row["kind"] == kind
    }


@pytest.mark.parametrize("kind", CHECKS)
def test_a_check_finds_exactly_what_was_planted(con: Connection, kind: str) -> None:
    rows = con.execute(CHECKS[kind]).fetchall()
    assert dict(rows) == planted(kind)
    assert len(rows) == len(dict(rows)) >= 3


@pytest.mark.parametrize("kind", UNLOOKED_FOR)
def test_what_no_rule_looks_for_is_there_as_listed_and_nowhere_else(
    con: Connection, kind: str
) -> None:
    rows = con.execute(UNLOOKED_FOR[kind]).fetchall()
    assert sorted(key for (key,) in rows) == sorted(planted(kind))


def excess_sessions(con: Connection) -> dict[str, list[str]]:
    """By therapist, the one-to-one sessions left out of the largest set without overlap."""
    rows = con.execute(
        """SELECT staff, id, a, b FROM session WHERE item IN ('003402000200000',
        '003402000310000', '003402000400000', '003402000340000', '003402000240000',
        '003402000390000') ORDER BY staff, b, id"""
    ).fetchall()
    found: dict[str, list[str]] = {}
    free: dict[str, object] = {}
    for staff, session, begin, end in rows:
        if staff in free and begin < free[staff]:
            found.setdefault(staff, []).append(session)
        else:
            free[staff] = end
    return found


def test_the_sessions_of_a_double_booked_therapist_are_exactly_those_planted(
    con: Connection,
) -> None:
    found = [session for sessions in excess_sessions(con).values() for session in sessions]
    assert sorted(found) == sorted(planted("therapist_overlap"))


def test_no_patient_is_treated_twice_at_once(con: Connection) -> None:
    twice = con.execute(
        """SELECT count(*) FROM session AS x JOIN session AS y
        ON x.visit = y.visit AND x.id < y.id AND x.a < y.b AND y.a < x.b"""
    ).fetchone()
    assert twice == (0,)


def test_every_treatment_lies_inside_a_visit_and_every_session_found_its_patient(
    con: Connection,
) -> None:
    assert con.execute("SELECT count(*) FROM session").fetchone() == (len(workbook("6.1")),)
    outside = con.execute(
        """SELECT count(*) FROM session JOIN stay USING (visit)
        WHERE session.a < stay.a OR session.b > stay.b"""
    ).fetchone()
    assert outside == (0,)


def test_stock_closes_as_it_opened_plus_what_moved(con: Connection) -> None:
    wrong = con.execute(
        "SELECT count(*) FROM balance WHERE open + received - given <> close OR close < 0"
    ).fetchone()
    assert wrong == (0,)
    moved = con.execute(
        """SELECT count(*) FROM (SELECT item, place, strftime(day, '%Y%m') AS month, sum(cnt) AS cnt
        FROM move GROUP BY item, place, month) AS m RIGHT JOIN balance AS b
        USING (item, place, month) WHERE coalesce(m.cnt, 0) <> close - open"""
    ).fetchone()
    assert moved == (0,)


def test_each_month_opens_with_what_the_last_one_closed(con: Connection) -> None:
    broken = con.execute(
        """SELECT count(*) FROM (SELECT open, lag(close) OVER (PARTITION BY item, place
        ORDER BY month) AS before FROM balance) WHERE before IS NOT NULL AND before <> open"""
    ).fetchone()
    assert broken == (0,)
