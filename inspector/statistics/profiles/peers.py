"""Who is unlike the peers: robust z by median and MAD, at least five peers of thirty visits each.

Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC 1993): 3.5 as the limit.
"""

from collections import defaultdict
from collections.abc import Sequence

from inspector.statistics.profiles.profile import Clues, Params, Profile, Row, enough

_SUBJECTS = {
    "doctor": ("coalesce(bilg_dr_name, bilg_dr_code)", "coalesce(bilg_dept_name, '')"),
    "department": ("bilg_dept_name", "'*'"),
    "item": ("coalesce(medins_list_name, med_list_codg)", "coalesce(med_chrgitm_type, '')"),
}
_TO_SIGMA = 1.4826


def _question(params: Params) -> str:
    subject, peers = _SUBJECTS[params["subject"]]
    return (
        f"WITH per_visit AS (SELECT {peers} AS peers, {subject} AS subject, mdtrt_id,"
        " sum(det_item_fee_sumamt) AS yuan FROM fee_net"
        f" WHERE {subject} IS NOT NULL GROUP BY {peers}, {subject}, mdtrt_id)"
        " SELECT peers, subject, count(*) AS visits, avg(yuan) AS yuan_per_visit FROM per_visit"
        " GROUP BY peers, subject ORDER BY peers, subject"
    )


def robust_z(values: Sequence[float]) -> list[float | None]:
    """How many robust deviations each value is off the median; None where all are alike."""
    import numpy as np

    middle = float(np.median(values))
    spread = _TO_SIGMA * float(np.median(np.abs(np.asarray(values) - middle)))
    return [(value - middle) / spread if spread else None for value in values]


def _made(rows: Sequence[Row], params: Params) -> Clues:
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row[2] >= params["visits"]:
            groups[row[0]].append(row)
    compared = {name: part for name, part in groups.items() if len(part) >= params["peers"]}
    population = sum(map(len, compared.values()))
    enough(population, params["peers"])
    odd: list[Row] = []
    for name, part in compared.items():
        scores = robust_z([float(row[3]) for row in part])
        odd += [
            (row[1], name, row[2], f"{row[3]:.2f}", round(score, 2))
            for row, score in zip(part, scores, strict=True)
            if score is not None and abs(score) >= params["z"]
        ]
    odd.sort(key=lambda row: (-abs(row[4]), str(row[0])))
    columns = ("subject", "peers", "visits", "yuan_per_visit", "z")
    return Clues(population, columns, tuple(odd), len(rows) - population)


PEERS = Profile(
    "peers",
    {"fee_net": ("mdtrt_id", "det_item_fee_sumamt", "bilg_dept_name", "bilg_dr_code")},
    {"subject": "doctor", "peers": 5, "visits": 30, "z": 3.5},
    _question,
    _made,
)
