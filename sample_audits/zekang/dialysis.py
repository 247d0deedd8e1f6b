"""The whole centre: fourteen honest months, look-alikes, crimes."""

from sample_audits.zekang import crimes as treatments
from sample_audits.zekang import crimes_goods, traps
from sample_audits.zekang.centre import Centre, run_months

_A_PATIENT = 850
"""Fee lines of one patient in fourteen months."""


def dialysis(seed: int, fee_lines: int = 9000, *, crimes: bool = True, cases: int = 3) -> Centre:
    """Fourteen months of about `fee_lines` fee lines, `cases` of each kind; 12 patients at most."""
    centre = Centre(seed, crimes=crimes)
    run_months(centre, max(2, min(12, fee_lines // _A_PATIENT)))
    for turn in range(cases):
        for plant in traps.PLANTERS:
            plant(centre, turn)
    for turn in range(cases if crimes else 0):
        for plant in (*treatments.PLANTERS, *crimes_goods.PLANTERS):
            plant(centre, turn)
    for plant in crimes_goods.LAST if crimes else ():
        plant(centre, 0)
    centre.books.write()
    return centre
