"""Items that one doctor prescribes almost alone: shares by doctor, and their sum of squares.

Source: Herfindahl–Hirschman index, as US DoJ and FTC Merger Guidelines use it; above 0.5 one
doctor stands for more than all others.
"""

from collections import defaultdict
from collections.abc import Sequence

from inspector.statistics.profiles.profile import Clues, Params, Profile, Row, enough


def _question(params: Params) -> str:
    item = "coalesce(medins_list_name, med_list_codg)"
    return (
        f"SELECT {item} AS item, coalesce(bilg_dr_name, bilg_dr_code) AS doctor,"
        " count(DISTINCT mdtrt_id) AS visits, sum(det_item_fee_sumamt) AS yuan FROM fee_net"
        " WHERE bilg_dr_code IS NOT NULL"
        f" GROUP BY {item}, coalesce(bilg_dr_name, bilg_dr_code) ORDER BY item, doctor"
    )


def hhi(values: Sequence[float]) -> float:
    """The sum of squared shares: 1 where one has all, 1/n where n have the same."""
    whole = sum(values)
    return sum((value / whole) ** 2 for value in values)


def _made(rows: Sequence[Row], params: Params) -> Clues:
    doctors = len({row[1] for row in rows})
    enough(doctors, params["doctors"])
    items: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        items[row[0]].append(row)
    enough_used = {
        name: part for name, part in items.items() if sum(r[2] for r in part) >= params["visits"]
    }
    told: list[Row] = []
    for name, part in enough_used.items():
        index = hhi([float(row[3] or 0) or 0.01 for row in part])
        first = max(part, key=lambda row: (row[3] or 0, row[1]))
        if index >= params["hhi"]:
            whole = sum(float(row[3] or 0) for row in part)
            share = f"{100 * float(first[3] or 0) / whole:.0f} %" if whole else ""
            visits = sum(row[2] for row in part)
            told.append((name, visits, len(part), round(index, 3), first[1], share))
    told.sort(key=lambda row: (-row[3], -row[1], row[0]))
    columns = ("item", "visits", "doctors", "hhi", "first_doctor", "share")
    facts = {"doctors": str(doctors)}
    return Clues(len(enough_used), columns, tuple(told), len(items) - len(enough_used), facts)


CONCENTRATION = Profile(
    "concentration",
    {"fee_net": ("med_list_codg", "bilg_dr_code", "mdtrt_id", "det_item_fee_sumamt")},
    {"doctors": 5, "visits": 30, "hhi": 0.5},
    _question,
    _made,
)
