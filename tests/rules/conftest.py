"""The rules and the tables that two engines are compared on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inspector import shipped
from inspector.intake import convert
from inspector.rules import Outcome, Pack, Rule, load_pack, run_rules
from inspector.schema import TABLES
from inspector.workspace import FEE_NET, Engine, blank_engine

SAMPLE = shipped.folder("sample_audits") / "kangning" / "raw"
CHOSEN = ("general", "inventory", "national", "rehab")


@pytest.fixture(scope="session")
def chosen() -> list[tuple[Pack, Rule]]:
    packs = [load_pack(shipped.folder("rulepacks") / name) for name in CHOSEN]
    return [(pack, rule) for pack in packs for rule in pack.rules]


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
def here(tables: tuple[Path, Engine], chosen: list[tuple[Pack, Rule]]) -> dict[str, Outcome]:
    """What the rules give on this engine."""
    return {outcome.rule_id: outcome for outcome in run_rules(chosen, tables[1])}
