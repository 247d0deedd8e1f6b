"""An ad-hoc question: one sandboxed SELECT, noted in the journal with how much it returned."""

from threading import Event

from inspector.errors import InputRefused
from inspector.query import Answer
from inspector.query import ask as put_question
from inspector.steps.acting import acting
from inspector.steps.desk import Desk

SECONDS = 60.0
ROWS = 500


@acting("ask")
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
    try:
        answer = put_question(desk.case, sql, limit, seconds, stop=stop)
    except InputRefused as refusal:
        desk.refused("ask", refusal, sql=sql)
        raise
    told = {"sql": sql, "rows": len(answer.rows), "cut": answer.cut}
    desk.note("asked", told | {"seconds": f"{answer.seconds:.3f}"})
    return answer
