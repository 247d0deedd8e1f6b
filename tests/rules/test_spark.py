"""On Spark, the rules of four packs give the hits they give here, byte for byte.

The packs the sample hospital was made for, with a rule from every template; for the others its
tables hold too little to tell two engines apart.

Skipped by name where pyspark or Java is missing, but never in the run that decides what lands.
"""

import hashlib
import importlib.util
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector.rules import (
    Cluster,
    Outcome,
    Pack,
    Rule,
    spark_session,
    template_names,
)
from inspector.steps import table_bytes
from inspector.workspace import Engine, blank_engine
from tests.rules.conftest import CHOSEN
from tests.rules.test_against_the_sample import LOOKS_FOR

pytestmark = [pytest.mark.heavy, pytest.mark.xdist_group("engines")]
SMALL = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
}
"""For tables so small that compiling a plan takes longer than running it."""


@pytest.fixture(scope="module")
def cluster(tables: tuple[Path, Engine]) -> Iterator[Cluster]:
    """Spark over the Parquet of the sample hospital."""
    missing = [
        *(["pyspark"] if importlib.util.find_spec("pyspark") is None else []),
        *(["java"] if shutil.which("java") is None else []),
    ]
    if missing and os.environ.get("CI"):
        pytest.fail(f"needed here: {', '.join(missing)}")
    if missing:
        pytest.skip(f"not installed: {', '.join(missing)}")
    folder, _ = tables
    names = sorted(path.stem for path in folder.glob("*.parquet"))
    with spark_session("local[2]", SMALL) as session, blank_engine() as shadow:
        yield Cluster.over(session, str(folder), names, shadow)


def test_the_rules_chosen_are_those_of_the_sample_and_of_every_template(
    chosen: list[tuple[Pack, Rule]],
) -> None:
    assert {rule.template for _, rule in chosen} >= {*template_names()}
    assert {rule.id for _, rule in chosen} >= {*LOOKS_FOR}


@pytest.mark.parametrize("name", CHOSEN)
def test_every_rule_of_a_pack_gives_the_same_hits_on_spark_row_for_row(
    name: str, cluster: Cluster, chosen: list[tuple[Pack, Rule]], here: dict[str, Outcome]
) -> None:
    there = {rule.id: cluster.run(pack, rule) for pack, rule in chosen if pack.name == name}
    assert {id: _told(one) for id, one in there.items()} == {id: _told(here[id]) for id in there}
    assert sum(outcome.rows for outcome in there.values()) > 20


def _told(outcome: Outcome) -> tuple[object, ...]:
    rows = hashlib.sha256(table_bytes(outcome.table, "parquet")).hexdigest()
    return outcome.status, outcome.rows, rows, outcome.rows_read, outcome.amount_read
