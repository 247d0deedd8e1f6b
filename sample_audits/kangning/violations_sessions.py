"""Planted wrong charges that only the hospital's own records show: sessions, shifts, leave."""

from sample_audits.kangning.cases import Cases
from sample_audits.kangning.clock import DAY, is_sunday, moment
from sample_audits.kangning.items import EXERCISE, INFUSION, OCCUPATION, PULSE
from sample_audits.kangning.records import Leave
from sample_audits.kangning.stays import afternoon
from sample_audits.kangning.violations import Planter

_SHIFT_MINUTES = 480


def rehab_without_session(cases: Cases, turn: int) -> None:
    """A rehabilitation charge on a day that has no session of that item."""
    ward = cases.ward
    visit = cases.stay()
    day = cases.middle(visit)
    if turn % 2:
        line, session = ward.session(visit, EXERCISE, day)
        ward.forget(session)
    else:
        staff = ward.teams[1]["ot"]
        line = visit.charge(OCCUPATION, afternoon(cases.last_bed, day) + 2700, staff=staff)
    ward.wrong("rehab_without_session", line, line.amount)
    ward.settle(visit)


def session_too_short(cases: Cases, turn: int) -> None:
    """20 or 30 minutes where 45 are charged: the unit was not reached."""
    visit = cases.stay()
    line, session = cases.ward.session(visit, EXERCISE, cases.middle(visit))
    session.end = session.begin + (20 + turn % 2 * 10) * 60
    cases.ward.wrong("session_too_short", line, line.amount)
    cases.settle(visit)


def therapist_overlap(cases: Cases, turn: int) -> None:
    """A therapist with an inpatient takes an outpatient too, 20 to 27 minutes into the session.

    The excess of the largest set without overlap is the outpatient's session.
    """
    ward = cases.ward
    visit = cases.stay()
    day = cases.middle(visit)
    if is_sunday(day):
        day += 1
    _, kept = ward.session(visit, EXERCISE, day)
    other = cases.outpatient(day)
    line, excess = cases.clinic.therapy(other, EXERCISE, kept.begin + (20 + turn) * 60, kept.staff)
    ward.wrong("therapist_overlap", excess, line.amount, line)
    cases.settle(visit, other)


def therapist_over_daily_minutes(cases: Cases, turn: int) -> None:
    """Seventeen one-to-one sessions in one day, on two days of the year, inside a long shift."""
    if turn > 1:
        return
    ward = cases.ward
    staff = ward.hire("康复治疗师")
    day = cases.clinic.case_day()
    ward.long_days[staff.code] = {day}
    for number in range(17):
        visit = cases.outpatient(day)
        begin = moment(day, 7) + number * 48 * 60
        line, session = cases.clinic.therapy(visit, EXERCISE, begin, staff)
        if (number + 1) * EXERCISE.minutes > _SHIFT_MINUTES:
            ward.wrong("therapist_over_daily_minutes", session, line.amount, line)
        ward.settle(visit)


def session_outside_shift(cases: Cases, turn: int) -> None:
    """A session an hour after the therapist went home."""
    visit = cases.outpatient()
    begin = moment(visit.first_day, 18, 30 + turn)
    staff = cases.ward.outpatient_team["ot"]
    line, session = cases.clinic.therapy(visit, OCCUPATION, begin, staff)
    cases.ward.wrong("session_outside_shift", session, line.amount, line)
    cases.settle(visit)


def charged_on_leave(cases: Cases, turn: int) -> None:
    """An infusion at ten while the patient was on leave from half past eight to five."""
    ward = cases.ward
    visit = cases.stay()
    day = cases.middle(visit)
    line, session = ward.session(visit, EXERCISE, day)
    visit.lines.remove(line)
    ward.forget(session)
    ward.leaves.append(Leave(visit, "请假", moment(day, 8, 30), moment(day, 17)))
    infusion = visit.charge(INFUSION, moment(day, 10, turn))
    ward.wrong("charged_on_leave", infusion, infusion.amount)
    bed = next(x for x in visit.lines if x.at == moment(day))
    ward.innocent("bed_kept_on_leave", bed, "请假期间床位保留，床位费可收")
    ward.settle(visit)


def device_absent(cases: Cases, turn: int) -> None:
    """A treatment on a machine that is not in the register."""
    visit = cases.outpatient()
    line = cases.clinic.machine(visit, PULSE)
    session = cases.ward.sessions[-1]
    session.device = f"Z{cases.ward.number:04d}77"
    cases.ward.wrong("device_absent", session, line.amount, line)
    cases.settle(visit)


def charged_after_death(cases: Cases, turn: int) -> None:
    """Two days of care after the day of death, at every other turn."""
    if turn % 2:
        return
    visit = cases.stay()
    visit.died = cases.middle(visit)
    for line in visit.lines:
        if line.at // DAY > visit.died:
            cases.ward.wrong("charged_after_death", line, line.amount)
    cases.settle(visit)


def split_admission(cases: Cases, turn: int) -> None:
    """Discharged and admitted again the next day for the same illness."""
    first = cases.stay(3)
    second = cases.again(first, 2, gap=1)
    cases.ward.wrong("split_admission", second.mdtrt_id)
    cases.settle(first, second)


PLANTERS: tuple[Planter, ...] = (
    rehab_without_session,
    session_too_short,
    therapist_overlap,
    therapist_over_daily_minutes,
    session_outside_shift,
    charged_on_leave,
    device_absent,
    charged_after_death,
    split_admission,
)
