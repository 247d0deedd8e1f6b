"""The five platform tables of a ward, column by column under their national names.

Values are epoch days, epoch seconds, 分 and whole counts; a writer spells them. Columns left out
are empty in the extract.
"""

from sample_audits.kangning.clock import DAY
from sample_audits.kangning.records import Line, Settlement, Visit
from sample_audits.kangning.ward import Ward, shares

Value = str | int | None
Columns = dict[str, list[Value]]

HOSPITAL = ("H33010200001", "康宁康复医院")
_ADMDVS = "330102"


def fee_list_d(ward: Ward) -> Columns:
    """Fee lines, by visit and time."""
    pairs = [(line, visit) for visit in ward.visits for line in visit.lines]
    pairs.sort(key=lambda pair: pair[0].sn)
    lines: list[Line] = [line for line, _ in pairs]
    visits: list[Visit] = [visit for _, visit in pairs]
    items = [line.item for line in lines]
    parts = [shares(line) for line in lines]
    staff = [line.staff for line in lines]
    return {
        "bkkp_sn": [line.sn for line in lines],
        "mdtrt_id": [visit.mdtrt_id for visit in visits],
        "fee_ocur_time": [line.at for line in lines],
        "setl_id": [line.settlement.setl_id if line.settlement else None for line in lines],
        "fixmedins_code": [HOSPITAL[0]] * len(lines),
        "psn_no": [visit.person.psn_no for visit in visits],
        "med_type": [visit.med_type for visit in visits],
        "cnt": [line.cnt for line in lines],
        "pric": [line.price for line in lines],
        "det_item_fee_sumamt": [line.amount for line in lines],
        "fulamt_ownpay_amt": [own for own, _, _ in parts],
        "preselfpay_amt": [pre for _, pre, _ in parts],
        "inscp_amt": [scope for _, _, scope in parts],
        "chrgitm_lv": [item.level for item in items],
        "list_type": [item.list_type for item in items],
        "med_list_codg": [item.code for item in items],
        "medins_list_codg": [item.own for item in items],
        "medins_list_name": [item.name for item in items],
        "med_chrgitm_type": [item.kind for item in items],
        "bilg_dept_name": [visit.dept for visit in visits],
        "bilg_dr_code": [visit.doctor.code for visit in visits],
        "bilg_dr_name": [visit.doctor.name for visit in visits],
        "acord_dr_code": [one.code if one else None for one in staff],
        "acord_dr_name": [one.name if one else None for one in staff],
        "vali_flag": ["1"] * len(lines),
        "init_feedetl_sn": [line.of.sn if line.of else None for line in lines],
    }


def setl_d(ward: Ward) -> Columns:
    """Settlements, reversals among them with negative money."""
    none: list[Value] = [0] * sum(len(visit.settlements) for visit in ward.visits)
    pairs = [(one, visit) for visit in ward.visits for one in visit.settlements]
    ones: list[Settlement] = [one for one, _ in pairs]
    visits: list[Visit] = [visit for _, visit in pairs]
    count = len(pairs)
    own = [one.total - one.fund for one in ones]
    return {
        "setl_id": [one.setl_id for one in ones],
        "medins_setl_id": [one.own_id for one in ones],
        "mdtrt_id": [visit.mdtrt_id for visit in visits],
        "init_setl_id": [one.init or None for one in ones],
        **_person(visits),
        "fixmedins_code": [HOSPITAL[0]] * count,
        "fixmedins_name": [HOSPITAL[1]] * count,
        "hosp_lv": ["5"] * count,
        "begndate": [visit.first_day for visit in visits],
        "enddate": [visit.last_day for visit in visits],
        "setl_time": [one.at for one in ones],
        "med_type": [visit.med_type for visit in visits],
        "clr_type": ["21" if visit.inpatient else "11" for visit in visits],
        "medfee_sumamt": [one.total for one in ones],
        "fulamt_ownpay_amt": [one.own_pay for one in ones],
        "overlmt_selfpay": [0] * count,
        "preselfpay_amt": [one.pre_pay for one in ones],
        "inscp_amt": [one.in_scope for one in ones],
        "act_pay_dedc": [one.deductible for one in ones],
        "hifp_pay": [one.pooled for one in ones],
        **dict.fromkeys(("cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "hifdm_pay"), none),
        "maf_pay": [one.aid for one in ones],
        "othfund_pay": [0] * count,
        "fund_pay_sumamt": [one.fund for one in ones],
        "psn_pay": list(own),
        "acct_pay": [one.account for one in ones],
        "cash_payamt": [part - one.account for part, one in zip(own, ones, strict=True)],
        "refd_setl_flag": ["1" if one.init else "0" for one in ones],
        "year": ["2024"] * count,
        "vali_flag": ["1"] * count,
    }


def _person(visits: list[Visit]) -> Columns:
    people = [visit.person for visit in visits]
    return {
        "psn_no": [person.psn_no for person in people],
        "psn_name": [person.name for person in people],
        "psn_cert_type": ["01"] * len(people),
        "certno": [person.certno for person in people],
        "gend": [person.sex for person in people],
        "naty": ["01"] * len(people),
        "brdy": [person.born for person in people],
        "age": [person.age for person in people],
        "insutype": [person.insutype for person in people],
        "psn_type": [person.psn_type for person in people],
        "insu_admdvs": [_ADMDVS] * len(people),
    }


def mdtrt_d(ward: Ward) -> Columns:
    """Visits; days of stay count admission and not discharge."""
    visits = ward.visits
    count = len(visits)
    return {
        "mdtrt_id": [visit.mdtrt_id for visit in visits],
        "medins_setl_id": [visit.settlements[-1].own_id for visit in visits],
        **_person(visits),
        "fixmedins_code": [HOSPITAL[0]] * count,
        "fixmedins_name": [HOSPITAL[1]] * count,
        "hosp_lv": ["5"] * count,
        "begntime": [visit.begin for visit in visits],
        "endtime": [visit.end for visit in visits],
        "med_type": [visit.med_type for visit in visits],
        "year": ["2024"] * count,
        "ipt_otp_no": [visit.ipt_otp_no for visit in visits],
        "chfpdr_code": [visit.doctor.code for visit in visits],
        "chfpdr_name": [visit.doctor.name for visit in visits],
        "adm_dept_name": [visit.dept for visit in visits],
        "adm_bed": [visit.bed or None for visit in visits],
        "dscg_maindiag_code": [visit.diag[0] for visit in visits],
        "dscg_maindiag_name": [visit.diag[1] for visit in visits],
        "dscg_dept_name": [visit.dept if visit.inpatient else None for visit in visits],
        "dscg_way": [
            None if not visit.inpatient else "1" if visit.died is None else "5" for visit in visits
        ],
        "die_date": [visit.died for visit in visits],
        "ipt_days": [visit.nights if visit.inpatient else None for visit in visits],
        "vali_flag": ["1"] * count,
    }


def setl_list_diag_d(ward: Ward) -> Columns:
    """The main diagnosis of each visit, on its last settlement."""
    visits = ward.visits
    return {
        "setl_list_diag_id": [f"D{visit.mdtrt_id}" for visit in visits],
        "setl_id": [visit.settlements[-1].setl_id for visit in visits],
        "mdtrt_id": [visit.mdtrt_id for visit in visits],
        "psn_no": [visit.person.psn_no for visit in visits],
        "diag_type": ["1"] * len(visits),
        "maindiag_flag": ["1"] * len(visits),
        "diag_code": [visit.diag[0] for visit in visits],
        "diag_name": [visit.diag[1] for visit in visits],
        "vali_flag": ["1"] * len(visits),
    }


def setl_list_oprn_d(ward: Ward) -> Columns:
    """Operations of the stays that had one."""
    pairs = [(visit, visit.operation) for visit in ward.visits if visit.operation]
    count = len(pairs)
    return {
        "setl_list_oprn_id": [f"O{visit.mdtrt_id}" for visit, _ in pairs],
        "setl_id": [visit.settlements[-1].setl_id for visit, _ in pairs],
        "psn_no": [visit.person.psn_no for visit, _ in pairs],
        "mdtrt_id": [visit.mdtrt_id for visit, _ in pairs],
        "main_oprn_flag": ["1"] * count,
        "oprn_oprt_name": ["会厌病损切除术"] * count,
        "oprn_oprt_code": ["30.0901"] * count,
        "oprn_oprt_date": [line.at // DAY for _, line in pairs],
        "oper_dr_name": [visit.doctor.name for visit, _ in pairs],
        "oper_dr_code": [visit.doctor.code for visit, _ in pairs],
        "vali_flag": ["1"] * count,
        "oprn_oprt_begntime": [line.at - 3600 for _, line in pairs],
        "oprn_oprt_endtime": [line.at for _, line in pairs],
    }


PLATFORM_TABLES = {
    "setl_d": setl_d,
    "mdtrt_d": mdtrt_d,
    "fee_list_d": fee_list_d,
    "setl_list_diag_d": setl_list_diag_d,
    "setl_list_oprn_d": setl_list_oprn_d,
}
