"""What 康宁 charges for: national code, hospital code, price in 分, pack and split units.

One hospital code to one national code. Prices are at the ceiling of the day, never above.
"""

from dataclasses import dataclass

from sample_audits.kangning.clock import day_of

RAISED = day_of(2024, 7, 1)
"""From this day 运动疗法 costs 41 元; before it 38."""


@dataclass(frozen=True, eq=False)
class Item:
    """One charge item. `pack` split units make one `pack_unit`; services have no pack."""

    code: str
    own: str
    name: str
    price: int
    kind: str
    level: str = "01"
    minutes: int = 0
    mode: str = ""
    pack: int = 0
    pack_unit: str = ""
    unit: str = ""
    spec: str = ""

    def price_on(self, day: int) -> int:
        """Price in 分 on the day of the conduct."""
        return 3800 if self is EXERCISE and day < RAISED else self.price

    @property
    def list_type(self) -> str:
        """目录类别: drug, service or consumable."""
        return {"09": "101", "11": "101", "08": "301"}.get(self.kind, "201")


_numbered = iter(range(100001, 200000))


def _service(code: str, name: str, price: int, kind: str, minutes: int = 0, mode: str = "") -> Item:
    return Item(code, f"KN{next(_numbered)}", name, price, kind, minutes=minutes, mode=mode)


def _drug(code: str, name: str, units: str, pack: int, price: int, level: str = "01") -> Item:
    pack_unit, unit = units.split("/")
    kind = {"Z": "11", "C": "08"}.get(code[0], "09")
    spec = f"{pack}{unit}/{pack_unit}"
    own = f"KN{next(_numbered)}"
    return Item(code, own, name, price, kind, level, 0, "", pack, pack_unit, unit, spec)


BED = _service("001109000010000", "普通病房床位费", 4000, "01")
ROUND = _service("001102000050000", "住院诊查费", 2400, "02")
NURSING_2 = _service("001201000040000", "Ⅱ级护理", 2200, "07")
NURSING_1 = _service("001201000030000", "Ⅰ级护理", 3600, "07")
CLINIC = _service("001102000010000", "普通门诊诊察费", 1000, "02")

EXERCISE = _service("003402000200000", "运动疗法", 4100, "05", 45, "one_to_one")
OCCUPATION = _service("003402000310000", "作业疗法", 3100, "05", 45, "one_to_one")
HEMIPLEGIA = _service("003402000400000", "偏瘫肢体综合训练", 4900, "05", 40, "one_to_one")
SPEECH = _service("003402000340000", "言语训练", 3200, "05", 30, "one_to_one")
BALANCE = _service("003402000240000", "平衡功能训练", 2500, "05", 25, "one_to_one")
GROUP = _service("003402000280000", "文体训练", 2200, "05", 45, "group")
ASSESSMENT = _service("003402000390000", "康复评定", 3600, "05", 30, "one_to_one")

PULSE = _service("003401000100000", "中频脉冲电治疗", 1700, "05", 20, "device")
INFRARED = _service("003401000010000", "红外线治疗", 990, "05", 20, "device")
PRESSURE = _service("003401000240000", "气压治疗", 2100, "05", 20, "device")

DIALYSIS = _service("003110000060000", "血液透析", 34000, "05", 240, "device")
PERFUSION = _service("003110000100000", "血液灌流", 66000, "05", 120, "device")

BLOOD_COUNT = _service("002501010150000", "血常规(五分类)", 1800, "04")
ULTRASOUND = _service("002203010010000", "彩色多普勒超声常规检查", 8500, "03")
PROSTATE_MASSAGE = _service("003111000150000", "前列腺按摩", 2400, "05")
VAGINAL_LAVAGE = _service("003112010060000", "阴道灌洗上药", 1300, "05")
PROSTATE_TEST = _service("002504040080000", "前列腺酸性磷酸酶测定", 4200, "04")
HYSTEROGRAPHY = _service("002101030300000", "子宫造影", 8000, "03")
INFUSION = _service("001204000060000", "静脉输液", 800, "05")
SURGERY = _service("003307010380000", "会厌良性肿瘤切除术", 91400, "06")

OMEPRAZOLE = _drug("XA02BCA001A001010100001", "奥美拉唑肠溶胶囊", "盒/粒", 14, 150)
CEFTRIAXONE = _drug("XJ01DDT001B001010100002", "注射用头孢曲松钠", "盒/支", 10, 1280)
METOPROLOL = _drug("XC07ABA002A001010100003", "美托洛尔缓释片", "盒/片", 28, 92)
HEPARIN = _drug("XB01ABA003B001010100004", "低分子肝素钠注射液", "盒/支", 2, 2850, "02")
PARACETAMOL = _drug("XN02BEB004A001010100005", "对乙酰氨基酚片", "盒/片", 24, 25)
BEVACIZUMAB = _drug("XL01XXA005B001010100006", "贝伐珠单抗注射液", "盒/支", 1, 150000, "02")
PAIN_CAPSULE = _drug("ZA09FAH006A001010100007", "活血止痛胶囊", "盒/粒", 36, 80, "02")
ATORVASTATIN = _drug("XC10AAA008A001010100008", "阿托伐他汀钙片", "盒/片", 7, 210)
AMLODIPINE = _drug("XC08CAA009A001010100009", "苯磺酸氨氯地平片", "盒/片", 28, 36)
MECOBALAMIN = _drug("XB03BAJ010A001010100010", "甲钴胺片", "盒/片", 20, 68)
DANSHEN = _drug("ZA04CAF011A001010100011", "复方丹参滴丸", "瓶/丸", 180, 15)
ALBUMIN = _drug("XB05AAR012B001010100012", "人血白蛋白注射液", "瓶/瓶", 1, 39800, "02")
EDARAVONE = _drug("XN07XXY013B001010100013", "依达拉奉注射液", "盒/支", 5, 4600, "02")
NERVE_GROWTH = _drug("XN07XXS014B001010100014", "注射用鼠神经生长因子", "盒/支", 1, 21000, "02")
THYMALFASIN = _drug("XL03AXX015B001010100015", "注射用胸腺法新", "盒/支", 2, 38000, "02")
GINKGO = _drug("ZA04CBY016B001010100016", "银杏达莫注射液", "盒/支", 5, 3300, "02")
INFUSION_SET = _drug("C1401010010000100001", "一次性输液器", "包/支", 50, 160)
SYRINGE = _drug("C1402020020000200002", "一次性注射器", "包/支", 100, 80)

WARD_DRUGS = (
    OMEPRAZOLE,
    CEFTRIAXONE,
    METOPROLOL,
    HEPARIN,
    PARACETAMOL,
    ATORVASTATIN,
    AMLODIPINE,
    MECOBALAMIN,
    DANSHEN,
    INFUSION_SET,
    SYRINGE,
)
"""Every ward keeps these, always with a month in hand."""

BOXES = (OMEPRAZOLE, METOPROLOL, PARACETAMOL, ATORVASTATIN, AMLODIPINE, MECOBALAMIN, DANSHEN)
"""What an outpatient takes home by the whole box."""
