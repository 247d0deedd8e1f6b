"""Laboratory tests and examinations: registered, charged and reported on the same day.

Values are drawn for each patient, so no two reports are alike.
"""

from sample_audits.kangning.clock import DAY, day_text, moment_text
from sample_audits.renhe.book import Book, Visit
from sample_audits.renhe.items import CT, ECG, Item

_METHOD = {CT.code: "CT", ECG.code: "心电图"}


def lab(book: Book, visit: Visit, item: Item, at: int) -> None:
    """Blood drawn at `at`, charged, reported two hours later."""
    sample = f"SP{book.next('sample'):07d}"
    mode = {"med_mode": "住院" if visit.stay else "门诊", "dept_name": visit.doctor.dept}
    book.sheets["lab_appy"].append(
        {
            **visit.keys,
            **mode,
            **{"appy_date": day_text(at // DAY), "exam_dept_name": "检验科", "etip_flag": "0"},
            **{"inhosp_exam_item_code": item.own, "inhosp_exam_item_name": item.name},
        }
    )
    for name, low, high in item.values:
        value = low + book.pick(high - low)
        book.sheets["lab_report"].append(
            {
                **visit.keys,
                **mode,
                **{"rpt_time": moment_text(at + 7200), "exam_dept_name": "检验科"},
                **{"exam_dr_name": "冯云", "spcm_name": "血", "exam_mtd": "仪器法"},
                **{"exam_item_detl_name": name, "exam_rslt_dicm": f"{value // 10}.{value % 10}"},
                **{"ref_val": f"{low / 10}-{high / 10}", "spcm_no": sample},
            }
        )
    book.charge(visit, item, at, acord_dept_name="检验科")


def examine(book: Book, visit: Visit, item: Item, at: int) -> None:
    """A picture taken at `at`, charged, reported an hour later, the machine's log kept."""
    picture = f"IM{book.next('picture'):07d}"
    mode = {"med_mode": "住院" if visit.stay else "门诊", "dept_name": visit.doctor.dept}
    method = _METHOD.get(item.code, "彩超")
    book.sheets["exam_appy"].append(
        {
            **visit.keys,
            **mode,
            **{"appy_date": day_text(at // DAY), "exam_dept_name": "医技科", "etip_flag": "0"},
            **{"inhosp_exam_item_code": item.own, "inhosp_exam_item_name": item.name},
        }
    )
    seen = f"{item.part}{method}，第{book.next('finding')}例，大小约{3 + book.pick(90)}毫米"
    book.sheets["exam_report"].append(
        {
            **visit.keys,
            **mode,
            **{"rpt_time": moment_text(at + 3600), "exam_dept_name": "医技科", "img_no": picture},
            **{"exam_dr_name": "潘溪", "exam_part": item.part, "exam_mtd": method},
            "exam_ccls": f"{seen}，请结合临床。",
        }
    )
    book.charge(visit, item, at, acord_dept_name="医技科")
