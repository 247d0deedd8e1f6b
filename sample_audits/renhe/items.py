"""What 仁和 charges for: code, name, price in 分, and what paper a charge leaves behind.

Codes follow the national catalogue's form where a shipped rule knows the item; one hospital code to
one national code.
"""

from dataclasses import dataclass

_numbered = iter(range(200001, 300000))


@dataclass(frozen=True, eq=False)
class Item:
    """One charge item. `pack` split units make one box; services have no pack.

    `values` are what its laboratory report tells: name, lowest, highest, unit.
    """

    code: str
    own: str
    name: str
    price: int
    kind: str
    pack: int = 0
    unit: str = ""
    way: str = ""
    values: tuple[tuple[str, int, int], ...] = ()
    part: str = ""

    @property
    def list_type(self) -> str:
        """目录类别: drug, service or consumable."""
        return {"09": "101", "11": "101", "08": "301"}.get(self.kind, "201")


def _item(code: str, name: str, price: int, kind: str) -> Item:
    return Item(code, f"RH{next(_numbered)}", name, price, kind)


def _drug(code: str, name: str, pack: int, unit: str, price: int, way: str) -> Item:
    kind = {"Z": "11", "C": "08"}.get(code[0], "09")
    return Item(code, f"RH{next(_numbered)}", name, price, kind, pack, unit, way)


def _test(code: str, name: str, price: int, *values: tuple[str, int, int]) -> Item:
    return Item(code, f"RH{next(_numbered)}", name, price, "04", values=values)


def _scan(code: str, name: str, price: int, part: str) -> Item:
    return Item(code, f"RH{next(_numbered)}", name, price, "03", part=part)


BED = _item("001109000010000", "普通病房床位费", 4000, "01")
ROUND = _item("001102000050000", "住院诊查费", 2400, "02")
NURSING_2 = _item("001201000040000", "Ⅱ级护理", 2200, "07")
NURSING_1 = _item("001201000030000", "Ⅰ级护理", 3600, "07")
CLINIC = _item("001102000010000", "普通门诊诊察费", 1000, "02")
INFUSION = _item("001204000060000", "静脉输液", 800, "05")
MECT = _item("003115030050000", "多参数监护无抽搐电休克治疗", 60000, "05")
DRESSING = _item("001206000030000", "换药（中）", 1500, "05")
GENERAL_ANAESTHESIA = _item("003301000050000", "气管吸入加静脉麻醉", 45000, "05")
APPENDECTOMY = _item("003310030220000", "经腹腔镜阑尾切除术", 98000, "06")
CHOLECYSTECTOMY = _item("003310060020000", "经腹腔镜胆囊切除术", 135000, "06")

BLOOD_COUNT = _test(
    *("002501010150200", "血细胞分析（五分类）", 2000),
    *(("白细胞计数", 35, 120), ("血红蛋白", 980, 1650), ("血小板计数", 1100, 3200)),
)
CRP = _test("002504010250000", "C-反应蛋白测定", 2500, ("C反应蛋白", 5, 980))
ALT = _test("002503050010000", "血清丙氨酸氨基转移酶测定", 500, ("丙氨酸氨基转移酶", 80, 620))
CREATININE = _test("002503070020000", "肌酐测定", 600, ("肌酐", 480, 1180))
HBA1C = _test("002503020030000", "糖化血红蛋白测定", 5500, ("糖化血红蛋白", 52, 118))
CT = _scan("002103000010000", "CT平扫", 16000, "胸部")
ULTRASOUND = _scan("002203010010000", "彩色多普勒超声常规检查", 8500, "腹部")
ECG = _scan("003107010010000", "常规心电图检查", 1500, "心电图")

CEFTRIAXONE = _drug("XJ01DDT002B001010200011", "注射用头孢曲松钠", 10, "支", 1180, "静滴")
PANTOPRAZOLE = _drug("XA02BCP050B001010200012", "注射用泮托拉唑钠", 10, "支", 980, "静滴")
FUROSEMIDE = _drug("XC03CAF173A001010200013", "呋塞米片", 100, "片", 12, "口服")
METFORMIN = _drug("XA10BAE047A001010200014", "二甲双胍片", 20, "片", 85, "口服")
AMLODIPINE = _drug("XC08CAA135A001010200015", "苯磺酸氨氯地平片", 14, "片", 60, "口服")
ATORVASTATIN = _drug("XC10AAA104A001010200016", "阿托伐他汀钙片", 7, "片", 230, "口服")
ASPIRIN = _drug("XB01ACA123A001010200017", "阿司匹林肠溶片", 30, "片", 45, "口服")
IBUPROFEN = _drug("XM01AEB195E001010200018", "布洛芬缓释胶囊", 20, "粒", 50, "口服")
AMBROXOL = _drug("XR05CBA073A001010200019", "盐酸氨溴索片", 20, "片", 60, "口服")
COUGH_MIXTURE = _drug("ZA06BAS0360010200020", "苏黄止咳胶囊", 24, "粒", 80, "口服")
INFUSION_SET = _drug("C1401020000000000200021", "一次性输液器", 1, "套", 450, "")
TROCAR = _drug("C0201020000000000200022", "一次性穿刺器", 1, "个", 9000, "")

GOODS = (
    *(CEFTRIAXONE, PANTOPRAZOLE, FUROSEMIDE, METFORMIN, AMLODIPINE, ATORVASTATIN, ASPIRIN),
    *(IBUPROFEN, AMBROXOL, COUGH_MIXTURE, INFUSION_SET, TROCAR),
)
"""Everything that lies in stock."""
