"""The page for a browser: the same figures, one file, nothing loaded and nothing run."""

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from inspector.i18n.catalogue import Language
from inspector.merge import Merged, gather
from inspector.report import dashboard, tables
from tests.rooms.summary_made_up import DAY, bundles


class Page(HTMLParser):
    """Its tags, their attributes, and the text of its table cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.told: dict[str, set[str]] = {}
        self.cells: list[str] = []
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.told.setdefault(name, set()).add(value or "")
        self._inside = tag == "td"
        if self._inside:
            self.cells.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.cells[-1] += data


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    return gather(bundles(tmp_path_factory.mktemp("teams")))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_says_every_figure_of_the_summary(merged: Merged, lang: Language) -> None:
    page = Page(dashboard(merged, DAY, lang))
    told = [cell for one in tables(merged, lang) for row in one.rows for cell in row]
    assert page.cells == told
    assert page.told["id"] >= {"by_hospital", "by_rule", "by_team", "conflicts"}


def test_the_page_loads_nothing_and_runs_nothing(merged: Merged) -> None:
    text = dashboard(merged, DAY, "zh")
    page = Page(text)
    assert not page.tags & {"script", "link", "img", "iframe", "object", "a", "form"}
    assert not {name for name in page.told if name.startswith("on") or name in ("src", "href")}
    assert "url(" not in text and "@import" not in text and not re.search(r"https?:", text)
    assert "default-src 'none'; style-src 'unsafe-inline'" in page.told["content"]


def test_what_somebody_wrote_is_text_and_never_markup(merged: Merged) -> None:
    (conflict,) = merged.conflicts
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    sides = tuple(replace(one, note=evil, team=evil) for one in conflict.opinions)
    figures = tuple(replace(one, title={"zh": evil, "en": evil}) for one in merged.by_rule)
    page = Page(
        dashboard(
            replace(merged, conflicts=(replace(conflict, opinions=sides),), by_rule=figures),
            DAY,
            "zh",
        )
    )
    assert not page.tags & {"script", "img"}
    assert evil in page.cells


def test_the_bars_of_a_figure_are_held_against_the_greatest(merged: Merged) -> None:
    text = dashboard(merged, DAY, "zh")
    for name, figures in (("by_hospital", merged.by_hospital), ("by_rule", merged.by_rule)):
        section = text[text.index(f'id="{name}"') :].partition("</section>")[0]
        parts = [float(part) for part in re.findall(r"width: ([\d.]+)%", section)]
        assert len(parts) == sum(bool(one.counted) for one in figures)
        money = sorted((one.counted for one in figures if one.counted), reverse=True)
        assert parts == [float(round(100 * one / money[0], 1)) for one in money]


def test_nothing_handed_in_is_a_page_too(tmp_path: Path) -> None:
    assert Page(dashboard(gather([]), DAY, "en")).cells == []


def test_the_page_is_the_same_in_whatever_order_the_bundles_came(tmp_path: Path) -> None:
    given = bundles(tmp_path)
    assert dashboard(gather(given), DAY, "zh") == dashboard(gather(given[::-1]), DAY, "zh")
