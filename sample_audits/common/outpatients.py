"""An institution that settles every visit the day it happens: people, fee lines, settlements.

Numbers are handed out in order and money is `Decimal`, so the same seed gives the same cells; what
is known to be wrong, or to look wrong, is noted beside the rows it is about.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from sample_audits.common.marks import CENT, Innocent, Institution, Item, Wrong
from sample_audits.common.sheets import Row, Sheets, no_sheets
from sample_audits.kangning.clock import day_text
from sample_audits.kangning.people import Person, made_up_name, made_up_person


@dataclass
class Visit:
    """One visit; lines are charged, then settled."""

    claims: "Claims"
    person: Person
    at: datetime
    row: Row
    lines: list[Row] = field(default_factory=list)
    settlements: list[Row] = field(default_factory=list)

    def charge(
        self,
        item: Item,
        cnt: int | Decimal = 1,
        at: datetime | None = None,
        price: str = "",
        **more: str,
    ) -> Row:
        """Book `cnt` of an item at its price, or at `price` 元."""
        return self.claims._line(self, item, Decimal(cnt), at or self.at, price, more)

    def refund(self, line: Row, at: datetime) -> Row:
        """Take a line back whole."""
        count, amount = Decimal(line["cnt"]), Decimal(line["det_item_fee_sumamt"])
        back = {
            **line,
            "bkkp_sn": f"{line['bkkp_sn']}R",
            "fee_ocur_time": str(at),
            "cnt": str(-count),
            "det_item_fee_sumamt": str(-amount),
            "inscp_amt": str(-amount),
            "init_feedetl_sn": line["bkkp_sn"],
            "setl_id": "",
        }
        self.lines.append(back)
        self.claims.sheets["fee_list_d"].append(back)
        return back

    def settle(self, at: datetime | None = None, **more: str) -> Row:
        """Settle the lines not yet settled; `more` are further cells of the settlement."""
        return self.claims._settle(self, at or self.at, more)

    def undo(self, at: datetime) -> Row:
        """Take the whole last settlement back."""
        last = self.settlements[-1]
        for line in [one for one in self.lines if one["setl_id"] == last["setl_id"]]:
            self.refund(line, at)
        return self.settle(at, refd_setl_flag="1", init_setl_id=last["setl_id"])


class Claims:
    """Everything an institution claimed in its year, and what is known of it."""

    def __init__(self, house: Institution, seed: int) -> None:
        self.house = house
        self.rng = Random(f"{house.code} {seed}")
        self.sheets: Sheets = no_sheets()
        self.truth: list[Wrong] = []
        self.traps: list[Innocent] = []
        self._people = self._visits = self._lines = self._scans = 0

    def pick(self, count: int) -> int:
        """A number from 0 to `count` − 1, by lot."""
        return int(self.rng.random() * count)

    def name(self) -> str:
        """A name by lot."""
        return made_up_name(self.rng)

    def person(self, sex: str = "") -> Person:
        """Somebody who has not been here before."""
        self._people += 1
        return made_up_person(self.rng, self.house.region, self._people, sex)

    def visit(self, person: Person, at: datetime, diag: tuple[str, str], **more: str) -> Visit:
        """Open a visit."""
        self._visits += 1
        number = f"{self.house.region}{self._visits:07d}"
        row = {
            "mdtrt_id": f"M{number}",
            "ipt_otp_no": f"H{number}",
            **_who(person),
            **self._where(),
            "begntime": str(at),
            "endtime": str(at),
            "med_type": self.house.med_type,
            "year": str(at.year),
            "dscg_maindiag_code": diag[0],
            "dscg_maindiag_name": diag[1],
            "vali_flag": "1",
            **more,
        }
        self.sheets["mdtrt_d"].append(row)
        return Visit(self, person, at, row)

    def own(self, visit: Visit, **cells: str) -> Row:
        """A row of the institution's own tables about a visit, named as the institution does."""
        return {
            "fixmedins_code": self.house.code,
            "fixmedins_name": self.house.name,
            "certno": visit.person.certno,
            "psn_name": visit.person.name,
            "ipt_otp_no": visit.row["ipt_otp_no"],
            **cells,
        }

    def check(self, visit: Visit, terminal: str, result: str = "1", **more: str) -> Row:
        """A face check half a minute before the visit is settled."""
        row = self.own(
            visit,
            recog_biz="15" if self.house.med_type == "41" else "14",
            recog_time=str(visit.at - timedelta(seconds=30)),
            recog_rslt=result,
            med_mode="购药" if self.house.med_type == "41" else "门诊",
            term_no=terminal,
            oper_name="收银员",
        )
        row.update(more)
        self.sheets["identity_check"].append(row)
        return row

    def new_code(self) -> str:
        """A trace code of 20 digits nobody has had."""
        self._scans += 1
        return f"82{self.house.region:06d}{self._scans:012d}"

    def scan(self, visit: Visit, line: Row, code: str = "", at: datetime | None = None) -> Row:
        """Read a box's trace code for a settled line, a few seconds after it was settled."""
        settled = next(one for one in visit.settlements if one["setl_id"] == line["setl_id"])
        later = datetime.fromisoformat(settled["setl_time"]) + timedelta(seconds=20)
        row = {
            "fixmedins_code": self.house.code,
            "drug_trac_codg": code or self.new_code(),
            "medins_list_codg": line["medins_list_codg"],
            "med_list_codg": line["med_list_codg"],
            "prodname": line["medins_list_name"],
            "med_mode": "购药" if self.house.med_type == "41" else "门诊",
            "ipt_otp_no": visit.row["ipt_otp_no"],
            "medins_setl_id": settled["medins_setl_id"],
            "scan_time": str(at or later),
        }
        self.sheets["drug_trace"].append(row)
        return row

    def wrong(self, kind: str, rule: str, line: Row, amount: Decimal | None = None) -> None:
        """Note that `rule` finds 元 `amount` (all of it by default) on a fee line."""
        worth = Decimal(line["det_item_fee_sumamt"]) if amount is None else amount
        sn = line["bkkp_sn"]
        self.truth.append(Wrong(kind, rule, "bkkp_sn", sn, sn, worth.quantize(CENT)))

    def lead(self, kind: str, rule: str, key_type: str, key: str) -> None:
        """Note that `rule` gives a lead whose rows carry `key` in the column `key_type`."""
        self.truth.append(Wrong(kind, rule, key_type, key, "", Decimal("0.00")))

    def innocent(self, kind: str, rule: str, key_type: str, key: str, why: str) -> None:
        """Note something `rule` must not hit."""
        self.traps.append(Innocent(kind, rule, key_type, key, why))

    def _where(self) -> Row:
        return {
            "fixmedins_code": self.house.code,
            "fixmedins_name": self.house.name,
            "hosp_lv": self.house.level,
            "insu_admdvs": self.house.area,
        }

    def _line(
        self, visit: Visit, item: Item, cnt: Decimal, at: datetime, price: str, more: Row
    ) -> Row:
        self._lines += 1
        each = Decimal(price or item.price)
        amount = (cnt * each).quantize(CENT)
        row = {
            "bkkp_sn": f"F{self.house.region}{self._lines:08d}",
            "mdtrt_id": visit.row["mdtrt_id"],
            "fee_ocur_time": str(at),
            "fixmedins_code": self.house.code,
            "psn_no": visit.person.psn_no,
            "med_type": visit.row["med_type"],
            "cnt": str(cnt),
            "pric": str(each),
            "det_item_fee_sumamt": str(amount),
            "fulamt_ownpay_amt": "0.00",
            "inscp_amt": str(amount),
            "chrgitm_lv": "01",
            "list_type": item.list_type,
            "med_list_codg": item.code,
            "medins_list_codg": item.own,
            "medins_list_name": item.name,
            "med_chrgitm_type": item.fee_class,
            "vali_flag": "1",
            "setl_id": "",
            **more,
        }
        visit.lines.append(row)
        self.sheets["fee_list_d"].append(row)
        return row

    def _settle(self, visit: Visit, at: datetime, more: Row) -> Row:
        number = f"{visit.row['mdtrt_id'][1:]}{len(visit.settlements)}"
        fresh = [line for line in visit.lines if not line["setl_id"]]
        total = sum((Decimal(line["det_item_fee_sumamt"]) for line in fresh), Decimal("0.00"))
        fund = (total * 7 / 10).quantize(CENT)
        for line in fresh:
            line["setl_id"] = f"S{number}"
        row = {
            "setl_id": f"S{number}",
            "medins_setl_id": f"JS{number}",
            "mdtrt_id": visit.row["mdtrt_id"],
            **_who(visit.person),
            **self._where(),
            "begndate": str(visit.at.date()),
            "enddate": str(visit.at.date()),
            "setl_time": str(at),
            "med_type": visit.row["med_type"],
            "medfee_sumamt": str(total),
            "inscp_amt": str(total),
            "hifp_pay": str(fund),
            "fund_pay_sumamt": str(fund),
            "psn_pay": str(total - fund),
            "acct_pay": str(total - fund),
            "cash_payamt": "0.00",
            "refd_setl_flag": "0",
            "year": str(at.year),
            "vali_flag": "1",
            **more,
        }
        visit.settlements.append(row)
        self.sheets["setl_d"].append(row)
        return row


def _who(person: Person) -> Row:
    return {
        "psn_no": person.psn_no,
        "psn_cert_type": "01",
        "certno": person.certno,
        "psn_name": person.name,
        "gend": person.sex,
        "brdy": day_text(person.born),
        "age": str(person.age),
        "insutype": person.insutype,
        "psn_type": person.psn_type,
    }
