"""Innocent look-alikes among sessions, shifts and machines."""

from sample_audits.kangning.cases import Cases
from sample_audits.kangning.clock import moment
from sample_audits.kangning.items import EXERCISE, GROUP, OCCUPATION, PULSE, SPEECH
from sample_audits.kangning.stays import STROKE, afternoon
from sample_audits.kangning.violations import Planter


def no_session_but_refunded(cases: Cases, turn: int) -> None:
    """A treatment that did not take place was refunded the same day."""
    visit = cases.stay(3)
    begin = afternoon(cases.last_bed, cases.middle(visit))
    line = visit.charge(OCCUPATION, begin, staff=cases.ward.teams[1]["ot"])
    visit.refund(line, begin + 3600, named=turn != 1)
    cases.ward.innocent("no_session_but_refunded", line, "未做治疗，费用已退")
    cases.settle(visit)


def charge_at_unknown_hour(cases: Cases, turn: int) -> None:
    """The charge stands at midnight, the session in the morning of that day."""
    visit = cases.stay(3)
    day = cases.middle(visit)
    line, _ = cases.ward.session(visit, EXERCISE, day)
    line.at = moment(day)
    cases.ward.innocent("charge_at_unknown_hour", line, "零点表示时刻不明，当日有治疗记录")
    cases.settle(visit)


def unit_just_reached(cases: Cases, turn: int) -> None:
    """45 minutes to the minute, and 41 within a tenth of grace."""
    visit = cases.stay(4)
    for day, minutes, kind, why in (
        (visit.first_day + 1, 45, "exact_unit", "时长恰为计价单位"),
        (visit.first_day + 2, 41 + turn, "within_grace", "差额在10%宽限内"),
    ):
        line, session = cases.ward.session(visit, EXERCISE, day)
        session.end = session.begin + minutes * 60
        cases.ward.innocent(kind, line, why)
    cases.settle(visit)


def back_to_back(cases: Cases, turn: int) -> None:
    """One-to-one sessions that touch, one ending when the next begins."""
    clinic, staff = cases.clinic, cases.ward.outpatient_team["pt"]
    day = clinic.case_day()
    begin = moment(day, 9)
    for number in range(3):
        visit = cases.outpatient(day)
        _, session = clinic.therapy(visit, EXERCISE, begin + number * 2700, staff)
        cases.settle(visit)
    cases.ward.innocent("back_to_back", session, "前后两次首尾相接，没有重叠")


def group_at_once(cases: Cases, turn: int) -> None:
    """Several patients in one group with one therapist at one time."""
    day = cases.clinic.case_day()
    for _ in range(3):
        visit = cases.outpatient(day)
        visit.end = moment(day, 17)
        staff = cases.ward.outpatient_team["group"]
        _, session = cases.ward.treat(visit, GROUP, moment(day, 14), 45, staff)
        cases.settle(visit)
    cases.ward.innocent("group_at_once", session, "小组训练，同一治疗师同时多人")


def machines_at_once(cases: Cases, turn: int) -> None:
    """One therapist watches patients on several machines while treating one by hand."""
    ward, clinic = cases.ward, cases.clinic
    day = clinic.case_day()
    staff = ward.outpatient_team["balance"]
    for machine in range(3):
        visit = cases.outpatient(day)
        visit.begin, visit.end = moment(day, 9, 30), moment(day, 12)
        visit.lines[0].at = visit.begin
        device = f"Z{ward.number:04d}{machine}"
        _, session = ward.treat(visit, PULSE, moment(day, 10, machine * 3), 20, staff, device)
        cases.settle(visit)
    ward.innocent("machines_at_once", session, "器械治疗，一人可看多台")
    visit = cases.outpatient(day)
    visit.diag = STROKE
    _, session = clinic.therapy(visit, SPEECH, moment(day, 10), staff, 31)
    ward.innocent("hand_beside_machines", session, "一对一治疗只有一人，其余为器械治疗")
    cases.settle(visit)


def two_sites(cases: Cases, turn: int) -> None:
    """One session on two sites, charged per site."""
    visit = cases.outpatient()
    line = cases.clinic.machine(visit, PULSE)
    line.cnt = line.stock_cnt = 2
    cases.ward.sessions[-1].sites = "腰#膝"
    cases.ward.innocent("two_sites", line, "按部位计价，一次治疗两个部位")
    cases.settle(visit)


def until_shift_end(cases: Cases, turn: int) -> None:
    """A session that ends with the shift."""
    visit = cases.outpatient()
    begin = moment(visit.first_day, 16, 45)
    staff = cases.ward.outpatient_team["ot"]
    _, session = cases.clinic.therapy(visit, OCCUPATION, begin, staff)
    cases.ward.innocent("until_shift_end", session, "治疗恰在下班时刻结束")
    cases.settle(visit)


PLANTERS: tuple[Planter, ...] = (
    no_session_but_refunded,
    charge_at_unknown_hour,
    unit_just_reached,
    back_to_back,
    group_at_once,
    machines_at_once,
    two_sites,
    until_shift_end,
)
