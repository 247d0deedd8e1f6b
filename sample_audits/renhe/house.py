"""仁和医院 as an institution: departments, doctors, machines, and the register of it all.

Every name is put together by lot; codes begin with a region that has no such hospital.
"""

from dataclasses import dataclass

from sample_audits.common.fill import House
from sample_audits.common.sheets import Row, Sheets

HOUSE = House("H33010200009", "仁和医院", "5", "330102")
SHORT = {"fixmedins_code": HOUSE.code, "fixmedins_name": HOUSE.name}


@dataclass(frozen=True)
class Doctor:
    """A doctor of one department."""

    code: str
    name: str
    dept: str


_NAMES = {
    "呼吸内科": ("沈安宁", "许明远"),
    "心血管内科": ("程书岚", "袁志诚"),
    "内分泌科": ("曹文雅", "邓秋月"),
    "神经内科": ("吕海峰", "韩静竹"),
    "普外科": ("唐云川", "傅博瑞"),
    "全科门诊": ("彭春兰", "曾棋远", "叶松平"),
}
DOCTORS = {
    dept: tuple(Doctor(f"D{at}{number}", name, dept) for number, name in enumerate(names))
    for at, (dept, names) in enumerate(_NAMES.items(), start=1)
}
ANAESTHETIST = Doctor("D91", "于澜溪", "麻醉科")
NURSES = ("董兰", "萧菊", "宋梅", "郑雅", "谢琴", "高竹")
DEVICES = (
    ("RHCT01", "CT机", "64排", "002103000010000"),
    ("RHUS01", "彩色超声诊断仪", "US7", "002203010010000"),
    ("RHEC01", "心电图机", "E12", "003107010010000"),
)


def register(sheets: Sheets) -> None:
    """The institution, its people and its machines."""
    told = {"admdvs": HOUSE.area, "medins_natu": "公立", "hosp_lv": HOUSE.level}
    sheets["medins_info"].append(
        {
            **SHORT,
            **told,
            "medins_type": "综合医院",
            "aprv_bed_cnt": "32",
            "begndate": "2010-01-01",
        }
    )
    for doctor in (*(one for group in DOCTORS.values() for one in group), ANAESTHETIST):
        sheets["staff"].append(_staff(doctor.code, doctor.name, "执业医师", doctor.dept))
    for number, name in enumerate(NURSES):
        sheets["staff"].append(_staff(f"N{number:02d}", name, "护士", "护理部"))
    for code, name, model, item in DEVICES:
        sheets["device"].append(
            {
                **SHORT,
                **{"device_id": code, "device_name": name, "model": model, "dept_name": "医技科"},
                **{"in_use_from": "2018-01-01", "max_parallel": "1", "item_codg": item},
            }
        )


def _staff(code: str, name: str, kind: str, dept: str) -> Row:
    return {
        **SHORT,
        **{"staff_code": code, "staff_name": name, "staff_type": kind, "dept_name": dept},
        "begndate": "2015-03-01",
    }
