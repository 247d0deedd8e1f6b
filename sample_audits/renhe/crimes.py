"""Crimes of the whole hospital, which no case grafted beside others can show.

A crowd in bed, all of them sent home on the last day a payment step allows; treatment on a machine
that nobody has.
"""

from sample_audits.common.sheets import Row
from sample_audits.kangning.clock import FIRST_DAY, day_of, day_text, moment
from sample_audits.renhe.book import Book
from sample_audits.renhe.house import DOCTORS
from sample_audits.renhe.items import CLINIC, CREATININE, HBA1C, MECT, METFORMIN
from sample_audits.renhe.wards import Path, stay

_CROWD, _NIGHTS = 40, 15
_FULL = day_of(2024, 9, 2)
_DIABETES = Path(
    ("E11.900", "2型糖尿病"),
    "内分泌科",
    ("KS11", "糖尿病"),
    nights=_NIGHTS,
    tests=(HBA1C, CREATININE),
    scans=(),
    oral=(METFORMIN,),
)


def plant(book: Book) -> list[Row]:
    """Commit them; the rows of the truth."""
    return [*_crowd(book), *_no_machine(book), *_every_week(book)]


def _told(rule: str, kind: str, key_type: str, key: str, line: str = "", amount: str = "") -> Row:
    where = {"key_type": key_type, "key": key, "line": line, "amount": amount}
    return {"plant": f"W-{rule}", "kind": kind, "rule": rule, **where}


def _crowd(book: Book) -> list[Row]:
    """More in bed than there are beds, for a fortnight; all leave on day 15."""
    for bed in range(_CROWD):
        stay(book, _DIABETES, _FULL, _NIGHTS, bed)
    full, edge = "四十人同住满十五天", "住满十五天整就出院"
    return [
        _told("XY1-15", full, "day_from", day_text(_FULL), amount="0"),
        _told("XY1-16", edge, "edge", str(_NIGHTS), amount="0"),
    ]


def _every_week(book: Book) -> list[Row]:
    """One person who comes every week, to be seen and nothing else."""
    person, doctors = book.person(), DOCTORS["全科门诊"]
    for week in range(48):
        at = moment(FIRST_DAY + 3 + week * 7, 9, week)
        visit = book.visit(person, doctors[week % len(doctors)], at, at + 1800, stay=False)
        book.charge(visit, CLINIC, at)
        book.close(visit, ("Z71.900", "医疗咨询"))
    return [_told("NAT-50", "一年四十八次门诊", "subject", person.psn_no, amount="0")]


def _no_machine(book: Book) -> list[Row]:
    """A treatment that takes a machine, in a hospital that has none."""
    at = moment(day_of(2024, 5, 14), 10, 20)
    visit = book.visit(book.person(), DOCTORS["全科门诊"][0], at, at + 7200, stay=False)
    book.charge(visit, CLINIC, at)
    line = book.charge(visit, MECT, at + 1800)
    book.close(visit, ("F32.900", "抑郁发作"))
    place = "bkkp_sn", line["bkkp_sn"], line["bkkp_sn"], line["det_item_fee_sumamt"]
    return [_told("XY4-17", "没有电休克治疗仪，收电休克治疗", *place)]
