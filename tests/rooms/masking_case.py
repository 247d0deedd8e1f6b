"""A made-up case full of planted personal values, and an engine as a question finds it."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from inspector.workspace import Case, Engine, lay_out, masks_of
from tests.rooms.snapshot_sample import FEES, INSPECTOR, verified_small

PLANTED = (
    *("赵灵儿", "钱多宝", "孙小圣"),
    *("330102199005061234", "330102198111112222", "330102197507073333"),
    *("PSN0000000001", "PSN0000000002", "PSN0000000003"),
    *("13800001111", "13900002222"),
    *("西湖区文三路一号", "龙翔机械厂", "1990-05-06", "RLT90001", "SSC66880001", "FPS77001"),
    *("家属李四陪同", "秘密备注"),
)
SQL = """
    CREATE TABLE mdtrt_d AS SELECT * FROM (VALUES
        ('M1', 'PSN0000000001', 'RLT90001', '赵灵儿', '330102199005061234', DATE '1990-05-06',
         '13800001111', '西湖区文三路一号', '龙翔机械厂', 'SSC66880001', 'FPS77001',
         '主诉头痛，家属李四陪同', '秘密备注', 34.0),
        ('M2', 'PSN0000000002', 'RLT90001', '钱多宝', '330102198111112222', DATE '1981-11-11',
         '13800001111', '西湖区文三路一号', '龙翔机械厂', NULL, NULL, '', NULL, 42.0),
        ('M3', 'PSN0000000003', NULL, '孙小圣', '330102197507073333', NULL,
         '13900002222', '', NULL, NULL, NULL, NULL, NULL, 49.0)
    ) AS t(mdtrt_id, psn_no, psn_insu_rlts_id, psn_name, certno, brdy, tel, addr, emp_name,
           mdtrt_cert_no, fpsc_no, main_cond_dscr, memo, age);
    CREATE TABLE setl_d AS SELECT 'S' || mdtrt_id AS setl_id, mdtrt_id, psn_no, psn_name, certno,
        brdy, memo AS unheard_of FROM mdtrt_d;
    CREATE TABLE quarantine AS SELECT 'a.csv' AS file, 1 AS row_no, '赵灵儿,13800001111' AS raw;
    CREATE TABLE link_problem AS SELECT 'trt_session' AS table_name,
        '{"certno":"330102199005061234"}' AS row_key, 'PSN0000000001#PSN0000000002' AS codes;
    """ + FEES.replace("'P1'", "'PSN0000000001'").replace("'P0'", "'PSN0000000002'")


@contextmanager
def planted_case(folder: Path) -> Iterator[Case]:
    """The case, open for writing."""
    with Case.create(folder / "case", [verified_small(folder, SQL)], INSPECTOR, []) as case:
        yield case


@contextmanager
def masked_engine(case: Case) -> Iterator[Engine]:
    """What the child that answers a question has in its hands."""
    with closing(Engine()) as made:
        lay_out(made, case.snapshots, case.member.age_secret, masks_of(case).parquet)
        yield made
