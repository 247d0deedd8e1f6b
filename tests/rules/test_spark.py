"""On Spark, every shipped rule that runs gives the hits it gives here, byte for byte.

Skipped by name where pyspark or Java is missing, but never in the run that decides what lands.
"""

import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector import shipped
from inspector.intake import convert
from inspector.rules import Cluster, Pack, Rule, load_pack, run_rules, spark_session
from inspector.schema import TABLES
from inspector.steps import table_bytes
from inspector.workspace import FEE_NET, Engine, blank_engine

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("spark")]
SAMPLE = shipped.folder("sample_audits") / "kangning" / "raw"
SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}
"""For tables so small that compiling a plan takes longer than running it."""


@pytest.fixture(scope="module", autouse=True)
def wanted() -> None:
    missing = [
        *(["pyspark"] if importlib.util.find_spec("pyspark") is None else []),
        *(["java"] if shutil.which("java") is None else []),
    ]
    if missing and os.environ.get("CI"):
        pytest.fail(f"needed here: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")


@pytest.fixture(scope="module")
def chosen() -> list[tuple[Pack, Rule]]:
    packs = [
        load_pack(file.parent) for file in sorted(shipped.folder("rulepacks").glob("*/pack.toml"))
    ]
    return [(pack, rule) for pack in packs for rule in pack.rules]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Engine]]:
    """The sample hospital on DuckDB, and the same as Parquet."""
    folder = tmp_path_factory.mktemp("tables")
    with blank_engine(files=True) as engine:
        convert([SAMPLE], engine.con)
        listed = engine.con.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'main'"
        ).fetchall()
        for (name,) in listed:
            if name in TABLES:
                engine.con.execute(f"COPY {name} TO '{folder / name}.parquet'").fetchall()
        engine.con.execute(FEE_NET)
        yield folder, engine


def test_every_rule_gives_the_same_hits_on_spark_row_for_row(
    tables: tuple[Path, Engine], chosen: list[tuple[Pack, Rule]]
) -> None:
    folder, engine = tables
    here = {outcome.rule_id: outcome for outcome in run_rules(chosen, engine)}
    names = sorted(path.stem for path in folder.glob("*.parquet"))
    with spark_session("local[2]", SMALL) as session, blank_engine() as shadow:
        cluster = Cluster.over(session, str(folder), names, shadow)
        there = {rule.id: cluster.run(pack, rule) for pack, rule in chosen}
    same = [
        rule
        for rule, outcome in there.items()
        if outcome.status == here[rule].status
        and table_bytes(outcome.table, "parquet") == table_bytes(here[rule].table, "parquet")
        and (outcome.rows_read, outcome.amount_read)
        == (here[rule].rows_read, here[rule].amount_read)
    ]
    assert {rule: there[rule].status for rule in there.keys() - set(same)} == {}
    assert sum(outcome.rows for outcome in there.values()) > 100
