"""An ad-hoc question: one sandboxed SELECT, noted in the journal with how much it returned."""

from threading import Event

from inspector.query import Answer
from inspector.query import ask as put_question
from inspector.steps.desk import Desk

SECONDS = 60.0
ROWS = 500


def ask(
    desk: Desk,
    sql: str,
    limit: int = ROWS,
    seconds: float = SECONDS,
    stop: Event | None = None,
) -> Answer:
    """The answer to `sql`, at most `limit` rows; `cut` tells whether there were more.

    Setting `stop` from another thread ends the question.

    Raises:
        RoleForbidden, QuestionRefused, QuestionFailed, QuestionStopped
    """
    desk.may("ask")
    answer = put_question(desk.case, sql, limit, seconds, stop=stop)
    desk.note("asked", {"sql": sql, "rows": len(answer.rows), "cut": answer.cut})
    return answer
