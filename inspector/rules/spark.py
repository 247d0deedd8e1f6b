"""Rules on Spark: the same SQL compiled, the same four outcomes, the same hits contract.

What a rule lacks is decided by the same code as on a laptop, over a shadow that holds names and
counts of the cluster's tables and no row. Nothing is written on the cluster.
"""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from decimal import Decimal
from os import environ
from time import perf_counter
from typing import Any

import pyarrow as pa

from inspector.errors import ClusterUnfit
from inspector.i18n import say
from inspector.rules.compile import compile_rule, compile_sql
from inspector.rules.hits import HITS, hits_table
from inspector.rules.lacks import Held, what_lacks
from inspector.rules.model import Outcome, Pack, Rule
from inspector.rules.reason import Reason
from inspector.schema import TABLES
from inspector.workspace import FEE_NET, Engine

_SETTINGS = {
    # A moment has no time zone here; a time of day is a type of its own.
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.timeType.enabled": "true",
    "spark.sql.ansi.enabled": "true",
    "spark.log.level": "OFF",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
_ON_ONE_COMPUTER = {"spark.sql.shuffle.partitions": "8"}
"""The 200 a cluster begins with take longer to begin than a hospital's rows take to count."""
_ZERO = Decimal("0.00")


@contextmanager
def spark_session(master: str, settings: Mapping[str, str] | None = None) -> Iterator[Any]:
    """A Spark session on `master` that reads SQL as the rules mean it.

    Raises:
        ClusterUnfit: no pyspark, no Java, or it does not start.
    """
    if not shutil.which("java") and not environ.get("JAVA_HOME"):
        raise ClusterUnfit(problem=say("cluster.problem.java"))
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise ClusterUnfit(problem=say("cluster.problem.pyspark")) from None
    asked = SparkSession.builder.master(master).appName("inspector")
    fitting = _ON_ONE_COMPUTER if master.startswith("local") else {}
    for name, value in {**_SETTINGS, **fitting, **(settings or {})}.items():
        asked = asked.config(name, value)
    try:
        session = asked.getOrCreate()
    except Exception:  # noqa: BLE001 - whatever Java says, and it may say anything
        raise ClusterUnfit(problem=say("cluster.problem.start")) from None
    try:
        yield session
    finally:
        session.stop()


@dataclass(frozen=True)
class Cluster:
    """The canonical tables on Spark, and a shadow of them that answers what is there."""

    session: Any
    shadow: Engine
    billed: Decimal = _ZERO
    """元 of all net fee lines."""

    @classmethod
    def over(cls, session: Any, data: str, tables: Sequence[str], shadow: Engine) -> "Cluster":
        """Give the Parquet files of `tables` in `data` the names rules know them by.

        Args:
            session: of `spark_session`.
            data: the folder, as Spark names it.
            tables: the canonical tables in it.
            shadow: an empty engine.
        """
        for table in tables:
            session.read.parquet(f"{data}/{table}.parquet").createOrReplaceTempView(table)
        if "fee_list_d" in tables:
            net = compile_sql(FEE_NET.partition(" AS ")[2], "spark")
            session.sql(f"CREATE OR REPLACE TEMPORARY VIEW fee_net AS {net}").collect()
            tables = [*tables, "fee_net"]
        for table in tables:
            _cast_shadow(session, table, shadow)
        return cls(session, shadow, _billed(session) if "fee_net" in tables else _ZERO)

    def run(self, pack: Pack, rule: Rule) -> Outcome:
        """Run one rule: hit or clean with rows, not_run or error with why."""
        begun = perf_counter()
        lacking = what_lacks(rule, pack, Held(self.shadow))
        if lacking:
            return _outcome(rule, pack, "not_run", lacking, HITS.empty_table(), begun)
        try:
            table = hits_table(rule, pack, self._rows(rule, pack))
        except Exception as error:  # noqa: BLE001 - an error is an outcome, and quotes no cell
            failed = Reason("cluster.problem.failed", {"kind": type(error).__name__})
            return _outcome(rule, pack, "error", failed, HITS.empty_table(), begun)
        status = "hit" if table.num_rows else "clean"
        return _outcome(rule, pack, status, Reason(), table, begun, *self._scope(rule))

    def _rows(self, rule: Rule, pack: Pack) -> list[dict[str, Any]]:
        """The rows of the rule's SELECT, with its knowledge beside it while it runs."""
        try:
            for name in rule.knowledge:
                self._know(name, pack.knowledge[name])
            answer = self.session.sql(compile_rule(rule, "spark")).collect()
            return [row.asDict() for row in answer]
        finally:
            for name in rule.knowledge:
                with suppress(Exception):
                    self.session.catalog.dropTempView(name)

    def _know(self, name: str, rows: pa.Table) -> None:
        from pyspark.sql.pandas.types import from_arrow_schema

        schema = from_arrow_schema(rows.schema, prefer_timestamp_ntz=True)
        told = [tuple(row.values()) for row in rows.to_pylist()]
        self.session.createDataFrame(told, schema).createOrReplaceTempView(name)

    def _scope(self, rule: Rule) -> tuple[int, Decimal]:
        """The denominator: fee lines with their 元 if the rule reads any, else its first table."""
        if "fee_net" not in rule.needs:
            return self.shadow.rows[next(iter(rule.needs))], _ZERO
        return self.shadow.rows["fee_net"], self.billed


def _billed(session: Any) -> Decimal:
    [(amount,)] = session.sql("SELECT sum(det_item_fee_sumamt) FROM fee_net").collect()
    return Decimal(amount or 0).quantize(_ZERO)


def _cast_shadow(session: Any, table: str, shadow: Engine) -> None:
    """An empty table of the same columns, and how many rows fill each."""
    columns = session.table(table).columns
    counted = ", ".join(["count(*)", *(f"count(`{column}`)" for column in columns)])
    [(rows, *filled)] = session.sql(f"SELECT {counted} FROM {table}").collect()
    like = TABLES["fee_list_d" if table == "fee_net" else table].by_name
    typed = ", ".join(
        f'"{column}" {like[column].type if column in like else "VARCHAR"}' for column in columns
    )
    shadow.con.execute(f'CREATE TABLE "{table}" ({typed})')
    shadow.rows[table], shadow.filled[table] = rows, dict(zip(columns, filled, strict=True))


def _outcome(
    rule: Rule,
    pack: Pack,
    status: Any,
    why: Reason,
    table: pa.Table,
    begun: float,
    read: int = 0,
    billed: Decimal = _ZERO,
) -> Outcome:
    return Outcome(
        rule_id=rule.id,
        status=status,
        reason=why,
        rows_read=read,
        amount_read=billed,
        hits=len(table["hit_id"].unique()),
        rows=table.num_rows,
        amount=sum((amount.as_py() for amount in table["amount"]), _ZERO),
        seconds=perf_counter() - begun,
        table=table,
        rule_digest=rule.digest,
        pack_digest=pack.digest,
    )
