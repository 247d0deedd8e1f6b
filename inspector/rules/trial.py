"""A rule tried on its own cases, in an engine that holds nothing but the case.

A rule whose cases do not hold has computed no hit on anybody's data.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import pyarrow as pa

from inspector.errors import InspectorError
from inspector.i18n import explain
from inspector.rules.lacks import Held, what_lacks
from inspector.rules.model import Case, CaseTable, Pack, ParamValue, Rule
from inspector.rules.rows import Broken, rule_rows
from inspector.schema import table as canonical_table
from inspector.workspace import FEE_NET, Engine

_SECONDS = 60
"""What runs so long over the few rows of a case does not end: a recursion, changed in one place."""


@dataclass(frozen=True)
class CaseResult:
    """What a case promised and what came: `expected` and `got` are counts of hit rows, or words."""

    case: str
    expected: str
    got: str
    ok: bool


def try_rule(rule: Rule, pack: Pack, blank: Callable[[], Engine]) -> list[CaseResult]:
    """Run `rule` on each of its cases; `blank` makes an empty engine (`workspace.blank_engine`).

    Expected hits are compared on the columns the case writes, in any order; a needed table the
    case does not write is there and empty, and knowledge it does not write is the pack's.
    """
    with closing(blank()) as engine:
        return [_try_case(rule, pack, case, engine) for case in rule.cases]


def _try_case(rule: Rule, pack: Pack, case: Case, engine: Engine) -> CaseResult:
    told = known_in(rule, pack, case)
    _lay_out(rule, case, engine)
    try:
        if lacking := what_lacks(rule, told, Held(engine)):
            expected = "not_run" if case.hits is None else str(len(case.hits.rows))
            # Knowledge written for another rule, to be left alone: not to run leaves it alone.
            left_alone = lacking.facts.get("table") in case.tables.keys() & set(rule.knowledge)
            ok = case.hits is None or (left_alone and not case.hits.rows)
            return CaseResult(case.name, expected, "not_run", ok)
        return holds(rule, told, case, engine)
    finally:
        _clear(engine)


def _clear(engine: Engine) -> None:
    """Empty for the next case: to open an engine takes longer than a case."""
    engine.con.execute("DROP VIEW IF EXISTS fee_net")
    for (name,) in engine.con.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        engine.con.execute(f'DROP TABLE "{name}"')


def holds(rule: Rule, told: Pack, case: Case, engine: Engine) -> CaseResult:
    """Whether the rule, run on what is laid out, gives what the case promises."""
    expected = "not_run" if case.hits is None else str(len(case.hits.rows))
    try:
        rows = rule_rows(rule, told, engine, params=case.params, seconds=_SECONDS)
    except Broken as broken:
        return CaseResult(case.name, expected, str(broken), False)
    except InspectorError as error:
        return CaseResult(case.name, expected, explain(error).what, False)
    ok = case.hits is not None and _same(case.hits, rows)
    return CaseResult(case.name, expected, _counted(rows, expected, ok), ok)


def known_in(rule: Rule, pack: Pack, case: Case) -> Pack:
    """The pack with the knowledge the case writes."""
    return replace(pack, knowledge=_knowledge(rule, pack, case))


@contextmanager
def laid_out(rule: Rule, case: Case, blank: Callable[[], Engine]) -> Iterator[Engine]:
    """An engine that holds the tables of the case and nothing else."""
    with closing(blank()) as engine:
        _lay_out(rule, case, engine)
        yield engine


def _counted(rows: Sequence[object], expected: str, ok: bool) -> str:
    return f"{len(rows)}*" if not ok and str(len(rows)) == expected else str(len(rows))


def _lay_out(rule: Rule, case: Case, engine: Engine) -> None:
    wanted = {"fee_list_d" if name == "fee_net" else name for name in rule.needs}
    for name in sorted(wanted | (case.tables.keys() - set(rule.knowledge))):
        if name not in case.missing:
            _create(name, case.tables.get(name, CaseTable((), ())), engine)
    if "fee_list_d" in wanted and not {"fee_list_d", "fee_net"} & set(case.missing):
        engine.con.execute(FEE_NET)


def _create(name: str, given: CaseTable, engine: Engine) -> None:
    columns = canonical_table(name).columns
    typed = ", ".join(f'"{column.name}" {column.type}' for column in columns)
    engine.con.execute(f'CREATE TABLE "{name}" ({typed})')
    _insert(name, _netted(given) if name == "fee_list_d" else given, engine)


def _insert(name: str, given: CaseTable, engine: Engine) -> None:
    if given.rows:
        columns = ", ".join(f'"{column}"' for column in given.columns)
        row = "(" + ", ".join("?" for _ in given.columns) + ")"
        rows = ", ".join(row for _ in given.rows)
        cells = [cell for given_row in given.rows for cell in given_row]
        engine.con.execute(f'INSERT INTO "{name}" ({columns}) VALUES {rows}', cells)


def _netted(given: CaseTable) -> CaseTable:
    """Fee lines with what is left of them: all, where the case does not say otherwise."""
    for net, received in (("net_cnt", "cnt"), ("net_amt", "det_item_fee_sumamt")):
        if net not in given.columns and received in given.columns:
            at = given.columns.index(received)
            rows = tuple((*row, row[at]) for row in given.rows)
            given = CaseTable((*given.columns, net), rows)
    return given


def _knowledge(rule: Rule, pack: Pack, case: Case) -> dict[str, pa.Table]:
    written = {
        name: _as_knowledge(pack.knowledge[name].schema, case.tables[name])
        for name in rule.knowledge
        if name in case.tables
    }
    kept = {name: table for name, table in pack.knowledge.items() if name not in case.missing}
    return kept | written


def _as_knowledge(schema: pa.Schema, given: CaseTable) -> pa.Table:
    open_ended = {"valid_from": "1900-01-01", "valid_to": "9999-12-31", "knowledge_row": "case"}
    rows: list[dict[str, str | None]] = [
        {**open_ended, **dict(zip(given.columns, row, strict=True))} for row in given.rows
    ]
    cells = [
        pa.array([row.get(field.name) or _blank(field.type) for row in rows], pa.string())
        for field in schema
    ]
    typed = [column.cast(field.type) for column, field in zip(cells, schema, strict=True)]
    return pa.table(typed, schema=schema)


def _blank(kind: pa.DataType) -> str | None:
    """Text that is not written is empty, as in a layer; anything else is NULL."""
    return "" if kind == pa.string() else None


def _same(expected: CaseTable, rows: Sequence[Mapping[str, Any]]) -> bool:
    if len(expected.rows) != len(rows):
        return False
    left = [tuple(row.get(name, KeyError) for name in expected.columns) for row in rows]
    for wanted in expected.rows:
        found = next((row for row in left if all(map(_equal, wanted, row))), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _equal(text: str | None, value: object) -> bool:
    """Whether a cell as written in a case says the value."""
    try:
        return _read(text, value) == value
    except (ValueError, InvalidOperation):
        return False


def _read(text: str | None, like: object) -> ParamValue | None:
    if text is None or isinstance(like, str):
        return text
    if isinstance(like, datetime):
        return datetime.fromisoformat(text)
    if isinstance(like, date):
        return date.fromisoformat(text)
    return Decimal(text) if isinstance(like, int | Decimal) else None
