"""One rule on one engine: four outcomes, each with its denominator.

The rule reads inside a read-only transaction beside its pack's knowledge tables, which are there
only while it runs; what it returns is checked before anybody believes it. The engine's views are
the scope: a bucket of the data is an engine whose views hold the bucket.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from threading import Timer
from time import perf_counter
from typing import Any

from inspector.errors import InspectorError
from inspector.i18n import explain, say
from inspector.rules.hits import HITS, hits_table
from inspector.rules.lacks import what_lacks
from inspector.rules.model import Outcome, Pack, ParamValue, Rule, Status
from inspector.workspace import Engine, catalogue_digest, read_only, translate

MOST_SECONDS = 900.0
MOST_ROWS = 1_000_000
_ZERO = Decimal("0.00")


class Broken(Exception):
    """A rule returned what it may not; the text says what, with no cell."""


def run_rule(rule: Rule, pack: Pack, engine: Engine, seconds: float = MOST_SECONDS) -> Outcome:
    """Run `rule` on what the engine holds.

    Returns:
        hit or clean with the rows in the hits contract; not_run or error with the reason. An error
        of the rule is an outcome, so that the other rules still run and the report names this one.
    """
    started = perf_counter()
    meant = catalogue_digest(engine.con)
    try:
        with _in_our_words():
            reason = what_lacks(rule, pack, engine)
        if reason:
            return _without_hits(rule, pack, "not_run", reason, perf_counter() - started)
        rows = rule_rows(rule, pack, engine, seconds=seconds)
        if catalogue_digest(engine.con) != meant:
            raise Broken(say("rules.error.left-something"))
    except Broken as broken:
        return _without_hits(rule, pack, "error", str(broken), perf_counter() - started)
    except InspectorError as error:
        return _without_hits(rule, pack, "error", explain(error).what, perf_counter() - started)
    table = hits_table(rule, pack, rows)
    read, billed = _scope(rule, engine)
    return Outcome(
        rule_id=rule.id,
        status="hit" if table.num_rows else "clean",
        reason="",
        rows_read=read,
        amount_read=billed,
        hits=len(table["hit_id"].unique()),
        rows=table.num_rows,
        amount=sum((amount.as_py() for amount in table["amount"]), _ZERO),
        seconds=perf_counter() - started,
        table=table,
        rule_digest=rule.digest,
        pack_digest=pack.digest,
    )


def rule_rows(
    rule: Rule,
    pack: Pack,
    engine: Engine,
    *,
    params: Mapping[str, ParamValue] | None = None,
    seconds: float = MOST_SECONDS,
) -> list[dict[str, Any]]:
    """The rows the rule's SELECT returns, checked: unit and amount there, no amount above its line.

    Raises:
        Broken: the result breaks the contract, or the rule ran past its limits.
        InspectorError: DuckDB could not run it; the message is translated, no cell is quoted.
    """
    values = {name: param.value for name, param in rule.params.items()} | dict(params or {})
    with _in_our_words(), _knowledge_beside(rule, pack, engine):
        rows = _select(engine, rule.sql, values, seconds)
        _check(rule, engine, rows)
    return rows


@contextmanager
def _in_our_words() -> Iterator[None]:
    try:
        yield
    except (Broken, InspectorError):
        raise
    except Exception as error:  # noqa: BLE001 - DuckDB's own class is not this room's to name
        raise translate(error) from None


@contextmanager
def _knowledge_beside(rule: Rule, pack: Pack, engine: Engine) -> Iterator[None]:
    made: list[str] = []
    try:
        for name in rule.knowledge:
            engine.keep(name, pack.knowledge[name])
            made.append(name)
        yield
    finally:
        for name in made:
            engine.con.execute(f'DROP TABLE "{name}"')


def _select(
    engine: Engine, sql: str, values: Mapping[str, ParamValue], seconds: float
) -> list[dict[str, Any]]:
    with read_only(engine.con) as cursor:
        stop = Timer(seconds, cursor.interrupt)
        stop.start()
        try:
            answer = cursor.execute(sql, dict(values))
            names = [column[0] for column in answer.description or []]
            found = answer.fetchmany(MOST_ROWS + 1)
        finally:
            stop.cancel()
    if len(found) > MOST_ROWS:
        raise Broken(say("rules.error.rows", limit=MOST_ROWS))
    return [dict(zip(names, row, strict=True)) for row in found]


def _check(rule: Rule, engine: Engine, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    for name in (*rule.unit, "amount"):
        if name not in rows[0]:
            raise Broken(say("rules.error.column", column=name))
    claims: dict[str, Decimal] = {}
    for row in rows:
        amount = row["amount"]
        if not isinstance(amount, Decimal) or amount < 0:
            raise Broken(say("rules.error.amount"))
        if amount and not row.get("bkkp_sn"):
            raise Broken(say("rules.error.no-line"))
        if amount:
            claims[row["bkkp_sn"]] = max(amount, claims.get(row["bkkp_sn"], _ZERO))
    _check_caps(rule, engine, claims)


def _check_caps(rule: Rule, engine: Engine, claims: Mapping[str, Decimal]) -> None:
    source, paid = (
        ("fee_list_d", "net_amt") if rule.reads_raw else ("fee_net", "det_item_fee_sumamt")
    )
    lines = engine.con.execute(
        f"SELECT bkkp_sn, {paid} FROM {source} WHERE bkkp_sn IN (SELECT unnest($lines))",
        {"lines": sorted(claims)},
    ).fetchall()
    caps = {line: paid or _ZERO for line, paid in lines}
    if any(amount > caps.get(line, _ZERO) for line, amount in claims.items()):
        raise Broken(say("rules.error.over-line"))


def _scope(rule: Rule, engine: Engine) -> tuple[int, Decimal]:
    if "fee_net" in rule.needs:
        asked = "SELECT count(*), coalesce(sum(det_item_fee_sumamt), 0) FROM fee_net"
    else:
        asked = f'SELECT count(*), 0 FROM "{next(iter(rule.needs))}"'
    [(rows, amount)] = engine.con.execute(asked).fetchall()
    return rows, Decimal(amount).quantize(_ZERO)


def _without_hits(rule: Rule, pack: Pack, status: Status, reason: str, seconds: float) -> Outcome:
    return Outcome(
        rule_id=rule.id,
        status=status,
        reason=reason,
        rows_read=0,
        amount_read=_ZERO,
        hits=0,
        rows=0,
        amount=_ZERO,
        seconds=seconds,
        table=HITS.empty_table(),
        rule_digest=rule.digest,
        pack_digest=pack.digest,
    )
