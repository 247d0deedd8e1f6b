"""What headers mean: the schema's own words, real-world synonyms (`synonyms.csv`), abbreviations.

A synonym that names two columns of one table says so; nothing here decides between them.
"""

import csv
import re
from collections import defaultdict
from functools import cache
from pathlib import Path

from inspector.intake.mapping.recognise import normalise
from inspector.schema import FORMS, TABLES

OWN, SYNONYM, DOUBTED = 1.0, 0.95, 0.7
"""Scores of a schema's own header, of a known synonym, of one that means other things too."""
_FLOOR = 0.55
_BRACKETS = re.compile(r"[(\[【].*?[)\]】]|[_\-/:：、，,.#\s]")
_SAME = (
    (re.compile("代码|编码|编号|号码|流水号|序列号"), "号"),
    (re.compile("日期|时间"), "时"),
    (re.compile("姓名"), "名"),
    (re.compile("名称"), "名"),
    (re.compile("医师|大夫"), "医生"),
    (re.compile("厂商|厂家|企业"), "厂"),
    (re.compile("总额|总金额|金额|费用"), "额"),
    (re.compile("病人|患者|人员"), "人"),
)


@cache
def core(header: str) -> str:
    """A header without brackets and marks, words that mean the same made one."""
    plain = _BRACKETS.sub("", normalise(header))
    for pattern, word in _SAME:
        plain = pattern.sub(word, plain)
    return plain


@cache
def _synonyms() -> dict[str, dict[str, float]]:
    """By column, its synonyms as normalised headers, with their scores."""
    known: dict[str, dict[str, float]] = defaultdict(dict)
    path = Path(__file__).parent / "synonyms.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            score = DOUBTED if row["doubt"] else SYNONYM
            known[row["column"]][normalise(row["header"])] = score
    return known


@cache
def words(table: str) -> dict[str, dict[str, float]]:
    """By column of `table`, every header that is known to mean it, with its score."""
    known = {
        column.name: dict(_synonyms().get(column.name, {})) for column in TABLES[table].received
    }
    headed = {column for form in FORMS if form.table == table for column in form.columns.values()}
    for column in TABLES[table].received:
        known[column.name][normalise(column.name)] = OWN
        # 6.1 heads another column with these words than the schema does.
        if column.name not in headed or table in ("fee_list_d", "setl_d", "mdtrt_d"):
            known[column.name][normalise(column.zh)] = OWN
    for form in FORMS:
        if form.table == table:
            for header, name in form.columns.items():
                known[name][normalise(header)] = OWN
    return known


@cache
def known_words() -> frozenset[str]:
    """Every header known to mean some column of some table, and its core."""
    every = {word for table in TABLES for said in words(table).values() for word in said}
    return frozenset(every | {core(word) for word in every})


@cache
def candidates(table: str, header: str) -> tuple[tuple[float, str], ...]:
    """The columns of `table` that `header` may mean, the likeliest first; 1 is certain."""
    said = normalise(header)
    scored = []
    for column, known in words(table).items():
        score = known.get(said) or max((_alike(said, w) * s for w, s in known.items()), default=0)
        if score >= _FLOOR:
            scored.append((score, column))
    return tuple(sorted(scored, key=lambda one: (-one[0], one[1])))


@cache
def _alike(said: str, known: str) -> float:
    mine, its = core(said), core(known)
    if not mine or not its:
        return 0
    if mine == its:
        return 0.92
    short, long = sorted((mine, its), key=len)
    if len(short) > 1 and not short.isascii() and _within(short, long):
        return 0.6 + 0.3 * len(short) / len(long)
    if len(short) > 1 and long.startswith(short):
        return _FLOOR + 0.1 * len(short) / len(long)
    pairs = {mine[i : i + 2] for i in range(len(mine) - 1)}
    others = {its[i : i + 2] for i in range(len(its) - 1)}
    return 0.8 * 2 * len(pairs & others) / max(len(pairs) + len(others), 1)


def _within(short: str, long: str) -> bool:
    """Whether `short` abbreviates `long`: its signs in their order, the last one at the end."""
    signs = iter(long)
    return short[-1] == long[-1] and all(sign in signs for sign in short)
