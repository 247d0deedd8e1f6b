"""Honest outpatients: boxes of drugs with their trace codes, laboratory, machines, dialysis.

Every machine and therapist of the clinic has an own time for each patient of a day.
"""

from sample_audits.kangning.clock import DAY, FIRST_DAY, is_sunday, moment
from sample_audits.kangning.items import (
    BLOOD_COUNT,
    BOXES,
    CLINIC,
    DIALYSIS,
    HEPARIN,
    INFRARED,
    PERFUSION,
    PROSTATE_MASSAGE,
    PROSTATE_TEST,
    PULSE,
    ULTRASOUND,
    VAGINAL_LAVAGE,
    Item,
)
from sample_audits.kangning.people import Person, Staff
from sample_audits.kangning.records import Line, Scan, Session, Visit
from sample_audits.kangning.ward import Ward

HYPERTENSION = ("I10.x00", "特发性高血压")
BACK_PAIN = ("M54.500", "下背痛")
KIDNEY = ("N18.500", "慢性肾脏病5期")
PROSTATE = ("N41.100", "慢性前列腺炎")
VAGINITIS = ("N76.000", "急性阴道炎")


class Clinic:
    """Opens outpatient visits, each in a quarter of an hour of its own."""

    def __init__(self, ward: Ward) -> None:
        self.ward = ward
        self.today: dict[int, int] = {}
        self.codes = 0
        self.case_days = 0
        self.regulars: list[Person] = []

    def open(
        self, day: int, diag: tuple[str, str] = HYPERTENSION, person: Person | None = None
    ) -> Visit:
        """An outpatient visit on a working day, with the consultation charged."""
        if is_sunday(day):
            day += 1
        number = self.today.get(day, 0)
        self.today[day] = number + 1
        begin = moment(day, 8, 10) + number % 24 * 900 + self.ward.pick(300)
        visit = self.ward.visit(
            person or self.ward.person(), begin, begin + 7200, "11", diag, dept="门诊"
        )
        visit.charge(CLINIC, begin)
        return visit

    def patient(self) -> Person:
        """Somebody who comes again, or somebody new who will."""
        known = len(self.regulars)
        if known and self.ward.random() < 0.5:
            return self.regulars[self.ward.pick(known)]
        self.regulars.append(self.ward.person())
        return self.regulars[-1]

    def case_day(self) -> int:
        """A working day no other case of the clinic uses; spread over the year."""
        while True:
            self.case_days += 1
            day = FIRST_DAY + 3 + self.case_days * 31 % 359
            if not is_sunday(day):
                return day

    def therapy(
        self, visit: Visit, item: Item, begin: int, staff: Staff, minutes: int = 0
    ) -> tuple[Line, Session]:
        """One-to-one treatment of an outpatient."""
        visit.begin, visit.end = min(visit.begin, begin - 600), max(visit.end, begin + 5400)
        visit.lines[0].at = visit.begin
        return self.ward.treat(visit, item, begin, minutes or item.minutes, staff)

    def boxes(self, visit: Visit, item: Item, boxes: int = 1, at: int = 0) -> Line:
        """Sell whole boxes, charged in split units, and scan each box."""
        line = visit.charge(item, at or visit.begin + 1200, item.pack * boxes)
        for _ in range(boxes):
            self.scan(visit, line, self.new_code())
        return line

    def new_code(self) -> str:
        """A trace code of 20 digits nobody has had."""
        self.codes += 1
        return f"81{self.ward.number:06d}{self.codes:012d}"

    def scan(self, visit: Visit, line: Line, code: str, after: int = 90) -> Scan:
        """Read a trace code at the counter, shortly after the charge."""
        scan = Scan(code, line.item, visit, line, line.at + after)
        self.ward.scans.append(scan)
        return scan

    def machine(self, visit: Visit, item: Item, minutes: int = 21, turn: int = 0) -> Line:
        """A treatment on a machine of the clinic; sessions of a day may overlap."""
        prefix = "Z" if item is PULSE else "H"
        device = f"{prefix}{self.ward.number:04d}{8 + visit.begin // 900 % 2}"
        begin = visit.begin + 1800 + turn * 1800
        return self.ward.treat(
            visit, item, begin, minutes, self.ward.outpatient_team["device"], device
        )[0]


def run_clinic(clinic: Clinic, until_lines: int) -> None:
    """Ordinary outpatients until the ward has its share of fee lines."""
    ward = clinic.ward
    while ward.lines < until_lines:
        day = FIRST_DAY + 1 + ward.pick(362)
        lot = ward.random()
        if lot < 0.55:
            visit = _drugs(clinic, day)
        elif lot < 0.7:
            visit = clinic.open(day, BACK_PAIN)
            clinic.machine(visit, PULSE)
            clinic.machine(visit, INFRARED, turn=1)
        elif lot < 0.9:
            visit = clinic.open(day, person=clinic.patient())
            visit.charge(BLOOD_COUNT, visit.begin + 900)
            if lot < 0.8:
                visit.charge(ULTRASOUND, visit.begin + 2700)
        else:
            visit = _by_sex(clinic, day)
        ward.settle(visit)
        if ward.random() < 0.01 and all(line.cnt > 0 for line in visit.lines):
            ward.reverse(visit, visit.settlements[-1].at + 3600)


def _drugs(clinic: Clinic, day: int) -> Visit:
    ward = clinic.ward
    visit = clinic.open(day, person=clinic.patient())
    first = ward.pick(len(BOXES))
    lines = [
        clinic.boxes(visit, BOXES[(first + turn) % len(BOXES)], 1 + ward.pick(2))
        for turn in range(1 + ward.pick(2))
    ]
    lot = ward.random()
    if lot < 0.02:
        visit.refund(lines[0], lines[0].at + 1500)
    elif lot < 0.03:
        visit.refund(lines[0], lines[0].at + 1500, named=False)
    elif lot < 0.04 and lines[0].cnt > lines[0].item.pack:
        visit.refund(lines[0], lines[0].at + 1500, lines[0].item.pack)
    return visit


def _by_sex(clinic: Clinic, day: int) -> Visit:
    ward = clinic.ward
    if ward.random() < 0.5:
        visit = clinic.open(day, PROSTATE, ward.person("1"))
        visit.charge(PROSTATE_MASSAGE, visit.begin + 1800)
        visit.charge(PROSTATE_TEST, visit.begin + 900)
    else:
        visit = clinic.open(day, VAGINITIS, ward.person("2"))
        visit.charge(VAGINAL_LAVAGE, visit.begin + 1800)
    return visit


def dialysis_visit(clinic: Clinic, day: int, person: Person | None = None) -> Visit:
    """A visit for dialysis, not yet treated."""
    visit = clinic.open(day, KIDNEY, person)
    visit.med_type = "14"
    visit.begin = moment(visit.begin // DAY, 7, 40)
    visit.end = moment(visit.begin // DAY, 16)
    visit.lines[0].at = visit.begin
    return visit


def run_dialysis(clinic: Clinic, patients: int) -> None:
    """Each patient comes once a week; perfusion has a day of its own every sixth week."""
    ward = clinic.ward
    for number in range(patients):
        person = ward.person()
        for week in range(51):
            visit = dialysis_visit(clinic, FIRST_DAY + 1 + number + week * 7, person)
            item = PERFUSION if week % 6 == 5 else DIALYSIS
            begin = visit.begin + 1200 + ward.pick(10) * 60
            ward.treat(visit, item, begin, item.minutes, ward.nurse, f"X{ward.number:04d}{number}")
            visit.charge(HEPARIN, begin)
            ward.settle(visit)
