"""A person's question, answered in a process of its own that can be killed.

Some SQL neither stops when told nor stays inside DuckDB's memory limit; the child has an
address-space limit, and its end is the last resort. Secrets go to it through a pipe.
"""

import io
import os
import pickle
import subprocess
import sys
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from inspector import errors
from inspector.errors import InspectorError, QuestionBroken, QuestionStopped
from inspector.snapshot import Verified
from inspector.workspace.case import Case
from inspector.workspace.gate import gate
from inspector.workspace.masks import masks_of
from inspector.workspace.spill_folder import SpillFolder

READY = b"!"
BLOCK = 2000
"""Rows that the child tells at a time."""
_START_SECONDS = 60.0
_GRACE_SECONDS = 0.7
"""All in all a question ends within a second of its limit."""
_LONGEST_ANSWER = 256 * 1024 * 1024
_TICK_SECONDS = 0.05
_NO_MEMORY = {-9, -6, 3, 0xC0000017, 0xC000012D, 0xC0000409}
"""Ends of a process that gets no more memory: killed by the system, or `abort` where C++ gets none;
on Windows 3, STATUS_NO_MEMORY, STATUS_COMMITMENT_LIMIT and a failed fast abort."""
_PLAIN = {
    ("decimal", "Decimal"),
    ("datetime", "datetime"),
    ("datetime", "date"),
    ("datetime", "time"),
    ("datetime", "timedelta"),
    ("datetime", "timezone"),
    ("uuid", "UUID"),
}


@dataclass(frozen=True)
class Question:
    """What the child is told."""

    snapshots: list[Verified]
    age_secret: str = field(repr=False)
    masks: bytes = field(repr=False)
    """`Masks.parquet`: no question is answered without it."""
    sql: str
    limit: int
    seconds: float
    memory_mb: int
    spill_parent: str
    """Emptied by the asker: a killed child cannot."""


@dataclass(frozen=True)
class Answer:
    """At most `limit` rows; `cut` says that there are more."""

    columns: list[str]
    types: list[str]
    rows: list[tuple[Any, ...]] = field(repr=False)
    cut: bool
    seconds: float


def run_question(
    case: Case,
    sql: str,
    limit: int,
    seconds: float,
    memory_mb: int,
    stop: threading.Event | None = None,
) -> Answer:
    """Ask `sql` of the case's tables: at most `limit` rows, `seconds` and `memory_mb` megabytes.

    Whoever is meant is covered in the tables themselves, before `sql` sees them. `stop`, once set,
    ends it as the limit would.

    Raises:
        QuestionRefused: not one reading SELECT; nothing was run.
        QuestionFailed: DuckDB could not answer.
        QuestionStopped: it ran into a limit; the process is gone.
        QuestionBroken: the process ended for another reason, or never began.
    """
    gate(sql)
    with closing(SpillFolder()) as spill:
        question = Question(
            case.snapshots,
            case.member.age_secret,
            masks_of(case).parquet,
            sql,
            limit,
            seconds,
            memory_mb,
            str(spill.path),
        )
        child = _Child(question)
        told = child.wait(stop or threading.Event())
    if told is None:
        if child.at_its_limit:
            raise QuestionStopped(limit=f"{memory_mb} MB")
        raise QuestionBroken(ended=child.ended)
    if "error" in told:
        raise _refusal(told["error"], told["facts"])
    return Answer(**told)


def _refusal(name: str, facts: dict[str, str | int]) -> InspectorError:
    refused = getattr(errors, name)(**facts)
    assert isinstance(refused, InspectorError)
    return refused


class _Child:
    """The process, and a thread that listens to it."""

    def __init__(self, question: Question) -> None:
        self._seconds = question.seconds
        self.ended = 0
        """Its exit status once it is gone without a word, minus a signal's number."""
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "inspector.workspace.answerer"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={k: v for k, v in os.environ.items() if k != "INSPECTOR_PASSPHRASE"},
        )
        self._ready, self._done = threading.Event(), threading.Event()
        self._heard = b""
        threading.Thread(target=self._talk, args=(pickle.dumps(question),), daemon=True).start()

    def _talk(self, question: bytes) -> None:
        assert self._process.stdin and self._process.stdout
        try:
            with self._process.stdout as heard:
                with self._process.stdin as told:
                    told.write(question)
                if heard.read(1) == READY:
                    self._ready.set()
                    self._heard = heard.read(_LONGEST_ANSWER)
        except OSError:
            self._heard = b""
        finally:
            self._done.set()

    @property
    def at_its_limit(self) -> bool:
        """Whether it ended as a process does that gets no more memory.

        Before it was ready it had no limit; an end by Python's own hand is a fault of the program.
        """
        cut = len(self._heard) >= _LONGEST_ANSWER
        return cut or (self._ready.is_set() and self.ended in _NO_MEMORY)

    def wait(self, stop: threading.Event) -> dict[str, Any] | None:
        """What the child said; None if it died without a word.

        Raises:
            QuestionStopped: time is up, or `stop` was set.
        """
        try:
            self._listen(self._ready, _START_SECONDS, stop)
            self._listen(self._done, self._seconds + _GRACE_SECONDS, stop)
            told = _plain(self._heard)
            if told is None:
                self.ended = self._end()
            return told
        finally:
            self._process.kill()
            self._process.wait()

    def _end(self) -> int:
        """How it ended; 0 where it is still there and only its words cannot be read."""
        try:
            return self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            return 0

    def _listen(self, heard: threading.Event, seconds: float, stop: threading.Event) -> None:
        until = time.monotonic() + seconds
        while not heard.wait(_TICK_SECONDS):
            if stop.is_set() or time.monotonic() > until:
                raise QuestionStopped(limit=f"{self._seconds:g} s")
            if self._done.is_set():
                return


class _Plain(pickle.Unpickler):
    """Cells only: a child that was taken over cannot name a class of ours."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _PLAIN:
            raise pickle.UnpicklingError("not a cell")
        return super().find_class(module, name)


def _plain(heard: bytes) -> dict[str, Any] | None:
    try:
        told = _Plain(io.BytesIO(heard)).load()
        if isinstance(told, dict) and "rows" in told:
            told["rows"] = [row for part in told["rows"] for row in _Plain(io.BytesIO(part)).load()]
    except (EOFError, TypeError, pickle.UnpicklingError):
        return None
    return told if isinstance(told, dict) else None
