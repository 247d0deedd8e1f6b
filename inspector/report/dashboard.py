"""The supervisor's figures as one page for a browser: a single file, without script or network.

It shows the tables of the summary and no others; whatever somebody wrote is text, never markup.
"""

from collections.abc import Sequence
from datetime import date
from html import escape

from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.merge import WAYS, Figure, Merged
from inspector.report.summary_tables import COLUMNS, TableOf, table
from inspector.report.words import yuan

# The browser itself is told to load nothing and to run nothing.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """
body { font: 15px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #1d2733;
  margin: 2rem auto; max-width: 76rem; padding: 0 1rem; background: #f6f7f9 }
h1 { font-size: 1.5rem; margin: 0 } .total { font-size: 2.4rem; font-weight: 600; margin: 0 }
section { background: #fff; border: 1px solid #dde2e8; border-radius: 6px; padding: 0.6rem 1rem;
  margin: 1rem 0; overflow-x: auto } h2 { font-size: 1.05rem; margin: 0.2rem 0 }
table { border-collapse: collapse; width: 100% } th { text-align: left; font-weight: 500;
  color: #5c6875 } th, td { padding: 0.25rem 0.6rem; border-bottom: 1px solid #edf0f3;
  vertical-align: top; white-space: pre-line } .right { text-align: right;
  font-variant-numeric: tabular-nums } .bar { height: 0.7rem; background: #2f6fb3 }
.of { display: grid; grid-template-columns: 16rem 1fr 9rem; gap: 0.3rem 0.8rem;
  align-items: center; margin: 0.6rem 0 }
"""


def dashboard(merged: Merged, made_on: date, lang: Language) -> str:
    """The page, as HTML; the same bundles, day and language give the same text."""
    made = [(name, table(merged, name, lang)) for name in COLUMNS]
    parts = [_section(merged, name, one, lang) for name, one in made if one.rows]
    title = escape(say("summary.name", lang))
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{title}</h1>\n<p>{escape(say('summary.head', lang, day=made_on))}</p>\n"
        f'<p class="total">{escape(yuan(merged.total))}</p>\n'
        f"<p>{escape(say('summary.unit', lang))}</p>\n" + "\n".join(parts) + "\n</body>\n</html>\n"
    )


_MOST = 20
"""Bars; rows of a table that stand open."""


def _section(merged: Merged, name: str, one: TableOf, lang: Language) -> str:
    bars = _bars(getattr(merged, name), lang) if name in WAYS else ""
    head = "".join(_cell("th", text, at in one.right) for at, text in enumerate(one.headings))
    body = "\n".join(
        "<tr>"
        + "".join(_cell("td", text, at in one.right) for at, text in enumerate(row))
        + "</tr>"
        for row in one.rows
    )
    drawn = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    if len(one.rows) > _MOST and name != "conflicts":
        count = escape(say("summary.many.folded", lang, count=f"{len(one.rows):,}"))
        drawn = f"<details>\n<summary>{count}</summary>\n{drawn}\n</details>"
    return f'<section id="{name}">\n<h2>{escape(one.title)}</h2>\n{bars}{drawn}\n</section>'


def _cell(tag: str, text: str, right: bool) -> str:
    place = ' class="right"' if right else ""
    return f"<{tag}{place}>{escape(text)}</{tag}>"


def _bars(figures: Sequence[Figure], lang: Language) -> str:
    """The money each adds, held against the greatest, which is first; no more than a screen."""
    counted = sorted((one for one in figures if one.counted), key=lambda one: -one.counted)[:_MOST]
    lines = (
        f"<span>{escape(one.title.get(lang, '') or one.name)}</span>"
        f'<div class="bar" style="width: {100 * one.counted / counted[0].counted:.1f}%"></div>'
        f'<span class="right">{escape(yuan(one.counted))}</span>'
        for one in counted
    )
    told = "\n".join(lines)
    return f'<div class="of">\n{told}\n</div>\n' if told else ""
