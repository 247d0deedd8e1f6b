"""What 泽康 charges for: purification under its national codes, kits, a drug, routine tests."""

from sample_audits.common.marks import Item


def _service(code: str, number: int, name: str, price: str, fee_class: str = "05") -> Item:
    return Item(code, f"ZK{number}", name, price, fee_class, "201", unit="次", pack_unit="次")


def _kit(number: int, name: str, price: str) -> Item:
    code = f"C18{number:07d}"
    return Item(code, f"ZK{number}", name, price, "08", "301", 1, "支", "支", sort="卫生材料")


HD = _service("003110000060000", 101, "血液透析", "340.00")
HDF = _service("003110000080000", 102, "血液透析滤过", "600.00")
PERFUSION = _service("003110000100000", 103, "血液灌流", "350.00")
CRRT = _service("003110000110200", 104, "连续性血液净化（机器法）", "90.00")

DIALYSER = _kit(201, "一次性使用中空纤维透析器", "85.00")
NEEDLE = _kit(202, "一次性使用内瘘穿刺针", "6.50")
ADSORBER = _kit(203, "一次性使用血液灌流器", "480.00")
FLUID = _kit(204, "血液透析液", "38.00")
ABDOMINAL = _kit(205, "腹膜透析液", "42.00")
CARE_PACK = _kit(206, "中心静脉置管护理包", "55.00")
EPO = Item(
    "XB03XAA001B002010100001",
    "ZK301",
    "重组人促红素注射液",
    "46.80",
    "09",
    unit="支",
    pack_unit="支",
)
HEPARIN = Item(
    "XB01ABG032B002010100001", "ZK302", "肝素钠注射液", "18.60", "09", unit="支", pack_unit="支"
)

BLOOD_COUNT = _service("002501010150000", 401, "血常规", "18.00", "04")
PTH = _service("002503100210000", 402, "甲状旁腺激素测定", "65.00", "04")
FERRITIN = _service("002503040060000", 403, "血清铁蛋白测定", "40.00", "04")
HEPATITIS_B = _service("002504030040000", 404, "乙型肝炎表面抗原测定", "15.00", "04")
HEPATITIS_C = _service("002504030140000", 405, "丙型肝炎抗体测定", "25.00", "04")
