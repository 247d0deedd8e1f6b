"""Where planted cases happen: short stays on the second team's beds, one case a stay.

Four beds, a week each, so cases of one kind lie spread over the year.
"""

from sample_audits.kangning.clinic import BACK_PAIN, Clinic
from sample_audits.kangning.clock import FIRST_DAY
from sample_audits.kangning.people import Person
from sample_audits.kangning.records import Line, Session, Visit
from sample_audits.kangning.stays import SLOTS, short_stay
from sample_audits.kangning.ward import Ward

_CAPACITY = SLOTS * 51


class Cases:
    """Hands out stays and outpatient visits to plant in; each is settled by the caller."""

    def __init__(self, ward: Ward, clinic: Clinic) -> None:
        self.ward = ward
        self.clinic = clinic
        self.taken = 0
        self.last_bed = 0

    def stay(self, nights: int = 5) -> Visit:
        """The next short stay, at most six days long."""
        assert self.taken < _CAPACITY, "more cases than bed-weeks in a year"
        week, self.last_bed = divmod(self.taken, SLOTS)
        self.taken += 1
        return short_stay(self.ward, self.last_bed, FIRST_DAY + 2 + week * 7, nights)

    def again(self, visit: Visit, nights: int, gap: int) -> Visit:
        """The same person admitted to the same bed `gap` days after discharge."""
        return short_stay(self.ward, self.last_bed, visit.last_day + gap, nights, visit.person)

    def outpatient(self, day: int = 0, person: Person | None = None) -> Visit:
        """An outpatient of the clinic with back pain."""
        return self.clinic.open(day or self.clinic.case_day(), BACK_PAIN, person)

    def middle(self, visit: Visit) -> int:
        """The third day of a stay."""
        return visit.first_day + 2

    def settle(self, *visits: Visit) -> None:
        """Settle each of the visits."""
        for visit in visits:
            self.ward.settle(visit)


def move_session(line: Line, session: Session, begin: int) -> None:
    """Let a treatment and its charge happen at another time."""
    shift = begin - session.begin
    session.begin += shift
    session.end += shift
    line.at += shift
