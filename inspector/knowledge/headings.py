"""What the columns of a published sheet are, told by the words of its header row.

Wherever the header stands and in whatever order, its words decide; two header rows, one over the
other, are read as one. A column whose words say nothing here is left alone.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector.knowledge.points import plain

_DEEPEST = 40
"""Rows in which a header is looked for."""

_ROLES: tuple[tuple[str, str], ...] = (
    ("kept_code", r"(主项|主收费|项目A|A项).*(编码|代码)|(编码|代码)[AaＡ1]$"),
    ("included_code", r"(从项|被包含|包含项|项目B|B项|互斥|重复).*(编码|代码)|(编码|代码)[BbＢ2]$"),
    ("kept_name", r"(主项|主收费|项目A|A项)(目)?(名称|$)|名称[Aa1]$"),
    ("included_name", r"(从项|被包含|包含项|项目B|B项|互斥项?|重复项?)(目)?(名称|$)|名称[Bb2]$"),
    ("serial", r"^(序号|编号|行号|知识点(编号|编码|ID))$"),
    ("code", r"(国标|国家|医保|药品|项目|耗材|饮片|医疗服务)?(编码|代码|国标码|医保码)$"),
    ("rule", r"^(规则名称|规则类型|对应规则|限定类型|限制类型|规则)$"),
    ("scope", r"^(频度|时间范围|收费范围|同时收费(时间)?范围|时间间隔)$"),
    (
        "cnt",
        r"(限制|限定|上限|最大|最高).*(数量|次数|频次|天数|价格?|金额|总额)"
        r"|(频次|数量|次数|单价|价格|金额|总额)(上限|限制)|^限价",
    ),
    ("window", r"^(疗程)?周期(天数)?([(]天[)])?$|^间隔(天数|周期)([(]天[)])?$"),
    ("unit", r"^(数量|计价|限制|频次)?单位$"),
    ("logic", r"逻辑|违规描述|检出|判定"),
    (
        "target",
        r"^(限定|限制)(对象|值域|性别|年龄(段)?|人群|级别|机构级别|医疗机构级别|险种|保险(类型)?"
        r"|就医(方式|类型)|科室|组别|值)$|^(手术组(别)?|组别|性别|险种|就医方式|机构级别|医疗机构级别)$",
    ),
    (
        "text",
        r"说明$|限定支付范围|支付范围|支付限制|限制(内容|条件|描述)|限定(内容|条件|描述|适应症)"
        r"|适应症|知识点(内容|描述)|^备注$|约束|报销限制|限制使用",
    ),
    ("name", r"(通用名|药品名|项目名|耗材名|饮片名|品名|名称)"),
)


@dataclass(frozen=True)
class Heading:
    """A header found: its last row, from 0, and column by role; `texts` may be several."""

    row: int
    columns: Mapping[str, int]
    texts: tuple[int, ...]

    @property
    def pairs(self) -> bool:
        """Whether the sheet lists two items that may not both be charged."""
        return {"kept_code", "included_code"} <= self.columns.keys()

    @property
    def usable(self) -> bool:
        """Whether rows can be told what they speak of."""
        named = bool({"code", "name"} & self.columns.keys())
        return self.pairs or (named and len(self.columns) > 1)


def find_heading(rows: Sequence[Sequence[str]]) -> Heading | None:
    """The header of a sheet: of the first rows, the one whose words name most columns."""
    found = [heading for heading in _candidates(rows) if heading.usable]
    return max(found, key=lambda one: (len(one.columns) + len(one.texts), -one.row), default=None)


def _candidates(rows: Sequence[Sequence[str]]) -> Iterator[Heading]:
    for number, row in enumerate(rows[:_DEEPEST]):
        yield _read(number, row)
        if number + 1 < min(len(rows), _DEEPEST) and not _data(rows[number + 1]):
            yield _read(number + 1, _together(row, rows[number + 1]))


def _data(row: Sequence[str]) -> bool:
    return any(re.fullmatch(r"[\dA-Z.,、;\s]*\d[\dA-Z.,、;\s]*", cell) for cell in row)


def _together(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two header rows as one; a cell merged over both is said once."""
    return [up if up == down else up + down for up, down in zip(above, below, strict=False)]


def _read(number: int, row: Sequence[str]) -> Heading:
    columns: dict[str, int] = {}
    texts = []
    for at, cell in enumerate(row):
        role = role_of(cell)
        if role == "text":
            texts.append(at)
        elif role:
            columns.setdefault(role, at)
    return Heading(number, columns, tuple(texts))


def role_of(header: str) -> str:
    """What a column of this header holds; empty if its words do not tell."""
    said = re.sub(r"[“”\"':：*]", "", plain(header))
    if not said or len(said) > _LONGEST:
        return ""
    return next((role for role, words in _ROLES if re.search(words, said)), "")


_LONGEST = 24
"""A longer cell is a sentence, not a header."""
