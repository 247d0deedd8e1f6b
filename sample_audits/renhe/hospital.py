"""The whole hospital: an honest year, and, if asked for, crimes with what looks like them.

The same seed and size give the same rows; without crimes nothing in it is wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from inspector.rules import Pack
from sample_audits.common.graft import merged
from sample_audits.common.planting import Choice, Edge, Planted, plant, plant_at_edges
from sample_audits.common.sheets import Row, Sheets
from sample_audits.renhe import crimes
from sample_audits.renhe.book import Book
from sample_audits.renhe.clinic import run_clinic
from sample_audits.renhe.house import HOUSE, register
from sample_audits.renhe.stock import keep_stock
from sample_audits.renhe.wards import run_wards

PACKS = (
    *("general", "national", "imaging-lab", "medication"),
    *("treatment", "drg", "special-areas", "inventory", "rehab"),
)
"""The packs a general hospital is made for."""
_LINES_A_BED = 1_300
ALONE = {
    "NAT-62": "2025-01",
    "XY1-21": "2025-04",
    "TRC-07": "2025-07",
    "TRC-12": "2025-10",
    "INV-12": "2023-01",
    "TRC-11": "2025-12",
    "NAT-63": "2023-03",
    "SES-24": "2021-06",
    "SES-14": "2022-09",
}
"""Rules about a month of the whole hospital: their cases have months of their own, later on."""
WITHOUT = {
    "DQ-09": "counts the lines of every month: a thin one would leave the rest without theirs",
    "XY1-15": "counts everybody in bed",
    "XY1-16": "counts every discharge of the year",
    "NAT-50": "holds everybody's visits against each other",
    "XY4-17": "asks whether the hospital has the machine at all",
}
"""Rules whose cases need a hospital to themselves; `crimes` commits theirs, but for DQ-09."""
FEW = {
    "XY5-15": "results are compared with everybody's",
    "XY5-07": "asks what reagents the hospital has at all",
    "INV-12": "purchases are counted for the whole hospital, year by year",
    "XY5-18": "results are compared with everybody's",
    "XY5-11": "films are counted for the whole hospital",
    "XY5-16": "reagents are counted for the whole hospital",
    "XY1-04": "stays are counted for the whole hospital, month by month",
    "INV-06": "drugs of one class are held against each other",
    "PAY-05": "stays are counted for the whole hospital",
    "TRC-11": "scans are counted second by second for the whole hospital",
    "SES-08": "devices are counted for the whole hospital",
    "SES-24": "what the whole hospital charges is held against the year before",
}
"""Rules of which one case is all a hospital can hold."""
SKIPPED = {
    ("XY2-12", "性别写作“男”，收阴道灌洗上药：命中"),
    ("NAT-67", "登记写作“男”、没有身份证号：命中"),
    ("DQ-07", "空号、全零：不看"),
    ("SPA-04", "扫码启用前一天：不看"),
    ("INV-03", "收费在结转月份之后：不计"),
    ("INV-10", "一直没有补：算到结转期末"),
    ("INV-16", "月底退的药"),
    (
        "INV-02",
        "结转月份之外的收费与进货都不计；没有出入库的、期末多于期初的、正好收完的：各算各的",
    ),
    ("INV-07", "民营医院"),
    ("INV-16", "退 4 支，但收费只比实发多 2：算 2 支；退药之后的收费、账期之外的都不动"),
    ("SPA-04", "第十四天扫码：不命中"),
    ("XY1-11", "全院当天没有一次成功：不命中"),
}
"""Cases about the first or last day of all data, another licence than the hospital's, or a cell
that packing changes or refuses."""
_ENDS: dict[str, Edge] = {
    "报告只导出到收费次日：不命中": "last",
    "报告只导出到收费后 29 天：不命中": "last",
    "报告数据从收费次日起：不命中": "first",
    "报告从收费之后才开始导出：不命中": "first",
}
_REPORTS = {"XY5-01": "lab_report", "XY5-01b": "exam_report", "XY5-17": "lab_report"}
EDGES: dict[tuple[str, str], tuple[str, str, Edge]] = {
    (rule, case): (table, "rpt_time", edge)
    for rule, table in _REPORTS.items()
    for case, edge in _ENDS.items()
}
"""Cases about the days the reports of the hospital begin and end: planted last, where they do."""
CHOICE = Choice(without=WITHOUT, skipped=SKIPPED, few=FEW, alone=ALONE, edges=EDGES)


@dataclass(frozen=True)
class Made:
    """A hospital's rows, what was planted in it and how many fee lines it has."""

    sheets: Sheets
    lines: int
    planted: list[Planted] = field(default_factory=list)
    woven: list[Row] = field(default_factory=list)
    """Rows of the truth about the whole hospital."""


def honest(seed: int, lines: int) -> Made:
    """A year in which everything charged was done, once, for who is named."""
    book = _year(seed, lines)
    keep_stock(book.sheets, book.sold)
    return Made(book.sheets, book.lines)


def _year(seed: int, lines: int) -> Book:
    book = Book(seed)
    register(book.sheets)
    run_wards(book, max(1, lines // _LINES_A_BED // 2))
    run_clinic(book, lines)
    return book


def criminal(seed: int, lines: int, packs: Sequence[Pack], choice: Choice | None = None) -> Made:
    """The same year with cases of every rule of `packs` among it."""
    book = _year(seed, lines)
    woven = crimes.plant(book)
    keep_stock(book.sheets, book.sold)
    chosen = choice or CHOICE
    planted = plant(packs, HOUSE, seed, chosen)
    for one in planted:
        merged(book.sheets, one.graft.sheets)
    last = plant_at_edges(packs, HOUSE, book.sheets, chosen, len(planted) + 1)
    for one in last:
        merged(book.sheets, one.graft.sheets)
    planted += last
    return Made(book.sheets, len(book.sheets["fee_list_d"]), planted, woven)
