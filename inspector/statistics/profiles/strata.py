"""Where the money is: units by 元, cut into A, B and C at shares of the whole.

The strata are to be fixed before anybody looks into them: A is examined whole, B and C are sampled.

Source: Pareto strata (ABC), as in AICPA Audit Guide: Audit Sampling (2017), 4.
"""

from collections.abc import Sequence
from decimal import Decimal

from inspector.statistics.profiles.profile import Clues, OneOf, Params, Profile, Row, enough

_UNITS = {
    "item": "coalesce(medins_list_name, med_list_codg)",
    "visit": "mdtrt_id",
    "person": "psn_no",
    "doctor": "coalesce(bilg_dr_name, bilg_dr_code, '')",
    "department": "coalesce(bilg_dept_name, '')",
}
_NONE = Decimal(0)


def _question(params: Params) -> str:
    unit = _UNITS[params["unit"]]
    return (
        f"SELECT {unit} AS unit, sum(det_item_fee_sumamt) AS yuan FROM fee_net"
        f" GROUP BY {unit} ORDER BY yuan DESC, unit"
    )


def abc(values: Sequence[Decimal], cuts: Sequence[Decimal]) -> list[int]:
    """The stratum (0, 1, 2) of each value, falling in order; a value that crosses a cut is above.

    Args:
        values: 元, the largest first.
        cuts: shares of the whole, rising.
    """
    whole, passed, told = sum(values, _NONE), _NONE, []
    for value in values:
        told.append(sum(passed >= cut * whole for cut in cuts))
        passed += value
    return told


def _made(rows: Sequence[Row], params: Params) -> Clues:
    enough(len(rows), 3, "few")
    values = [Decimal(str(row[1])) for row in rows]
    whole = sum(values, _NONE)
    strata = abc(values, [Decimal(str(params["a"])), Decimal(str(params["b"]))])
    told: list[Row] = []
    for at, name in enumerate("ABC"):
        part = [value for value, stratum in zip(values, strata, strict=True) if stratum == at]
        if part:
            share = f"{100 * sum(part, _NONE) / whole:.1f} %" if whole else ""
            told.append((name, len(part), sum(part, _NONE), share, part[-1], part[0]))
    columns = ("stratum", "units", "yuan", "share", "least", "most")
    return Clues(len(rows), columns, tuple(told), facts={"yuan": str(whole)})


ABC = Profile(
    "abc",
    {"fee_net": ("det_item_fee_sumamt",)},
    {"unit": "item", "a": 0.8, "b": 0.95},
    _question,
    _made,
    reads={"unit": OneOf(tuple(_UNITS))},
)
