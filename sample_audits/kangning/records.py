"""What happens in a hospital before it becomes rows: visits, fee lines, settlements, sessions.

Money is in 分 throughout; a refund is a line of its own with a negative count.
"""

from dataclasses import dataclass, field

from sample_audits.kangning.clock import DAY
from sample_audits.kangning.items import Item
from sample_audits.kangning.people import Person, Staff


class Line:
    """One fee line; `sn` is given when its visit is settled, `of` is the line it refunds."""

    __slots__ = ("at", "cnt", "item", "of", "price", "settlement", "sn", "staff", "stock_cnt")

    def __init__(self, item: Item, at: int, cnt: int, price: int, staff: Staff | None) -> None:
        self.item = item
        self.at = at
        self.cnt = cnt
        self.price = price
        self.staff = staff
        self.sn = ""
        self.of: Line | None = None
        self.settlement: Settlement | None = None
        # What the pharmacy gave out for it; differs from cnt only where a plant says so.
        self.stock_cnt = cnt

    @property
    def amount(self) -> int:
        """In 分."""
        return self.cnt * self.price


@dataclass(eq=False)
class Settlement:
    """One settlement; a reversal names in `init` the one it takes back."""

    setl_id: str
    own_id: str
    at: int
    init: str = ""
    total: int = 0
    own_pay: int = 0
    pre_pay: int = 0
    in_scope: int = 0
    deductible: int = 0
    pooled: int = 0
    aid: int = 0
    account: int = 0

    @property
    def fund(self) -> int:
        """基金支付总额, the sum of the funds."""
        return self.pooled + self.aid


@dataclass(eq=False)
class Visit:
    """One encounter; `begin` and `end` are moments, `nights` the days that may be charged."""

    person: Person
    mdtrt_id: str
    ipt_otp_no: str
    inpatient: bool
    med_type: str
    begin: int
    end: int
    dept: str
    doctor: Staff
    diag: tuple[str, str]
    bed: str = ""
    died: int | None = None
    operation: Line | None = None
    lines: list[Line] = field(default_factory=list)
    settlements: list[Settlement] = field(default_factory=list)

    @property
    def first_day(self) -> int:
        """Day of admission."""
        return self.begin // DAY

    @property
    def last_day(self) -> int:
        """Day of discharge."""
        return self.end // DAY

    @property
    def nights(self) -> int:
        """Days of stay: admission counts, discharge does not; a same-day stay is one."""
        return max(1, self.last_day - self.first_day)

    def charge(
        self, item: Item, at: int, cnt: int = 1, staff: Staff | None = None, price: int = 0
    ) -> Line:
        """Book `cnt` of an item at its price of the day, or at `price` 分."""
        line = Line(item, at, cnt, price or item.price_on(at // DAY), staff)
        self.lines.append(line)
        return line

    def refund(self, line: Line, at: int, cnt: int = 0, named: bool = True) -> Line:
        """Take back `cnt` of a line (all of it by default); unnamed if the reference is missing."""
        back = Line(line.item, at, -(cnt or line.cnt), line.price, line.staff)
        back.of = line if named else None
        self.lines.append(back)
        return back


class Session:
    """One recorded treatment."""

    __slots__ = ("begin", "device", "end", "form", "item", "session_id", "sites", "staff", "visit")

    def __init__(
        self, session_id: str, visit: Visit, item: Item, begin: int, end: int, staff: Staff
    ) -> None:
        self.session_id = session_id
        self.visit = visit
        self.item = item
        self.begin = begin
        self.end = end
        self.staff = staff
        self.device = ""
        self.sites = ""
        self.form = {"one_to_one": "一对一", "group": "小组"}.get(item.mode, "")


@dataclass(frozen=True, eq=False)
class Scan:
    """One reading of a trace code at the counter."""

    code: str
    item: Item
    visit: Visit
    settlement_of: Line
    at: int


@dataclass(frozen=True, eq=False)
class Leave:
    """A bed event: 请假, 转床, 外出检查."""

    visit: Visit
    kind: str
    begin: int
    end: int


@dataclass(frozen=True, eq=False)
class Mark:
    """What is known to be wrong (or to look wrong): `on` is a line, a session, or a key itself."""

    kind: str
    key_type: str
    on: Line | Session | str
    amount: int = 0
    line: Line | None = None
    why: str = ""

    @property
    def key(self) -> str:
        """The key a reviewer finds in a hit row."""
        if isinstance(self.on, Line):
            return self.on.sn
        return self.on.session_id if isinstance(self.on, Session) else self.on
