"""The honest fourteen months: twelve patients three times a week, one machine each.

A visit has a sign-in, a session of four hours, one dialyser and two needles. Once a month the
session is a filtration; tests are done when they fall due, and every test has its report.
"""

from datetime import date, datetime, timedelta

from sample_audits.common.books import Books
from sample_audits.common.marks import Institution, Item
from sample_audits.common.outpatients import Claims, Visit
from sample_audits.common.sheets import Row
from sample_audits.kangning.people import Person
from sample_audits.zekang.items import (
    ADSORBER,
    BLOOD_COUNT,
    DIALYSER,
    EPO,
    FERRITIN,
    HD,
    HDF,
    HEPARIN,
    HEPATITIS_B,
    HEPATITIS_C,
    NEEDLE,
    PERFUSION,
    PTH,
)

HOUSE = Institution("H33010700003", "泽康血液透析中心", "9", "330107", "14", 4003)
KIDNEY = ("N18.500", "慢性肾脏病5期")
FIRST, LAST = date(2023, 11, 1), date(2024, 12, 31)
DAYS = (LAST - FIRST).days + 1
MONTHS = [date(2023, 11, 1), date(2023, 12, 1), *(date(2024, m, 1) for m in range(1, 13))]
MACHINES = 8
BY_MONTH = {BLOOD_COUNT: 1, PTH: 3, FERRITIN: 3, HEPATITIS_B: 6, HEPATITIS_C: 6}


class Centre:
    """The centre's claims and books, and the afternoons still free for guests."""

    def __init__(self, seed: int, *, crimes: bool) -> None:
        self.claims = Claims(HOUSE, seed)
        self.books = Books(self.claims, ("药房", "泽康药房"), MONTHS)
        self.crimes = crimes
        self.positive: Person | None = None
        self.knowledge: dict[str, list[Row]] = {}
        self._busy: dict[str, list[tuple[datetime, datetime]]] = {}
        self.tested: set[tuple[str, str]] = set()
        self._sessions = 0
        self._guests = 0
        self._reports = 0

    def guest_day(self) -> date:
        """A working day whose afternoon no other case has; spread over the year 2024."""
        while True:
            self._guests += 1
            day = date(2024, 1, 2) + timedelta(days=self._guests * 47 % 341)
            if day.weekday() < 5:
                return day

    def visit(
        self,
        person: Person,
        at: datetime,
        *,
        diag: tuple[str, str] = KIDNEY,
        signed: bool = True,
        **check: str,
    ) -> Visit:
        """A patient comes to be dialysed, and signs in."""
        visit = self.claims.visit(person, at, diag)
        if signed:
            self.claims.check(visit, "ZKT01", **check)
        return visit

    def session(
        self,
        visit: Visit,
        item: Item,
        at: datetime,
        minutes: int = 240,
        device: str | None = None,
        **more: str,
    ) -> Row:
        """Write a treatment into the book, on a machine that is free unless one is named."""
        self._sessions += 1
        end = at + timedelta(minutes=minutes)
        device = self.free(at, end) if device is None else device
        self._busy.setdefault(device, []).append((at, end))
        row = self.claims.own(
            visit,
            session_id=f"T{HOUSE.region}{self._sessions:06d}",
            med_mode="门诊",
            trt_class="透析",
            medins_list_codg=item.own,
            item_name=item.name,
            med_list_codg=item.code,
            begntime=str(at),
            endtime=str(end),
            staff_code="ZKN01",
            device_id=device,
            patn_verify_way="刷脸",
        )
        row.update(more)
        self.claims.sheets["trt_session"].append(row)
        return row

    def free(self, begin: datetime, end: datetime) -> str:
        """A machine nobody is on meanwhile; the isolated one is not for guests."""
        names = [f"TX{number:02d}" for number in range(MACHINES - 1, 0, -1)]
        return next(
            name
            for name in names
            if all(to <= begin or since >= end for since, to in self._busy.get(name, []))
        )

    def treat(
        self, visit: Visit, item: Item, at: datetime, minutes: int = 240, device: str | None = None
    ) -> tuple[Row, Row]:
        """A treatment on record and charged when it ends: line and session."""
        session = self.session(visit, item, at, minutes, device)
        return visit.charge(item, at=at + timedelta(minutes=minutes)), session

    def kit(self, visit: Visit, item: Item, cnt: int = 1, at: datetime | None = None) -> Row:
        """Charge goods and take them from the shelf."""
        line = visit.charge(item, cnt, at)
        self.books.sell(item, (at or visit.at).date(), cnt)
        return line

    def test(self, visit: Visit, item: Item, result: str = "", *, charged: bool = True) -> Row:
        """A laboratory test with its report; the line, or the report where nothing is charged."""
        self._reports += 1
        told = result or f"{4 + self._reports % 89 / 10 + self._reports / 10000:.4f}"
        report = self.claims.own(
            visit,
            med_mode="门诊",
            rpt_time=str(visit.at + timedelta(hours=3)),
            exam_item_detl_name=item.name.removesuffix("测定").replace(
                "血常规", "白细胞计数（血常规）"
            ),
            exam_rslt_dicm=told,
            spcm_no=f"SP{HOUSE.region}{self._reports:06d}",
            exam_org_name=HOUSE.name,
        )
        self.claims.sheets["lab_report"].append(report)
        return visit.charge(item, at=visit.at + timedelta(minutes=15)) if charged else report

    def close(self, visit: Visit) -> None:
        """Settle at the end of the day, with the diagnosis on the list."""
        settled = visit.settle(visit.at + timedelta(hours=9))
        self.claims.sheets["setl_list_diag_d"].append(
            {
                "setl_list_diag_id": f"D{settled['setl_id']}",
                "setl_id": settled["setl_id"],
                "mdtrt_id": settled["mdtrt_id"],
                "psn_no": settled["psn_no"],
                "diag_type": "1",
                "maindiag_flag": "1",
                "diag_code": visit.row["dscg_maindiag_code"],
                "diag_name": visit.row["dscg_maindiag_name"],
                "vali_flag": "1",
            }
        )

    def guest(
        self,
        day: date,
        item: Item = HD,
        person: Person | None = None,
        hour: int = 13,
        device: str | None = None,
    ) -> tuple[Visit, Row, Row]:
        """An honest guest of one afternoon, not settled yet: visit, line, session."""
        at = datetime(day.year, day.month, day.day, hour)
        visit = self.visit(person or self.claims.person(), at - timedelta(minutes=20))
        line, session = self.treat(visit, item, at, device=device)
        self.kit(visit, DIALYSER)
        self.kit(visit, NEEDLE, 2)
        return visit, line, session


def run_months(centre: Centre, patients: int) -> None:
    """Everybody's days; in the crimes' December filtrations are three times as many."""
    people = [centre.claims.person() for _ in range(patients)]
    centre.positive = people[-1]
    for number, person in enumerate(people):
        count = -1
        for offset in range(DAYS):
            day = FIRST + timedelta(days=offset)
            if day.weekday() == 6 or day.weekday() % 2 != number % 2:
                continue
            count += 1
            _day(centre, person, number, day, count)
    _register(centre)


def _day(centre: Centre, person: Person, number: int, day: date, count: int) -> None:
    at = datetime(day.year, day.month, day.day, 7, 20) + timedelta(minutes=number * 2)
    visit = centre.visit(person, at)
    item = _mode(centre, number, day)
    # The positive patient has the isolated machine, everybody else shares with the other days.
    device = f"TX{MACHINES:02d}" if person is centre.positive else f"TX{number // 2 + 1:02d}"
    late = centre.claims.pick(6)
    centre.treat(visit, item, at + timedelta(minutes=20), 240 + late, device)
    centre.kit(visit, ADSORBER if item is PERFUSION else DIALYSER)
    centre.kit(visit, NEEDLE, 2)
    centre.kit(visit, HEPARIN)
    if count % 6 == 0:
        centre.kit(visit, EPO)
    if day.day <= 4:
        _tests(centre, visit, day)
    centre.close(visit)


def _mode(centre: Centre, number: int, day: date) -> Item:
    third = day.weekday() in (2, 3)
    if third and 8 <= day.day <= 14:
        return HDF
    if centre.crimes and third and (day.year, day.month) == (2024, 12) and day.day < 22:
        return HDF
    return PERFUSION if third and 15 <= day.day <= 21 and number % 4 == 3 else HD


def _tests(centre: Centre, visit: Visit, day: date) -> None:
    """What falls due this month, once."""
    due = visit.person.psn_no, f"{day:%Y%m}"
    if due in centre.tested:
        return
    centre.tested.add(due)
    for item, months in BY_MONTH.items():
        if (day.month - 1) % months == 0:
            sick = visit.person is centre.positive and item is HEPATITIS_B
            marker = item in (HEPATITIS_B, HEPATITIS_C)
            centre.test(visit, item, ("阳性" if sick else "阴性") if marker else "")


def _register(centre: Centre) -> None:
    sheets = centre.claims.sheets
    where = {"fixmedins_code": HOUSE.code, "fixmedins_name": HOUSE.name}
    sheets["medins_info"].append(
        {**where, "admdvs": HOUSE.area, "medins_natu": "民营", "hosp_lv": "未定级"}
        | {"medins_type": "血液透析中心", "begndate": "2020-05-01"}
    )
    for number in range(1, MACHINES + 1):
        sheets["device"].append(
            {**where, "device_id": f"TX{number:02d}", "device_name": "血液透析机", "model": "TX-4"}
            | {"dept_name": "血液透析室", "in_use_from": "2020-05-01", "item_codg": HD.code}
        )
    for code, kind in (("ZKN01", "护士"), ("ZKD01", "执业医师")):
        sheets["staff"].append(
            {**where, "staff_code": code, "staff_name": centre.claims.name(), "staff_type": kind}
            | {"dept_name": "血液透析室", "begndate": "2020-05-01"}
        )
