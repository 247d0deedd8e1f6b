"""What one rule returns on what one engine's names mean, checked before anybody believes it.

The rule reads inside a read-only transaction beside its pack's knowledge tables, which are there
only while it runs.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from threading import Event, Thread
from time import monotonic
from typing import Any

from inspector.errors import Fact, InspectorError
from inspector.rules.model import Pack, ParamValue, Rule
from inspector.rules.reason import Reason
from inspector.workspace import Engine, read_only, translate

MOST_SECONDS = 900.0
MOST_ROWS = 1_000_000
_EVERY = 0.1
"""Seconds between two looks at a rule that runs."""
_ZERO = Decimal("0.00")


class Spilled(Exception):
    """A rule that was to stay in memory began to spill; it can be run bucket by bucket."""


class Broken(Exception):
    """A rule returned what it may not; the reason says what, with no cell."""

    def __init__(self, what: str, **facts: Fact) -> None:
        super().__init__(what)
        self.reason = Reason(f"rules.error.{what}", facts)

    def __str__(self) -> str:
        return self.reason.said()


def rule_rows(
    rule: Rule,
    pack: Pack,
    engine: Engine,
    *,
    params: Mapping[str, ParamValue] | None = None,
    seconds: float = MOST_SECONDS,
    may_spill: bool = True,
) -> list[dict[str, Any]]:
    """The rows the rule's SELECT returns, checked: unit and amount there, no amount above its line.

    Raises:
        Broken: the result breaks the contract, or the rule ran past its limits.
        Spilled: memory did not suffice and it may not spill.
        InspectorError: DuckDB could not run it; the message is translated, no cell is quoted.
    """
    values = {name: param.value for name, param in rule.params.items()} | dict(params or {})
    with in_our_words(), _knowledge_beside(rule, pack, engine):
        rows = _select(engine, rule.sql, values, seconds, may_spill)
        _check(rule, engine, rows)
    return rows


@contextmanager
def in_our_words() -> Iterator[None]:
    """Turn what DuckDB complains of into an error that quotes no cell."""
    try:
        yield
    except (Broken, Spilled, InspectorError):
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
    engine: Engine, sql: str, values: Mapping[str, ParamValue], seconds: float, may_spill: bool
) -> list[dict[str, Any]]:
    with read_only(engine.con) as cursor, _watched(engine, cursor.interrupt, seconds, may_spill):
        answer = cursor.execute(sql, dict(values))
        names = [column[0] for column in answer.description or []]
        found = answer.fetchmany(MOST_ROWS + 1)
    if len(found) > MOST_ROWS:
        raise Broken("rows", limit=MOST_ROWS)
    return [dict(zip(names, row, strict=True)) for row in found]


@contextmanager
def _watched(
    engine: Engine, stop: Callable[[], None], seconds: float, may_spill: bool
) -> Iterator[None]:
    """Stop what runs inside at its time limit, or when it spills and may not."""
    over, spilled, begun = Event(), Event(), monotonic()
    lying = _spilled(engine)

    def watch() -> None:
        while not over.wait(_EVERY):
            if not may_spill and _spilled(engine) > lying:
                spilled.set()
            if spilled.is_set() or monotonic() - begun > seconds:
                stop()
                return

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    except Exception:
        if spilled.is_set():
            raise Spilled from None
        raise
    finally:
        over.set()
        watcher.join()


def _spilled(engine: Engine) -> int:
    """Bytes that lie in the sealed spill."""
    return sum(int(told["size"]) for told in engine.spill.ls(""))


def _check(rule: Rule, engine: Engine, rows: Sequence[Mapping[str, Any]]) -> None:
    if not rows:
        return
    for name in (*rule.unit, "amount"):
        if name not in rows[0]:
            raise Broken("column", column=name)
    claims: dict[str, Decimal] = {}
    for row in rows:
        amount = row["amount"]
        if not isinstance(amount, Decimal) or amount < 0:
            raise Broken("amount")
        if amount and not row.get("bkkp_sn"):
            raise Broken("no-line")
        if amount:
            claims[row["bkkp_sn"]] = max(amount, claims.get(row["bkkp_sn"], _ZERO))
    if claims:
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
        raise Broken("over-line")
