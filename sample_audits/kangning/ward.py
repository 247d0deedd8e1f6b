"""One ward: its own people, staff, devices and year, so that a big hospital is many wards.

Wards share nothing but item codes; a ward is drawn from (seed, number) alone and can be made,
written and forgotten before the next one.
"""

from random import Random

from sample_audits.kangning.clock import DAY, LAST_DAY, moment
from sample_audits.kangning.items import Item
from sample_audits.kangning.people import Person, Staff, made_up_name, made_up_person
from sample_audits.kangning.records import Leave, Line, Mark, Scan, Session, Settlement, Visit

TEAM = ("pt", "ot", "speech", "balance", "device", "group")

Diagnosis = tuple[str, str]


class Ward:
    """Everything one ward did in 2024, and what is known to be wrong with it."""

    def __init__(self, seed: int, number: int) -> None:
        self.number = number
        self.rng = Random(f"kangning {seed} {number}")
        self.random = self.rng.random
        self.visits: list[Visit] = []
        self.sessions: list[Session] = []
        self.scans: list[Scan] = []
        self.leaves: list[Leave] = []
        self.truth: list[Mark] = []
        self.traps: list[Mark] = []
        self.lines = 0
        self.people = 0
        self.session_numbers = 0
        self.dept = f"康复医学科{number + 1}病区"
        self.staff: list[Staff] = []
        self.long_days: dict[str, set[int]] = {}
        self.doctors = [self.hire("执业医师") for _ in range(3)]
        self.nurse = self.hire("护士")
        self.pharmacist = self.hire("药师")
        self.teams = [self._team() for _ in range(2)]
        self.outpatient_team = self._team()

    def hire(self, kind: str, dept: str = "") -> Staff:
        """A new employee of this ward."""
        code = f"K{self.number:04d}{len(self.staff) + 1:02d}"
        staff = Staff(code, made_up_name(self.rng), kind, dept or self.dept)
        self.staff.append(staff)
        return staff

    def _team(self) -> dict[str, Staff]:
        return {task: self.hire("康复治疗师") for task in TEAM}

    def pick(self, count: int) -> int:
        """A number from 0 to `count` − 1, by lot."""
        return int(self.random() * count)

    def person(self, sex: str = "") -> Person:
        """Somebody who has not been here before."""
        self.people += 1
        return made_up_person(self.rng, self.number, self.people, sex)

    def visit(
        self,
        person: Person,
        begin: int,
        end: int,
        med_type: str,
        diag: Diagnosis,
        bed: str = "",
        dept: str = "",
    ) -> Visit:
        """Open an encounter; inpatient where there is a bed."""
        number = len(self.visits) + 1
        visit = Visit(
            person=person,
            mdtrt_id=f"24{self.number:04d}{number:06d}",
            ipt_otp_no=f"0{self.number:04d}{number:05d}",
            inpatient=bool(bed),
            med_type=med_type,
            begin=begin,
            end=end,
            dept=dept or self.dept,
            doctor=self.doctors[number % 3],
            diag=diag,
            bed=bed,
        )
        self.visits.append(visit)
        return visit

    def record(
        self, visit: Visit, item: Item, begin: int, minutes: int, staff: Staff, device: str = ""
    ) -> Session:
        """Write a treatment into the book without charging it."""
        self.session_numbers += 1
        session_id = f"T{self.number:04d}{self.session_numbers:06d}"
        session = Session(session_id, visit, item, begin, begin + minutes * 60, staff)
        session.device = device
        self.sessions.append(session)
        return session

    def treat(
        self,
        visit: Visit,
        item: Item,
        begin: int,
        minutes: int,
        staff: Staff,
        device: str = "",
        cnt: int = 1,
    ) -> tuple[Line, Session]:
        """One treatment, recorded and charged when it ends."""
        session = self.record(visit, item, begin, minutes, staff, device)
        return visit.charge(item, session.end, cnt, staff), session

    def session(self, visit: Visit, item: Item, day: int) -> tuple[Line, Session]:
        """The one session of an item a patient had on a day, and its fee line."""
        line = next(x for x in visit.lines if x.item is item and x.at // DAY == day)
        for session in reversed(self.sessions):
            if session.visit is visit and session.item is item and session.begin // DAY == day:
                return line, session
        raise LookupError(visit.mdtrt_id)

    def forget(self, session: Session) -> None:
        """Tear a treatment out of the book."""
        self.sessions.remove(session)

    def wrong(
        self, kind: str, on: Line | Session | str, amount: int = 0, line: Line | None = None
    ) -> None:
        """Note a planted violation: `amount` in 分, `line` the fee line that carries it."""
        self.truth.append(Mark(kind, key_type(on), on, amount, line))

    def innocent(self, kind: str, on: Line | Session | str, why: str) -> None:
        """Note something that looks wrong and is not."""
        self.traps.append(Mark(kind, key_type(on), on, why=why))

    def settle(self, visit: Visit) -> None:
        """Number the lines not yet settled in order of time and put them into one settlement."""
        fresh = [line for line in visit.lines if line.settlement is None]
        fresh.sort(key=lambda line: line.at)
        at = max(visit.end, fresh[-1].at) + 1500
        if at // DAY > LAST_DAY:
            at = moment(LAST_DAY, 17)
        number = len(visit.settlements)
        settlement = Settlement(
            setl_id=f"S{visit.mdtrt_id}{number}", own_id=f"JS{visit.mdtrt_id[2:]}{number}", at=at
        )
        visit.settlements.append(settlement)
        for line in fresh:
            self.lines += 1
            line.sn = f"{self.number:04d}{self.lines:08d}"
            line.settlement = settlement
        _total(settlement, fresh, 40_000 if visit.inpatient else 0)

    def reverse(self, visit: Visit, at: int) -> list[Line]:
        """Take back the whole last settlement; the reversal is a settlement of its own."""
        last = visit.settlements[-1]
        taken = [line for line in visit.lines if line.settlement is last and line.cnt > 0]
        back = [visit.refund(line, at) for line in taken]
        self.settle(visit)
        reversal = visit.settlements[-1]
        reversal.init, reversal.at = last.setl_id, at + 60
        for name in ("deductible", "pooled", "aid", "account"):
            setattr(reversal, name, -getattr(last, name))
        return back


def key_type(on: Line | Session | str) -> str:
    """The column of a hit row that holds the key of `on`."""
    if isinstance(on, str):
        return "drug_trac_codg" if len(on) == 20 else "mdtrt_id"
    return "bkkp_sn" if isinstance(on, Line) else "session_id"


def shares(line: Line) -> tuple[int, int, int]:
    """(own pay, pre-pay, in scope) of a line in 分: 丙 pays all, 乙 a tenth."""
    amount = line.amount
    if line.item.level == "03":
        return amount, 0, 0
    if line.item.level == "02":
        pre = (abs(amount) + 5) // 10 * (1 if amount > 0 else -1)
        return 0, pre, amount - pre
    return 0, 0, amount


def _total(settlement: Settlement, lines: list[Line], deductible: int) -> None:
    for line in lines:
        own, pre, scope = shares(line)
        settlement.total += line.amount
        settlement.own_pay += own
        settlement.pre_pay += pre
        settlement.in_scope += scope
    if settlement.in_scope <= 0:
        return
    settlement.deductible = min(deductible, settlement.in_scope)
    settlement.pooled = (settlement.in_scope - settlement.deductible) * 85 // 100
    if settlement.total % 7 == 0:
        settlement.aid = settlement.pooled // 50
    settlement.account = (settlement.total - settlement.fund) // 2
