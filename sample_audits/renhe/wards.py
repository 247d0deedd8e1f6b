"""Honest stays: one bed, round and nursing a day, drugs by order, one group and one payment a stay.

A bed holds one patient after another; nobody comes back within the year.
"""

from dataclasses import dataclass

from sample_audits.kangning.clock import FIRST_DAY, day_text, moment, moment_text, month_text
from sample_audits.renhe.book import Book, Visit
from sample_audits.renhe.house import ANAESTHETIST, DOCTORS
from sample_audits.renhe.items import (
    ALT,
    AMBROXOL,
    AMLODIPINE,
    APPENDECTOMY,
    ASPIRIN,
    ATORVASTATIN,
    BED,
    BLOOD_COUNT,
    CEFTRIAXONE,
    CHOLECYSTECTOMY,
    CREATININE,
    CRP,
    CT,
    DRESSING,
    ECG,
    FUROSEMIDE,
    GENERAL_ANAESTHESIA,
    HBA1C,
    INFUSION,
    INFUSION_SET,
    METFORMIN,
    NURSING_1,
    NURSING_2,
    PANTOPRAZOLE,
    ROUND,
    TROCAR,
    ULTRASOUND,
    Item,
)
from sample_audits.renhe.tests_done import examine, lab


@dataclass(frozen=True)
class Path:
    """What a diagnosis takes: nights from `nights` on, tests, drugs, perhaps an operation."""

    diag: tuple[str, str]
    dept: str
    group: tuple[str, str]
    nights: int
    tests: tuple[Item, ...]
    scans: tuple[Item, ...]
    oral: tuple[Item, ...] = ()
    dripped: tuple[Item, ...] = ()
    operation: Item | None = None
    icd: str = ""


PATHS = (
    Path(
        ("J18.900", "肺炎"),
        "呼吸内科",
        ("ES31", "呼吸系统感染"),
        nights=6,
        tests=(BLOOD_COUNT, CRP),
        scans=(CT,),
        oral=(AMBROXOL,),
        dripped=(CEFTRIAXONE,),
    ),
    Path(
        ("I50.900", "心力衰竭"),
        "心血管内科",
        ("FR21", "心力衰竭"),
        nights=7,
        tests=(BLOOD_COUNT, CREATININE),
        scans=(ECG,),
        oral=(FUROSEMIDE, ASPIRIN),
        dripped=(PANTOPRAZOLE,),
    ),
    Path(
        ("E11.900", "2型糖尿病"),
        "内分泌科",
        ("KS11", "糖尿病"),
        nights=6,
        tests=(BLOOD_COUNT, HBA1C, CREATININE),
        scans=(ULTRASOUND,),
        oral=(METFORMIN, ATORVASTATIN),
    ),
    Path(
        ("I63.900", "脑梗死"),
        "神经内科",
        ("BR21", "脑缺血性疾患"),
        nights=8,
        tests=(BLOOD_COUNT, ALT),
        scans=(CT,),
        oral=(ASPIRIN, ATORVASTATIN, AMLODIPINE),
        dripped=(PANTOPRAZOLE,),
    ),
    Path(
        ("K35.800", "急性阑尾炎"),
        "普外科",
        ("GD21", "阑尾切除术"),
        nights=5,
        tests=(BLOOD_COUNT, CRP),
        scans=(ULTRASOUND,),
        dripped=(CEFTRIAXONE,),
        operation=APPENDECTOMY,
        icd="47.0101",
    ),
    Path(
        ("K80.100", "胆囊结石伴慢性胆囊炎"),
        "普外科",
        ("HC31", "胆囊切除手术"),
        nights=5,
        tests=(BLOOD_COUNT, ALT),
        scans=(ULTRASOUND,),
        dripped=(CEFTRIAXONE,),
        operation=CHOLECYSTECTOMY,
        icd="51.2301",
    ),
)


def run_wards(book: Book, beds: int) -> None:
    """Fill the beds through the year; each bed has hours of its own."""
    for bed in range(beds):
        path = PATHS[bed % len(PATHS)]
        day = FIRST_DAY + 2 + book.pick(8)
        while (nights := path.nights + book.pick(4)) + day < FIRST_DAY + 360:
            stay(book, path, day, nights, bed)
            day += nights + 1 + book.pick(5)


def stay(book: Book, path: Path, day: int, nights: int, bed: int) -> Visit:
    """One stay from admission to payment."""
    doctors = DOCTORS[path.dept]
    doctor = doctors[bed % len(doctors)]
    begin, end = moment(day, 9, book.pick(50)), moment(day + nights, 10, book.pick(50))
    visit = book.visit(book.person(), doctor, begin, end, stay=True)
    book.note(visit, "入院记录", begin + 3600, f"因“{path.diag[1]}”入院，{_signs(book)}")
    for number, item in enumerate(path.tests):
        lab(book, visit, item, begin + 1800 + number * 60)
    for item in path.scans:
        examine(book, visit, item, moment(day, 13 + bed % 4, (bed * 7 + book.pick(5)) % 60))
    for number in range(nights):
        _day(book, visit, path, day + number, number, bed)
    if path.operation:
        _operate(book, visit, path, path.operation, moment(day + 1, 9 + bed % 5, book.pick(30)))
    lab(book, visit, BLOOD_COUNT, moment(day + nights - 1, 7, book.pick(50)))
    book.note(visit, "出院记录", end - 3600, f"治疗 {nights} 天后好转，{_signs(book)}")
    book.close(visit, path.diag)
    _group(book, visit, path, nights)
    return visit


def _signs(book: Book) -> str:
    return (
        f"体温 36.{book.pick(9)}℃，脉搏 {60 + book.pick(40)} 次/分，"
        f"血压 {110 + book.pick(40)}/{65 + book.pick(25)} mmHg，记录第 {book.next('note')} 号。"
    )


def _day(book: Book, visit: Visit, path: Path, day: int, number: int, bed: int) -> None:
    for item in (BED, ROUND, NURSING_1 if number < 2 and path.operation else NURSING_2):
        book.charge(visit, item, moment(day))
    for turn, item in enumerate(path.oral):
        book.given(visit, item, moment(day, 10, 30 + turn), 1 + turn % 2)
    for item in path.dripped:
        at = moment(day, 11, (bed * 5 + book.pick(4)) % 60)
        book.given(visit, item, at, 2)
        book.charge(visit, INFUSION, at)
        book.charge(visit, INFUSION_SET, at + 60)
    if path.operation and number in (2, 4):
        book.charge(visit, DRESSING, moment(day, 15, book.pick(40)))
    book.note(visit, "病程记录", moment(day, 16, book.pick(50)), _signs(book))


def _operate(book: Book, visit: Visit, path: Path, item: Item, at: int) -> None:
    end = at + 3000 + book.pick(1800)
    code = {"oprn_oprt_code": path.icd, "oprn_oprt_name": item.name}
    who = {"oper_dr_name": visit.doctor.name, "oprn_oprt_date": day_text(at // 86_400)}
    span = {"oprn_oprt_begntime": moment_text(at), "oprn_oprt_endtime": moment_text(end)}
    book.sheets["oprn"].append(
        {
            **visit.keys,
            **code,
            **who,
            **span,
            **{"med_mode": "住院", "oprn_dept_name": visit.doctor.dept, "main_oprn_flag": "1"},
            **{"oprn_lv_code": "2", "sinc_lv": "Ⅱ", "heal_lv": "甲"},
        }
    )
    book.sheets["anst"].append(
        {
            **visit.keys,
            **{"med_mode": "住院", "anst_date": day_text(at // 86_400)},
            **{"anst_begntime": moment_text(at - 1200), "anst_endtime": moment_text(end + 600)},
            **{"anst_dept_name": "麻醉科", "anst_dr_name": ANAESTHETIST.name},
            **{"anst_mtd_code": "01", "anst_mtd_name": "全身麻醉"},
        }
    )
    book.sheets["setl_list_oprn_d"].append(
        {
            **{"setl_list_oprn_id": f"P{visit.number}", "setl_id": f"S{visit.number}"},
            **{"psn_no": visit.person.psn_no, "mdtrt_id": visit.number, "vali_flag": "1"},
            **code,
            **who,
            **span,
            "main_oprn_flag": "1",
        }
    )
    book.charge(visit, item, at, acord_dr_code=visit.doctor.code, acord_dr_name=visit.doctor.name)
    book.charge(
        visit,
        GENERAL_ANAESTHESIA,
        at,
        acord_dr_code=ANAESTHETIST.code,
        acord_dr_name=ANAESTHETIST.name,
    )
    book.charge(visit, TROCAR, at + 60, 3)
    book.note(
        visit,
        "手术记录",
        end + 1800,
        f"{item.name}，出血 {10 + book.pick(60)} 毫升，{_signs(book)}",
    )


def _group(book: Book, visit: Visit, path: Path, nights: int) -> None:
    """The claim list and the group that pays: the standard is near what such a stay costs."""
    setl = f"S{visit.number}"
    person = {"mdtrt_id": visit.number, "psn_no": visit.person.psn_no}
    book.sheets["setl_list_d"].append(
        {
            **{"setl_id": setl, **person, "adm_time": moment_text(visit.begin), "adm_way": "2"},
            **{"dscg_time": moment_text(visit.end), "trt_type": "1", "dscg_way": "1"},
            **{"days_rinp_flag_31": "1", "hi_paymtd": "3", "chfpdr_code": visit.doctor.code},
        }
    )
    standard = sum(int(float(line["det_item_fee_sumamt"])) for line in visit.lines) * 105 // 100
    book.sheets["drg_grp"].append(
        {
            **{"setl_id": setl, **person, "grp_way": "DRG", "grp_code": path.group[0]},
            **{"grp_name": path.group[1], "grp_weight": f"0.{60 + nights}"},
            **{"grp_std_amt": f"{standard}.00", "grp_pay_amt": f"{standard}.00"},
            **{"main_diag_code": path.diag[0], "main_oprn_code": path.icd},
            "grp_month": month_text(visit.end // 86_400),
        }
    )
