"""Rules on an engine: four outcomes, each with its denominator.

A rule that does not fit into memory is run bucket by bucket, in more and smaller ones until it
does; their number changes no hit. An error is an outcome, so that the other rules still run and the
report names this one.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from time import perf_counter
from typing import Any

from inspector.errors import InspectorError
from inspector.rules.buckets import bucket, counts, cut_tables
from inspector.rules.hits import HITS, hits_table
from inspector.rules.lacks import Held, columns_of, what_lacks
from inspector.rules.model import KEYS, Outcome, Pack, Rule, Status
from inspector.rules.reason import Reason
from inspector.rules.rows import MOST_ROWS, MOST_SECONDS, Broken, Spilled, in_our_words, rule_rows
from inspector.workspace import Engine, catalogue_digest

_ZERO = Decimal("0.00")
Chosen = tuple[Pack, Rule]
Told = Callable[[str, int, int], None]


@dataclass
class _Running:
    """A rule that is being run: what its buckets gave so far."""

    pack: Pack
    rule: Rule
    tables: tuple[str, ...]
    """Those of which it is shown one bucket at a time."""
    left: float
    """Seconds it may still take."""
    rows: list[dict[str, Any]] = field(default_factory=list)
    failed: Reason = field(default_factory=Reason)
    seconds: float = 0.0


def run_rule(rule: Rule, pack: Pack, engine: Engine, seconds: float = MOST_SECONDS) -> Outcome:
    """Run `rule` on what the engine holds: hit or clean with rows, not_run or error with why."""
    return next(run_rules([(pack, rule)], engine, seconds=seconds))


def run_rules(
    chosen: Sequence[Chosen],
    engine: Engine,
    *,
    seconds: float = MOST_SECONDS,
    buckets: int | None = None,
    told: Told | None = None,
) -> Iterator[Outcome]:
    """Run rules one after the other; an outcome comes as soon as its rule is done.

    Args:
        chosen: the rules, each with its pack.
        engine: what they read; its memory limit decides how many buckets there are.
        seconds: the most one rule may take.
        buckets: this many instead, for rules that can be cut at all.
        told: hears the rule about to run, how many are done, how many there are. What it raises
            ends the run; outcomes handed out before stand.
    """
    scope, held, steps = _Scope(engine), Held(engine), _Steps(told, len(chosen))
    ready: list[Chosen] = []
    for pack, rule in chosen:
        lacking = _lacking(rule, pack, held)
        if lacking:
            steps.end()
            yield lacking
        else:
            ready.append((pack, rule))
    have = columns_of(engine)
    for pack, rule in ready:
        tables = cut_tables(rule, have)
        one = _Running(pack, rule, tables, seconds)
        *first, last = counts(rule, engine, have, buckets)
        for count in first:
            try:
                _run(one, count, engine, steps, may_spill=False)
                break
            except Spilled:
                one.rows, one.left = [], seconds
        else:
            _run(one, last, engine, steps, may_spill=True)
        steps.end()
        yield _outcome(one, scope)


class _Steps:
    """Tells of progress, rule by rule."""

    def __init__(self, told: Told | None, rules: int) -> None:
        self._told, self._rules, self._done = told, rules, 0

    def begin(self, rule: Rule) -> None:
        """`rule` is about to run, or to go on with its next bucket."""
        if self._told:
            self._told(rule.id, self._done, self._rules)

    def end(self) -> None:
        """One more rule is done."""
        self._done += 1


class _Scope:
    """Rows and 元 that rules read, counted once a table."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._known: dict[str, tuple[int, Decimal]] = {}

    def of(self, rule: Rule) -> tuple[int, Decimal]:
        """The denominator of `rule`: fee lines if it reads any, else its first table."""
        table = "fee_net" if "fee_net" in rule.needs else next(iter(rule.needs))
        if table not in self._known:
            billed = "coalesce(sum(det_item_fee_sumamt), 0)" if table == "fee_net" else "0"
            asked = f'SELECT count(*), {billed} FROM "{table}"'
            [(rows, amount)] = self._engine.con.execute(asked).fetchall()
            self._known[table] = rows, Decimal(amount).quantize(_ZERO)
        return self._known[table]


def _lacking(rule: Rule, pack: Pack, held: Held) -> Outcome | None:
    started = perf_counter()
    try:
        with in_our_words():
            reason = what_lacks(rule, pack, held)
    except InspectorError as error:
        return _without_hits(rule, pack, "error", Reason.of(error), perf_counter() - started)
    if not reason:
        return None
    return _without_hits(rule, pack, "not_run", reason, perf_counter() - started)


def _run(one: _Running, count: int, engine: Engine, steps: _Steps, *, may_spill: bool) -> None:
    """Run a rule bucket by bucket.

    Raises:
        Spilled: memory did not suffice for one of them and it may not spill.
    """
    for number in range(count):
        steps.begin(one.rule)
        _run_on(one, count, number, engine, may_spill=may_spill)
        if one.failed:
            return


def _run_on(one: _Running, count: int, number: int, engine: Engine, *, may_spill: bool) -> None:
    started = perf_counter()
    known = "" if number else catalogue_digest(engine.con)
    try:
        with in_our_words(), bucket(engine, one.tables, KEYS[one.rule.partition], count, number):
            one.rows += rule_rows(one.rule, one.pack, engine, seconds=one.left, may_spill=may_spill)
        if len(one.rows) > MOST_ROWS:
            raise Broken("rows", limit=MOST_ROWS)
        if known and catalogue_digest(engine.con) != known:
            raise Broken("left-something")
    except Broken as broken:
        one.failed = broken.reason
    except InspectorError as error:
        one.failed = Reason.of(error)
    finally:
        took = perf_counter() - started
        one.seconds += took
        one.left = max(one.left - took, 0.0)


def _outcome(one: _Running, scope: _Scope) -> Outcome:
    rule, pack = one.rule, one.pack
    if one.failed:
        return _without_hits(rule, pack, "error", one.failed, one.seconds)
    table = hits_table(rule, pack, one.rows)
    one.rows = []
    read, billed = scope.of(rule)
    return Outcome(
        rule_id=rule.id,
        status="hit" if table.num_rows else "clean",
        reason=Reason(),
        rows_read=read,
        amount_read=billed,
        hits=len(table["hit_id"].unique()),
        rows=table.num_rows,
        amount=sum((amount.as_py() for amount in table["amount"]), _ZERO),
        seconds=one.seconds,
        table=table,
        rule_digest=rule.digest,
        pack_digest=pack.digest,
    )


def _without_hits(
    rule: Rule, pack: Pack, status: Status, reason: Reason, seconds: float
) -> Outcome:
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
