"""The hospital's side: findings to a workbook, the workbook to proposed events."""

from inspector.replies.columns import ANSWER_WORDS, QUESTIONS, SELF_CHECK
from inspector.replies.propose import Proposal, Replies, ReplyProblem, asked_amount, propose
from inspector.replies.read import read_tables
from inspector.replies.self_check import Admitted, SelfCheck, compare
from inspector.replies.write import Confirmation, confirmation

__all__ = [
    "ANSWER_WORDS",
    "QUESTIONS",
    "SELF_CHECK",
    "Admitted",
    "Confirmation",
    "Proposal",
    "Replies",
    "ReplyProblem",
    "SelfCheck",
    "asked_amount",
    "compare",
    "confirmation",
    "propose",
    "read_tables",
]
