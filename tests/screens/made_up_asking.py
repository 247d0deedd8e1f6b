"""Questions kept and tables made up for the screens, in memory."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from typing import Any

from inspector.errors import QuestionRefused, QuestionStopped
from inspector.steps import AskedColumn, AskedTable

TABLES = (
    AskedTable(
        "fee_list_d",
        "费用明细",
        10_053_217,
        (
            AskedColumn("psn_no", "人员编号", "VARCHAR", "psn"),
            AskedColumn("med_list_codg", "医疗目录编码", "VARCHAR"),
            AskedColumn("bilg_dept_name", "开单科室名称", "VARCHAR"),
            AskedColumn("net_amt", "净金额", "DECIMAL(16,2)"),
        ),
    ),
    AskedTable("setl_d", "结算", 38_112, (AskedColumn("setl_id", "结算ID", "VARCHAR"),)),
)
ROWS = [("[/b]张三", f"330102{n:06d}", n, Decimal("12345.60")) for n in range(500)]


class MadeUpAsking:
    """The question's part of the protocol; `acts` tell what was called."""

    acts: list[tuple[Any, ...]]
    questions: dict[str, str]
    answered: tuple[str, ...] = ()

    def ask(self, sql: str, stop: Event) -> Any:
        if not sql.lstrip().upper().startswith("SELECT"):
            raise QuestionRefused(reason="not-select")
        if "forever" in sql:
            stop.wait(60)
            raise QuestionStopped(limit="60 s")
        self.answered = (sql, *self.answered)
        names = ["[b]name", "psn_no", "n", "amt"]
        return SimpleNamespace(columns=names, types=[], rows=ROWS, cut=True, seconds=0.21)

    def kept_questions(self) -> Sequence[tuple[str, str]]:
        return list(self.questions.items())

    def keep_question(self, name: str, sql: str) -> None:
        self.acts.append(("keep-question", name, sql))
        self.questions[name] = sql

    def drop_question(self, name: str) -> None:
        self.acts.append(("drop-question", name))
        del self.questions[name]

    def asked_before(self) -> Sequence[str]:
        return self.answered

    def asked_tables(self) -> Sequence[AskedTable]:
        return TABLES

    def write_answer(self, answer: Any, out: Path) -> None:
        self.acts.append(("write-answer", len(answer.rows), out))
