"""In ClickHouse, the rules of four packs give the hits they give here, byte for byte.

Skipped by name where chdb, the embedded ClickHouse, is missing, but never in the run that decides.
"""

import importlib.util
import os
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from inspector.rules import Outcome, Pack, Rule, compile_rule
from inspector.rules.compile import compile_sql
from inspector.rules.hits import hits_table
from inspector.steps import table_bytes
from inspector.workspace import FEE_NET, Engine

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("engines")]
OTHERWISE = {"SES-07"}
"""Holds an amount against a quotient; ClickHouse has no type for both, and says so."""


@pytest.fixture(scope="module")
def house(tables: tuple[Path, Engine]) -> Iterator[Any]:
    """ClickHouse over the Parquet of the sample hospital."""
    if importlib.util.find_spec("chdb") is None:
        if os.environ.get("CI"):
            pytest.fail("needed here: chdb")
        pytest.skip("not installed: chdb")
    from chdb import session

    folder, _ = tables
    with closing(session.Session()) as house:
        house.query("CREATE DATABASE sample")
        house.query("USE sample")
        for path in folder.glob("*.parquet"):
            laid = f"CREATE VIEW {path.stem} AS SELECT * FROM file('{path}', Parquet)"
            house.query(laid)
        net = compile_sql(FEE_NET.partition(" AS ")[2], "clickhouse")
        house.query(f"CREATE VIEW fee_net AS {net}")
        yield house


def rows(house: Any, rule: Rule, pack: Pack, folder: Path) -> list[dict[str, Any]]:
    """What the compiled statement gives, moments without a zone."""
    for name in rule.knowledge:
        pq.write_table(pack.knowledge[name], folder / f"{name}.known")
        known = f"SELECT * FROM file('{folder / name}.known', Parquet)"
        house.query(f"CREATE OR REPLACE VIEW {name} AS {known}")
    told = house.query(compile_rule(rule, "clickhouse"), "Arrow").bytes()
    return [
        {name: _plain(value) for name, value in row.items()}
        for row in pa.ipc.open_file(pa.BufferReader(told)).read_all().to_pylist()
    ]


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return value.decode()
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def test_every_rule_chosen_gives_the_same_hits_in_clickhouse_row_for_row(
    house: Any,
    chosen: list[tuple[Pack, Rule]],
    here: dict[str, Outcome],
    tmp_path: Path,
) -> None:
    ran = [one for one in chosen if here[one[1].id].status in ("hit", "clean")]
    assert len(ran) > 90
    other = {
        rule.id
        for pack, rule in ran
        if rule.id not in OTHERWISE
        and table_bytes(hits_table(rule, pack, rows(house, rule, pack, tmp_path)), "parquet")
        != table_bytes(here[rule.id].table, "parquet")
    }
    assert other == set()


def test_what_clickhouse_cannot_add_up_it_refuses_and_does_not_guess(
    house: Any, chosen: list[tuple[Pack, Rule]], tmp_path: Path
) -> None:
    for pack, rule in chosen:
        if rule.id in OTHERWISE:
            with pytest.raises(Exception, match="no supertype"):
                rows(house, rule, pack, tmp_path)
