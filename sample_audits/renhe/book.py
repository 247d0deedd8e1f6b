"""The hospital's day book: visits, charges and the papers each charge leaves behind.

A drug given in hospital has its order and its execution, a drug taken home its prescription, a test
its registration and its report. Money is in 分 until it is written.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from sample_audits.common.sheets import Row, Sheets, no_sheets
from sample_audits.kangning.clock import DAY, day_text, moment_text
from sample_audits.kangning.people import Person, made_up_person
from sample_audits.kangning.spelling import money_text
from sample_audits.renhe.house import HOUSE, NURSES, SHORT, Doctor
from sample_audits.renhe.items import Item

_WARD = 9001


@dataclass
class Visit:
    """A stay or an outpatient visit; moments are epoch seconds."""

    number: str
    person: Person
    doctor: Doctor
    begin: int
    end: int
    stay: bool
    lines: list[Row] = field(default_factory=list)
    orders: dict[str, str] = field(default_factory=dict)
    """Own code of an item → the number of its standing order."""

    @property
    def keys(self) -> Row:
        """What every paper of the visit says of it."""
        return {
            **SHORT,
            **{
                "mdtrt_id": self.number,
                "psn_no": self.person.psn_no,
                "ipt_otp_no": f"Z{self.number}",
            },
            **{"certno": self.person.certno, "psn_name": self.person.name},
        }


class Book:
    """A year of the hospital, row by row; everything drawn comes from one seed."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(seed)
        self.sheets: Sheets = no_sheets()
        self.sold: dict[tuple[str, int], int] = defaultdict(int)
        """(own code, day) → split units given out, for the stock."""
        self.lines = 0
        self._count: dict[str, int] = defaultdict(int)

    def pick(self, below: int) -> int:
        """A number by lot, 0 to `below` - 1."""
        return int(self.rng.random() * below)

    def next(self, series: str) -> int:
        """The next number of a series."""
        self._count[series] += 1
        return self._count[series]

    def person(self) -> Person:
        """Somebody who has not been here yet."""
        return made_up_person(self.rng, _WARD, self.next("person"))

    def visit(self, person: Person, doctor: Doctor, begin: int, end: int, *, stay: bool) -> Visit:
        """Somebody comes; the visit is registered when it is closed."""
        number = f"RH{'I' if stay else 'O'}{self.next('visit'):06d}"
        return Visit(number, person, doctor, begin, end, stay)

    def charge(self, visit: Visit, item: Item, at: int, cnt: int = 1, **more: str) -> Row:
        """One fee line, and what it takes from the shelf."""
        self.lines += 1
        amount = item.price * cnt
        line = {
            **{"bkkp_sn": f"RH{self.lines:08d}", "mdtrt_id": visit.number, **SHORT},
            **{"fee_ocur_time": moment_text(at), "psn_no": visit.person.psn_no},
            **{"cnt": str(cnt), "pric": money_text(item.price)},
            **{"det_item_fee_sumamt": money_text(amount), "inscp_amt": money_text(amount)},
            **{"fulamt_ownpay_amt": "0", "preselfpay_amt": "0", "chrgitm_lv": "01"},
            **{"list_type": item.list_type, "med_list_codg": item.code},
            **{"medins_list_codg": item.own, "medins_list_name": item.name},
            **{"med_chrgitm_type": item.kind, "bilg_dept_name": visit.doctor.dept},
            **{"bilg_dr_code": visit.doctor.code, "bilg_dr_name": visit.doctor.name},
            **{"acord_dept_name": visit.doctor.dept, "vali_flag": "1", **more},
        }
        visit.lines.append(line)
        if item.pack:
            self.sold[item.own, at // DAY] += cnt
        return line

    def refund(self, visit: Visit, line: Row, at: int, *, named: bool) -> None:
        """Take a line back; a careless clerk does not say which."""
        self.lines += 1
        back = {**line, "bkkp_sn": f"RH{self.lines:08d}", "fee_ocur_time": moment_text(at)}
        for name in ("cnt", "det_item_fee_sumamt", "inscp_amt"):
            back[name] = str(-Decimal(line[name]))
        visit.lines.append({**back, "init_feedetl_sn": line["bkkp_sn"] if named else ""})

    def given(self, visit: Visit, item: Item, at: int, cnt: int, group: str = "") -> Row:
        """A drug or a service given on the ward by a standing order, its execution on record."""
        number = visit.orders.get(item.own)
        if number is None:
            number = visit.orders[item.own] = f"Y{self.next('order'):07d}"
            self.sheets["drord"].append(
                {
                    **visit.keys,
                    **{"drord_type": "2", "drord_no": number, "drord_grp_no": group or number},
                    **{"drord_detl_code": item.own, "drord_detl_name": item.name},
                    **{"used_mtd": item.way, "used_frqu_dscr": "qd"},
                    **{"drord_begntime": moment_text(at - 1800), "drord_endtime": ""},
                    **{"isu_dept_name": visit.doctor.dept, "isu_drord_dr_name": visit.doctor.name},
                }
            )
        self.sheets["drord_exec"].append(
            {
                **visit.keys,
                **{"med_mode": "住院", "drord_no": number, "drord_detl_code": item.own},
                **{"drord_detl_name": item.name, "exec_time": moment_text(at)},
                **{
                    "exec_cnt": str(cnt),
                    "exec_stas": "已执行",
                    "exec_dept_name": visit.doctor.dept,
                },
                **{"exec_psn_name": NURSES[self.pick(len(NURSES))]},
            }
        )
        return self.charge(visit, item, at, cnt, rx_drord_no=number)

    def note(self, visit: Visit, kind: str, at: int, text: str) -> None:
        """A page of the record, no two alike."""
        self.sheets["med_note"].append(
            {
                **visit.keys,
                **{"med_mode": "住院", "note_type": kind, "note_time": moment_text(at)},
                **{"note_dept_name": visit.doctor.dept, "note_dr_name": visit.doctor.name},
                **{"note_dr_code": visit.doctor.code, "note_text": text},
            }
        )

    def prescribe(self, visit: Visit, item: Item, at: int, boxes: int, days: int) -> Row:
        """Boxes taken home on a prescription, each scanned."""
        cnt, number = boxes * item.pack, f"R{self.next('rx'):07d}"
        self.sheets["rx"].append(
            {
                **visit.keys,
                **{"rxno": number, "medins_list_codg": item.own, "medins_list_name": item.name},
                **{"used_mtd": item.way, "used_frqu_dscr": "bid", "medc_days": str(days)},
                **{"cnt": str(cnt), "spec_unt": item.unit, "pric": money_text(item.price)},
                **{"item_sumamt": money_text(item.price * cnt), "rx_prsc_time": moment_text(at)},
                **{"prsc_dept_name": visit.doctor.dept, "prsc_dr_name": visit.doctor.name},
            }
        )
        for _ in range(boxes):
            self.sheets["drug_trace"].append(
                {
                    **visit.keys,
                    "drug_trac_codg": f"88{self.next('trace'):018d}",
                    **{"medins_list_codg": item.own, "med_list_codg": item.code},
                    **{"prodname": item.name, "med_mode": "门诊"},
                    **{"medins_setl_id": f"N{visit.number}", "scan_time": moment_text(at + 600)},
                }
            )
        line = self.charge(visit, item, at + 300, cnt, rx_drord_no=number)
        return line | {"prd_days": str(days)}

    def close(self, visit: Visit, diag: tuple[str, str], kind: str = "") -> None:
        """Register and settle the visit: total = Σ lines = fund + person."""
        person, begin, end = visit.person, moment_text(visit.begin), moment_text(visit.end)
        med_type = kind or ("2101" if visit.stay else "11")
        keys = {
            **visit.keys,
            **{"gend": person.sex, "brdy": day_text(person.born), "age": str(person.age)},
            **{"insutype": person.insutype, "psn_type": person.psn_type, "med_type": med_type},
            **{"hosp_lv": HOUSE.level, "vali_flag": "1", "psn_cert_type": "01", "naty": "01"},
        }
        way = {"dscg_way": "1"} if visit.stay else {"otp_diag_info": diag[1]}
        self.sheets["mdtrt_d"].append(
            {
                **keys,
                **{"begntime": begin, "endtime": end, "adm_dept_name": visit.doctor.dept, **way},
                **{"dscg_dept_name": visit.doctor.dept, "chfpdr_code": visit.doctor.code},
                **{"dscg_maindiag_code": diag[0], "dscg_maindiag_name": diag[1]},
            }
        )
        setl = f"S{visit.number}"
        for line in visit.lines:
            self.sheets["fee_list_d"].append({**line, "setl_id": setl, "med_type": med_type})
        total = sum((Decimal(line["det_item_fee_sumamt"]) for line in visit.lines), Decimal(0))
        fund = (max(total - (400 if visit.stay else 0), Decimal(0)) * 8 / 10).quantize(
            Decimal("0.01")
        )
        own = total - fund
        del keys["ipt_otp_no"]
        self.sheets["setl_d"].append(
            {
                **keys,
                **{"setl_id": setl, "medins_setl_id": f"N{visit.number}", "year": begin[:4]},
                **{
                    "begndate": begin[:10],
                    "enddate": end[:10],
                    "setl_time": moment_text(visit.end + 900),
                },
                **{
                    "medfee_sumamt": str(total),
                    "fund_pay_sumamt": str(fund),
                    "hifp_pay": str(fund),
                },
                **{"inscp_amt": str(total), "psn_pay": str(own), "acct_pay": "0"},
                **{"cash_payamt": str(own), "refd_setl_flag": "0", "invono": f"FP{visit.number}"},
            }
        )
        self._diagnosis(visit, setl, diag)

    def _diagnosis(self, visit: Visit, setl: str, diag: tuple[str, str]) -> None:
        self.sheets["setl_list_diag_d"].append(
            {
                **{"setl_list_diag_id": f"G{visit.number}", "setl_id": setl, "vali_flag": "1"},
                **{"mdtrt_id": visit.number, "psn_no": visit.person.psn_no, "diag_type": "1"},
                **{"maindiag_flag": "1", "diag_code": diag[0], "diag_name": diag[1]},
                "adm_cond_type": "1",
            }
        )
