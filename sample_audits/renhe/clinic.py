"""Honest outpatients: one consultation a visit, whole boxes on a prescription, tests with reports.

Chronic patients come every other month for a month's drugs; others come once. About two visits in
a hundred have a test taken back.
"""

from sample_audits.kangning.clock import FIRST_DAY, is_sunday, moment
from sample_audits.kangning.people import Person
from sample_audits.renhe.book import Book, Visit
from sample_audits.renhe.house import DOCTORS
from sample_audits.renhe.items import (
    AMLODIPINE,
    BLOOD_COUNT,
    CLINIC,
    COUGH_MIXTURE,
    CRP,
    ECG,
    IBUPROFEN,
    Item,
)
from sample_audits.renhe.tests_done import examine, lab

COLD = ("J06.900", "急性上呼吸道感染")
PRESSURE = ("I10.x00", "高血压病")
KNEE = ("M17.900", "膝骨关节炎")
_DAY_FROM, _DAY_TO = 8 * 60, 16 * 60


def run_clinic(book: Book, lines: int) -> None:
    """Outpatients until the hospital has `lines` fee lines, spread over the year."""
    chronic = [book.person() for _ in range(60)]
    turn = 0
    while book.lines < lines:
        if turn < 6 * len(chronic):
            time, who = divmod(turn, len(chronic))
            day = FIRST_DAY + 4 + time * 60 + who % 50
            outpatient(book, _weekday(day), PRESSURE, chronic[who], (AMLODIPINE, 2, 28))
        else:
            day = _weekday(FIRST_DAY + 3 + book.pick(355))
            if book.pick(2):
                outpatient(book, day, COLD, book.person(), (COUGH_MIXTURE, 1, 4))
            else:
                outpatient(book, day, KNEE, book.person(), (IBUPROFEN, 1, 7))
        turn += 1


def _weekday(day: int) -> int:
    return day + 1 if is_sunday(day) else day


def outpatient(
    book: Book, day: int, diag: tuple[str, str], person: Person, drug: tuple[Item, int, int]
) -> Visit:
    """One visit: consultation, perhaps a test, a prescription."""
    doctors = DOCTORS["全科门诊"]
    minute = _DAY_FROM + book.pick(_DAY_TO - _DAY_FROM)
    begin = moment(day, minute // 60, minute % 60, book.pick(60))
    doctor = doctors[book.pick(len(doctors))]
    visit = book.visit(person, doctor, begin, begin + 5400, stay=False)
    book.charge(visit, CLINIC, begin)
    if diag is COLD:
        lab(book, visit, BLOOD_COUNT, begin + 1200)
        if book.pick(3) == 0:
            lab(book, visit, CRP, begin + 1260)
    elif diag is PRESSURE and book.pick(12) == 0:
        examine(book, visit, ECG, begin + 1500)
    item, boxes, days = drug
    line = book.prescribe(visit, item, begin + 2400, boxes, days)
    if book.pick(50) == 0:
        _taken_back(book, visit, item, line, boxes)
    book.sheets["identity_check"].append(
        {
            **visit.keys,
            **{"recog_biz": "14", "recog_time": visit.lines[0]["fee_ocur_time"]},
            **{"recog_rslt": "1", "med_mode": "门诊", "term_no": f"T{1 + book.pick(3)}"},
        }
    )
    book.close(visit, diag)
    return visit


def _taken_back(book: Book, visit: Visit, item: Item, line: dict[str, str], boxes: int) -> None:
    """A test that was not done after all is refunded; drugs once taken home are not."""
    lab(book, visit, CRP, visit.begin + 1300)
    book.refund(visit, visit.lines[-1], visit.begin + 4800, named=bool(book.pick(2)))
