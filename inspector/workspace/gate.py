"""What a stranger's SQL may be: exactly one SELECT, all through, over the tables there are.

The text is parsed by DuckDB itself on a connection that holds nothing; what is not known to be
harmless is refused.
"""

import json
import re
import threading
from collections.abc import Iterator
from functools import cache
from typing import Any, NoReturn

import duckdb

from inspector.errors import QuestionRefused

_LONGEST = 200_000
_NODES = frozenset({"SELECT_NODE", "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE", "CTE_NODE"})
_SOURCES = frozenset(
    {"BASE_TABLE", "SUBQUERY", "JOIN", "TABLE_FUNCTION", "EMPTY", "EXPRESSION_LIST", "PIVOT"}
)
_TABLE_FUNCTIONS = frozenset({"range", "generate_series", "unnest"})
# Scalars that reach past the query: the log, a sequence, the session, the planner, the clock.
SCALARS_REFUSED = frozenset(
    {
        "current_query",
        "current_setting",
        "currval",
        "error",
        "getenv",
        "getvariable",
        "json_execute_serialized_sql",
        "json_serialize_plan",
        "nextval",
        "parse_duckdb_log_message",
        "query",
        "query_table",
        "read_blob",
        "read_text",
        "setseed",
        "setval",
        "pg_sleep",
        "sleep_ms",
        "stats",
        "which_secret",
        "write_log",
    }
)
_NAME = re.compile(r"[^\W\d]\w*")
# What a statement that is no SELECT would do, by DuckDB's own name of its kind.
_INSTEAD = {
    **dict.fromkeys(("COPY", "EXPORT", "ATTACH", "DETACH", "LOAD", "COPY_DATABASE"), "reaches-out"),
    **dict.fromkeys(("CREATE", "INSERT", "UPDATE", "DELETE", "DROP", "ALTER"), "writes"),
    **dict.fromkeys(("MERGE_INTO", "CREATE_FUNC"), "writes"),
    **dict.fromkeys(("SET", "VARIABLE_SET", "PRAGMA", "CALL", "TRANSACTION"), "session"),
    **dict.fromkeys(("VACUUM", "ANALYZE", "PREPARE", "EXECUTE", "EXTENSION"), "session"),
    # Newer versions say PIVOT without its values is several.
    "MULTI": "several-statements",
}
_INNER = re.compile(r"(duckdb|pragma|sqlite|pg)_", re.IGNORECASE)

_one_at_a_time = threading.Lock()


def gate(sql: str) -> None:
    """Let `sql` pass, or refuse it; nothing is run.

    Raises:
        QuestionRefused: `reason` is empty, too-long, not-sql, several-statements, not-select,
            reaches-out, session, writes, table-function, function, file, other-schema.
    """
    if len(sql) > _LONGEST:
        _refuse("too-long")
    if "\0" in sql:
        # What stands behind it could be seen by one reader of the text and not by another.
        _refuse("not-sql")
    for thing in _parts(_tree(sql)):
        _check(thing)


def _refuse(reason: str) -> NoReturn:
    raise QuestionRefused(reason=reason) from None


@cache
def _parser() -> duckdb.DuckDBPyConnection:
    off = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    con = duckdb.connect(":memory:", config={**off, "enable_external_access": "false"})
    con.execute("SET lock_configuration = true")
    return con


def _tree(sql: str) -> Any:
    with _one_at_a_time:
        try:
            statements = _parser().extract_statements(sql)
        except duckdb.Error:
            _refuse("not-sql")
        if not statements:
            _refuse("empty")
        if len(statements) > 1:
            _refuse("several-statements")
        kind = _kind(statements[0])
        if kind != "SELECT":
            _refuse(_INSTEAD.get(kind, "not-select"))
        row = _parser().execute("SELECT json_serialize_sql(?)", [sql]).fetchone()
    assert row is not None
    try:
        tree = json.loads(row[0])
    except RecursionError:
        _refuse("too-long")
    if tree.get("error"):
        _refuse("not-select")
    return tree["statements"]


def _kind(statement: duckdb.Statement) -> str:
    try:
        return statement.type.name
    except ValueError:
        # A kind that DuckDB knows and its Python package does not.
        return ""


def _parts(tree: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of the tree with the key it stands under; no recursion, a tree may be deep."""
    waiting: list[tuple[str, Any]] = [("", tree)]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, dict):
            yield key, value
            waiting.extend(value.items())
        elif isinstance(value, list):
            waiting.extend((key, item) for item in value)


def _check(part: tuple[str, dict[str, Any]]) -> None:
    key, thing = part
    if (key == "node" or "modifiers" in thing) and thing.get("type") not in _NODES:
        _refuse("writes")
    if "sample" in thing and "modifiers" not in thing:
        _check_source(thing)
    if thing.get("class") == "FUNCTION":
        _check_function(thing)


def _check_source(thing: dict[str, Any]) -> None:
    kind = thing.get("type")
    if kind not in _SOURCES:
        _refuse("not-select")
    if kind == "TABLE_FUNCTION":
        name = str(thing.get("function", {}).get("function_name", "")).lower()
        if name not in _TABLE_FUNCTIONS:
            _refuse("table-function")
    if kind == "BASE_TABLE":
        _check_table(thing)


def _check_table(thing: dict[str, Any]) -> None:
    if not _NAME.fullmatch(str(thing.get("table_name", ""))):
        _refuse("file")
    if thing.get("catalog_name") or str(thing.get("schema_name", "")).lower() not in ("", "main"):
        _refuse("other-schema")
    if _INNER.match(thing["table_name"]):
        _refuse("other-schema")


def _check_function(thing: dict[str, Any]) -> None:
    if str(thing.get("function_name", "")).lower() in SCALARS_REFUSED:
        _refuse("function")
