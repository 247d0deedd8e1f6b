"""What 惠民大药房 keeps: everyday goods, and goods that only planted cases use.

One own code to one national code; prices are in 元 a unit charged, a box unless said otherwise.
Codes have the form of the national drug list and belong to no product.
"""

from dataclasses import replace

from sample_audits.common.marks import Item

_numbered = iter(range(10001, 20000))


def drug(code: str, name: str, price: str, sort: str = "西药") -> Item:
    """A box that is sold whole."""
    number = next(_numbered)
    full = f"{code:A<13}1A{number % 1000:03d}0101{number:05d}"[:23]
    return Item(full, f"HM{number}", name, price, "11" if sort == "中成药" else "09", sort=sort)


def by_tablet(item: Item, pack: int) -> Item:
    """The same drug charged by the tablet, `pack` to a box."""
    return replace(item, pack=pack, unit="片")


COLD = drug("XN02BEA", "复方氨酚烷胺片", "12.60")
GANMAOLING = drug("ZA03BA", "感冒灵颗粒", "27.40", "中成药")
METFORMIN = drug("XA10BAE", "盐酸二甲双胍缓释片", "24.75")
EVERYDAY = (
    COLD,
    GANMAOLING,
    drug("XM01AEB", "布洛芬缓释胶囊", "18.35"),
    drug("XA07BCM", "蒙脱石散", "15.85"),
    drug("XA03FAD", "多潘立酮片", "19.15"),
    drug("XR06AXL", "氯雷他定片", "22.45"),
    drug("XC08CAX", "硝苯地平控释片", "31.15"),
    drug("XC09CAX", "缬沙坦胶囊", "28.65"),
    METFORMIN,
    drug("ZA04CA", "板蓝根颗粒", "11.35", "中成药"),
    drug("ZB09AA", "复方丹参滴丸", "26.15", "中成药"),
    drug("ZA09BA", "六味地黄丸", "21.85", "中成药"),
)
"""Over the counter or for long use; anybody buys them all year."""

STATIN = drug("XC10AAA", "阿托伐他汀钙片", "34.55")
AMOXICILLIN = drug("XJ01CAA", "阿莫西林胶囊", "16.95")
SITAGLIPTIN = Item(
    "XA10BHX032A001010100001", "HM09001", "西格列汀片", "4.15", "09", pack=28, unit="片"
)
HERB = drug("T001700", "枸杞子", "9.85", "中药饮片")
BANDAGE = Item("C140212", "HM09101", "创可贴", "6.35", "08", "301", sort="器械")
GROCERY = Item("", "HM09201", "抽纸", "19.90", "14", sort="日用品")
TONIC = Item("", "HM09202", "蛋白粉", "168.00", "14", sort="保健品")
