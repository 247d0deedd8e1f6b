"""A rule written on site from a question: its SELECT as it was asked, in a passport filled in.

What the question returns is what the rule returns, under the same names; a question that could not
stand as a rule is refused with its own line, before anything is written.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlglot import exp, parse_one
from sqlglot.errors import SqlglotError

from inspector.errors import QuestionRefused
from inspector.i18n import say
from inspector.rules import sqltext
from inspector.rules.draft import (
    SINCE,
    Drafted,
    missing_case,
    opened,
    passport_lines,
    rule_id,
    toml,
)
from inspector.rules.lint_sql import unportable
from inspector.rules.model import Rule
from inspector.rules.preset import wrong
from inspector.schema import TABLES
from inspector.workspace import PERSONAL, gate

_BEGUN, _ENDED = "WITH asked AS (\n", "\n)\nSELECT "
_TYPES = {
    "cnt": "DECIMAL(16, 4)",
    "occurred_on": "TIMESTAMP",
}
"""Columns of a hit that are no text."""
_MONEY = "DECIMAL(16, 2)"
_BASIS = ("《医疗保障基金使用监督管理条例》第十五条（候选条款，由检查人员选定）",)
_EVIDENCE = ("疑点所列记录的原始凭证",)
_NAMELESS = frozenset({"psn"})
"""Kinds of personal values that every hit carries and every screen covers."""


@dataclass(frozen=True)
class Question:
    """A question as a rule: what it is called, what makes one hit, which column is the money."""

    name: str
    """What it is kept under in the case; empty for one that was only asked."""
    sql: str
    """With every parameter filled."""
    title: str
    unit: tuple[str, ...] = ()
    """Rows equal in these columns are one hit; the fee line, or all columns, if left out."""
    amount: str = ""
    """The column that holds the violating 元; empty where the rule claims none."""
    sentence: str = ""
    """`{column}` is filled from a hit; empty names the unit and the money."""
    basis: tuple[str, ...] = ()


def returned(sql: str) -> tuple[str, ...]:
    """The columns `sql` returns, in their order.

    Raises:
        RuleDraftInvalid: it is no SELECT that may be asked, or one of them has no name of its own.
    """
    try:
        gate(sql)
        tree = parse_one(sql, read="duckdb")
    except QuestionRefused as refused:
        raise wrong("gate", reason=say(f"query.reason.{refused.facts['reason']}")) from None
    except SqlglotError:
        raise wrong("gate", reason=say("query.reason.not-sql")) from None
    names = tree.named_selects if isinstance(tree, exp.Query) else []
    for at, name in enumerate(names, 1):
        if not name.isidentifier() or names.count(name) > 1:
            raise wrong("nameless", at=at, name=name or "?")
    return tuple(names)


def asked(question: Question, number: int, since: date = SINCE) -> Drafted:
    """Write a question as a rule.

    Args:
        question: the form.
        number: of the rule in its case, from 1.
        since: the first day of conduct it judges.

    Raises:
        RuleDraftInvalid: a title is missing, or the question lacks what every rule has.
    """
    columns = returned(question.sql)
    filled = _filled(question, columns)
    _demand_fit(filled, columns)
    tables = sorted(sqltext.sources(filled.sql))
    lines = [*_passport(filled, number), f"since = {since.isoformat()}"]
    lines += _needs(tables, filled.sql)
    select = _select(filled, columns)
    return Drafted(
        sql="\n".join(["/*+++", *lines, "+++*/", select, ""]),
        cases=missing_case(_raw(tables[0])),
        rows="",
        table="",
    )


def _filled(question: Question, columns: Sequence[str]) -> Question:
    """The form with what it leaves open: a column called `amount` is the money."""
    amount = question.amount or ("amount" if "amount" in columns else "")
    others = tuple(column for column in columns if column != amount)
    return replace(
        question,
        sql=question.sql.rstrip().rstrip(";").rstrip(),
        title=question.title.strip(),
        amount=amount,
        unit=question.unit or (("bkkp_sn",) if "bkkp_sn" in columns else others),
    )


def question_of(rule: Rule) -> Question | None:
    """The form a rule was saved with; None if it was not saved from a question."""
    if not rule.question:
        return None
    told = Question(
        name=rule.question["name"],
        sql=rule.sql.removeprefix(_BEGUN).rpartition(_ENDED)[0],
        title=rule.title["zh"],
        unit=rule.unit,
        amount=rule.question["amount"],
        basis=() if rule.basis == _BASIS else rule.basis,
    )
    said = rule.sentence["zh"]
    return told if said == _sentence(told, "zh") else replace(told, sentence=said)


def _demand_fit(question: Question, columns: Sequence[str]) -> None:
    sql = question.sql
    if not question.title:
        raise wrong("no-title")
    if not sqltext.sources(sql):
        raise wrong("no-table")
    if question.amount and question.amount not in columns:
        raise wrong("column", name=question.amount, known=", ".join(columns))
    if question.amount and "bkkp_sn" not in columns:
        raise wrong("no-line", column=question.amount)
    others = [column for column in columns if column != question.amount]
    for column in question.unit:
        if column not in others:
            raise wrong("column", name=column, known=", ".join(others))
    words = set(re.findall(r"\w+", sqltext.blanked(sql).lower()))
    named = sorted(one for one in words & PERSONAL.keys() if PERSONAL[one] not in _NAMELESS)
    if named:
        raise wrong("personal", columns=", ".join(named))
    for what, line in [*sqltext.not_portable(sql), *unportable(sql)]:
        raise wrong("not-portable", line=line + 1, what=what)
    _demand_sayable(question.sentence, columns)


def _demand_sayable(sentence: str, columns: Sequence[str]) -> None:
    for name in re.findall(r"\{([^{}]*)\}", sentence):
        if name not in {*columns, "amount"}:
            raise wrong("column", name=name, known=", ".join(columns))


def _passport(question: Question, number: int) -> list[str]:
    said = {
        f"sentence.{lang}": question.sentence or _sentence(question, lang) for lang in ("zh", "en")
    }
    told = opened(rule_id(number), question.title) | {
        "verdict": "suspect",
        "basis": list(question.basis or _BASIS),
        "evidence": list(_EVIDENCE),
        "ask": [],
        "partition": "whole",
        "unit": list(question.unit),
        **said,
    }
    kept = f"name = {toml(question.name)}, amount = {toml(question.amount)}"
    return [*passport_lines(told), f"question = {{ {kept} }}"]


def _sentence(question: Question, lang: str) -> str:
    """What a hit is told as, unless the form says it: the title, the unit, the money."""
    bare = question.title.replace("{", "{{").replace("}", "}}")
    named = ", ".join(f"{column} {{{column}}}" for column in question.unit)
    money = {"zh": "，{amount} 元", "en": ", {amount} yuan"}[lang] if question.amount else ""
    return f"{bare}{'：' if lang == 'zh' else ': '}{named}{money}"


def _needs(tables: Sequence[str], sql: str) -> list[str]:
    """Its tables, and of each the columns named that no other of them has."""
    words = set(re.findall(r"\w+", sqltext.blanked(sql).lower()))
    have = {name: TABLES[_raw(name)].by_name.keys() for name in tables if _raw(name) in TABLES}
    lines = [f"reads_raw = {'true' if 'fee_list_d' in tables else 'false'}", "", "[needs]"]
    for name in tables:
        others = {one for other, mine in have.items() if other != name for one in mine}
        lines.append(f"{name} = {toml(sorted((have.get(name, set()) & words) - others))}")
    return lines


def _raw(table: str) -> str:
    return "fee_list_d" if table == "fee_net" else table


def _select(question: Question, columns: Sequence[str]) -> str:
    """The question held in the columns of a hit, in one total order."""
    amount = question.amount
    kept = [column for column in columns if column not in (amount, "amount")]
    told = [f'CAST("{one}" AS {_TYPES.get(one, "VARCHAR")}) AS "{one}"' for one in kept]
    if "fee_ocur_time" in kept and "occurred_on" not in kept:
        told.append('CAST("fee_ocur_time" AS TIMESTAMP) AS "occurred_on"')
    money = f'coalesce("{amount}", 0)' if amount else "0"
    told.append(f"CAST({money} AS {_MONEY}) AS amount")
    order = ", ".join([*(f'"{one}"' for one in kept), "amount"])
    return f"{_BEGUN}{question.sql}{_ENDED}{', '.join(told)}\nFROM asked\nORDER BY {order}"
