"""What the question's screen needs of the steps, and its binding to them.

A question runs in a process of its own and waits for nobody; what it leaves in the journal does.
"""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from inspector.steps import AskedTable, Desk
    from inspector.workspace import Answer

MOST_ROWS = 100_000
"""Rows of an answer that a screen takes; it says so where there were more."""


class Asking(Protocol):
    """Questions of a person's own."""

    def ask(self, sql: str, stop: Event) -> "Answer": ...
    def kept_questions(self) -> Sequence[tuple[str, str]]: ...
    def keep_question(self, name: str, sql: str) -> None: ...
    def drop_question(self, name: str) -> None: ...
    def asked_before(self) -> Sequence[str]: ...
    def asked_tables(self) -> "Sequence[AskedTable]": ...
    def write_answer(self, answer: "Answer", out: Path) -> None: ...


class BoundAsking:
    """One open desk; what touches the journal takes turns."""

    _desk: "Desk"
    _journal: AbstractContextManager[object]

    def ask(self, sql: str, stop: Event) -> "Answer":
        """A person's own question, which ends at its own limit."""
        from inspector import steps

        return steps.ask(self._desk, sql, limit=MOST_ROWS, stop=stop)

    def kept_questions(self) -> Sequence[tuple[str, str]]:
        """Name and SQL of every question kept in the case."""
        from inspector import steps

        with self._journal:
            return [(one.name, one.sql) for one in steps.kept_questions(self._desk).values()]

    def keep_question(self, name: str, sql: str) -> None:
        """Keep it in the case."""
        from inspector import steps

        with self._journal:
            steps.keep_question(self._desk, name, sql)

    def drop_question(self, name: str) -> None:
        """Offer it no more."""
        from inspector import steps

        with self._journal:
            steps.drop_question(self._desk, name)

    def asked_before(self) -> Sequence[str]:
        """What was asked in this case, the latest first."""
        from inspector import steps

        with self._journal:
            return steps.asked_before(self._desk)

    def asked_tables(self) -> "Sequence[AskedTable]":
        """The tables there are, with their columns."""
        from inspector import steps

        return steps.asked_tables(self._desk)

    def write_answer(self, answer: "Answer", out: Path) -> None:
        """The rows of an answer as a file (CSV, Parquet, XLSX by its ending), noted first."""
        from inspector import steps

        with self._journal:
            steps.export_hits(self._desk, steps.answer_table(answer), out)
