"""The columns of the workbooks a hospital fills, and the words they are known by.

A heading is recognised in either language, wherever the column has been moved to.
"""

import unicodedata
from collections.abc import Mapping

from inspector.findings import ANSWERS
from inspector.i18n import say

QUESTIONS = (
    *("finding", "rule", "title", "department", "count", "amount", "fund", "basis"),
    *("answer", "admitted", "reason", "proof"),
)
"""Of 问题确认书, a row a finding; from `answer` on the hospital writes."""
LINES = (
    *("finding", "line", "settlement", "visit", "code", "item", "department", "doctor"),
    *("when", "billed", "amount"),
)
"""Of the annex: the fee lines of the findings, without anybody's name or number."""
_ALSO: Mapping[str, tuple[str, ...]] = {
    "line": ("记账流水号", "费用流水号", "明细流水号", "bkkp_sn", "feedetl_sn"),
    "settlement": ("结算ID", "结算号", "结算流水号", "setl_id"),
    "visit": ("就诊ID", "就诊号", "住院号", "门诊号", "mdtrt_id", "ipt_otp_no"),
    "code": ("项目编码", "国家编码", "医保编码", "医疗目录编码", "med_list_codg"),
    "item": ("项目名称", "收费项目", "药品名称"),
    "admitted": ("自查金额", "违规金额", "退回金额", "应退金额", "金额"),
    "reason": ("自查问题", "问题描述", "说明"),
}
SELF_CHECK = ("line", "settlement", "visit", "code", "item", "admitted", "reason")
"""What is read of a hospital's own list (自查自纠)."""
ANSWER_WORDS: Mapping[str, tuple[str, ...]] = {
    "agree": ("认可", "同意", "无异议", "agree", "agrees", "yes"),
    "partly": ("部分认可", "部分同意", "agrees in part", "partly", "in part"),
    "disagree": ("不认可", "不同意", "有异议", "disagree", "disagrees", "no"),
}
assert tuple(ANSWER_WORDS) == ANSWERS


def plain(text: str) -> str:
    """A heading or an answer without widths, spaces and its unit."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(folded.replace("(元)", "").replace("(yuan)", "").split())


def known_headings(columns: tuple[str, ...]) -> dict[str, str]:
    """Column by every plain word it is known by."""
    words: dict[str, str] = {}
    for column in columns:
        told = [say(f"replies.column.{column}", lang) for lang in ("zh", "en")]
        for word in (*told, *_ALSO.get(column, ())):
            words.setdefault(plain(word), column)
    return words


def answer_of(text: str) -> str | None:
    """The answer a hospital wrote, or None where it is none."""
    told = plain(text)
    return next((code for code, words in ANSWER_WORDS.items() if told in map(plain, words)), None)
