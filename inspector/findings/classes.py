"""The class of a finding: the item of the 条例 it falls under, as chosen, else the first offered.

Source: 《医疗保障基金使用监督管理条例》 Art. 38 to 41; what cites none of them is of no class.
"""

import re
from collections.abc import Sequence

OTHER = "other"
_ARTICLE = re.compile(
    r"医疗保障基金使用监督管理条例》第(三十八|三十九|四十一|四十)条(?:第一款)?(?:第（(.)）项)?"
)
_ARTICLES = {"三十八": "38", "三十九": "39", "四十": "40", "四十一": "41"}
_ITEMS = {name: str(at) for at, name in enumerate("一二三四五六七", start=1)}


def class_of(basis: Sequence[str]) -> str:
    """The first article of `basis` with a penalty, such as "38-3"; `OTHER` if there is none."""
    for text in basis:
        cited = _ARTICLE.search(text)
        if cited:
            item = _ITEMS.get(cited[2] or "", "")
            return f"{_ARTICLES[cited[1]]}-{item}" if item else _ARTICLES[cited[1]]
    return OTHER
