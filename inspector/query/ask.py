"""One question to the case, asked by a person who may ask."""

import threading

from inspector.trust import allow
from inspector.workspace import Answer, Case, run_question

LIMIT = 500
SECONDS = 30.0
MEMORY_MB = 1024


def ask(
    case: Case,
    sql: str,
    limit: int = LIMIT,
    seconds: float = SECONDS,
    memory_mb: int = MEMORY_MB,
    stop: threading.Event | None = None,
) -> Answer:
    """The first `limit` rows of `sql`, and whether there are more; read-only, sandboxed.

    Raises:
        RoleForbidden, QuestionRefused: nothing was run.
        QuestionFailed, QuestionStopped: there is no answer.
    """
    allow(case.member.card, "ask")
    return run_question(case, sql, limit, seconds, memory_mb, stop)
