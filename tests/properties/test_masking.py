"""Whatever people join, group and count by pseudonyms comes out as by the values themselves."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspector.trust import Pseudonyms
from inspector.workspace import Case, Engine, engine, lay_out, masks_of
from tests.rooms.snapshot_sample import INSPECTOR, verified_small

NUMBERS = st.one_of(
    st.none(), st.sampled_from(["", "1", "01", " 1", "P1", "p1", "王", "人-AAAAAAAA"])
)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=12)
SAME_ON_BOTH = (
    "SELECT count(*), count(psn_no), count(DISTINCT psn_no) FROM mdtrt_d",
    "SELECT list_sort(list(n)) FROM (SELECT count(*) AS n FROM mdtrt_d GROUP BY psn_no)",
    "SELECT list_sort(list(n)) FROM (SELECT count(*) AS n FROM mdtrt_d GROUP BY psn_no, certno)",
    "SELECT list_sort(list(n)) FROM (SELECT min(age) AS n FROM mdtrt_d GROUP BY certno)",
    "SELECT a.age, b.age FROM mdtrt_d a JOIN setl_d b USING (psn_no) ORDER BY 1, 2",
    "SELECT a.age, b.age FROM mdtrt_d a JOIN setl_d b ON a.certno = b.certno ORDER BY 1, 2",
    "SELECT a.age, b.age FROM mdtrt_d a LEFT JOIN setl_d b USING (psn_no, certno) ORDER BY 1, 2",
    "SELECT age FROM mdtrt_d WHERE psn_no IN (SELECT psn_no FROM setl_d WHERE age > 1) ORDER BY 1",
    "SELECT age FROM mdtrt_d a WHERE NOT EXISTS"
    " (FROM setl_d b WHERE b.psn_no = a.psn_no AND b.age <> a.age) ORDER BY age",
    "SELECT age FROM mdtrt_d WHERE psn_no = '' OR certno IS NULL ORDER BY age",
    "SELECT age, count(*) OVER (PARTITION BY psn_no) FROM mdtrt_d ORDER BY age",
)


def table(name: str, rows: list[tuple[str | None, str | None]]) -> str:
    cells = ", ".join(
        f"({', '.join('NULL' if cell is None else repr(cell) for cell in row)}, {at})"
        for at, row in enumerate(rows)
    )
    numbers = "CAST(a AS VARCHAR) AS psn_no, CAST(b AS VARCHAR) AS certno"
    return f"CREATE TABLE {name} AS SELECT {numbers}, n AS age FROM (VALUES {cells}) AS t(a, b, n);"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(visits=ROWS, settled=ROWS)
def test_joins_and_groups_by_pseudonyms_are_those_by_values(
    visits: list[tuple[str | None, str | None]], settled: list[tuple[str | None, str | None]]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        snapshot = verified_small(folder, table("mdtrt_d", visits) + table("setl_d", settled))
        with (
            Case.create(folder / "case", [snapshot], INSPECTOR, []) as case,
            engine(case) as bare,
            Engine() as masked,
        ):
            lay_out(masked, case.snapshots, INSPECTOR.age_secret, masks_of(case).parquet)
            for sql in SAME_ON_BOTH:
                told = masked.con.execute(sql).fetchall()
                assert told == bare.con.execute(sql).fetchall(), sql


@given(st.sets(st.text(max_size=20), max_size=50), st.binary(min_size=32, max_size=32))
def test_no_two_values_have_one_pseudonym(values: set[str], key: bytes) -> None:
    given_out = Pseudonyms(key).of(values)
    assert given_out.keys() == values
    assert len(set(given_out.values())) == len(values)
    assert all(
        Pseudonyms(key).of([value])[value][:8] == told[:8] for value, told in given_out.items()
    )


def test_values_whose_short_pseudonym_is_the_same_are_told_apart_by_a_long_one() -> None:
    class Alike(Pseudonyms):
        def _digest(self, value: str) -> str:
            return "AAAAAAAA" + value.rjust(16, "B")

    assert sorted(map(len, Alike(bytes(32)).of(["1", "2"]).values())) == [24, 24]
    assert list(map(len, Alike(bytes(32)).of(["1"]).values())) == [8]
