"""The child of `question`: reads one question, answers it, ends.

It verifies nothing again and writes nothing but its sealed spill.
"""

import os
import pickle
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from inspector.errors import InspectorError, QuestionFailed, QuestionStopped
from inspector.workspace.address_space import limit_address_space
from inspector.workspace.engine import Engine, lay_out
from inspector.workspace.question import BLOCK, READY, Question
from inspector.workspace.sandbox import read_only
from inspector.workspace.translate import translate

_SPILL = "4GiB"
_ORPHAN_SECONDS = 5.0


def main() -> None:
    """Question from stdin, answer to stdout, both pickled."""
    question: Question = pickle.load(sys.stdin.buffer)
    memory = f"{question.memory_mb}MiB"
    parent = Path(question.spill_parent)
    with Engine(memory, spill_parent=parent, spill_limit=_SPILL) as engine:
        lay_out(engine, question.snapshots, question.age_secret, question.masks)
        limit_address_space(question.memory_mb)
        _end_after(question.seconds + _ORPHAN_SECONDS)
        _tell(READY)
        _tell(_said(engine, question))


def _end_after(seconds: float) -> None:
    """Nobody kills the child of an asker that died."""
    clock = threading.Timer(seconds, os._exit, (1,))
    clock.daemon = True
    clock.start()


def _tell(said: bytes) -> None:
    sys.stdout.buffer.write(said)
    sys.stdout.buffer.flush()


def _said(engine: Engine, question: Question) -> bytes:
    try:
        return pickle.dumps(_answer_or_refusal(engine, question))
    except MemoryError:
        return pickle.dumps(_told(QuestionStopped(limit=f"{question.memory_mb} MB")))


def _answer_or_refusal(engine: Engine, question: Question) -> dict[str, Any]:
    try:
        return _answer(engine, question)
    except (MemoryError, duckdb.OutOfMemoryException):
        return _told(QuestionStopped(limit=f"{question.memory_mb} MB"))
    except duckdb.InterruptException:
        return _told(QuestionStopped(limit=f"{question.seconds:g} s"))
    except duckdb.Error as error:
        return _told(translate(error))
    except UnicodeDecodeError:
        # DuckDB cut its own complaint in the middle of a character.
        return _told(QuestionFailed(kind="value", hint=""))
    except InspectorError as error:
        return _told(error)


def _told(error: InspectorError) -> dict[str, Any]:
    return {"error": type(error).__name__, "facts": error.facts}


def _answer(engine: Engine, question: Question) -> dict[str, Any]:
    started = time.monotonic()
    with read_only(engine.con) as con:
        clock = threading.Timer(question.seconds, con.interrupt)
        clock.daemon = True
        clock.start()
        try:
            asked = con.execute(question.sql)
            described = asked.description or []
            _without_time_zones([str(column[1]) for column in described])
            # One row more than shown tells whether there are more.
            rows = asked.fetchmany(question.limit + 1)
        finally:
            clock.cancel()
    return {
        "columns": [str(column[0]) for column in described],
        "types": [str(column[1]) for column in described],
        "rows": list(_blocks(rows[: question.limit])),
        "cut": len(rows) > question.limit,
        "seconds": time.monotonic() - started,
    }


def _blocks(rows: list[tuple[Any, ...]]) -> Iterator[bytes]:
    """Few rows at a time: reading many at once would hold up a screen that waits for its keys."""
    for start in range(0, len(rows), BLOCK):
        yield pickle.dumps(rows[start : start + BLOCK])


def _without_time_zones(types: list[str]) -> None:
    """Hospital time has no zone; DuckDB would need a package for it that is not there."""
    if any("TIME ZONE" in kind for kind in types):
        raise QuestionFailed(kind="time-zone", hint="")


if __name__ == "__main__":
    main()
