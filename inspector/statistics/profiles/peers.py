"""Who is unlike the peers: robust z by median and MAD, at least five peers of thirty visits each.

What a visit costs is held against what the peers' visits of the same case cost on the average, so
that who treats graver cases is not odd for that (indirect standardisation; index 1 is as usual).

Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (ASQC 1993): 3.5 as the limit.
"""

from collections import defaultdict
from collections.abc import Sequence

from inspector.statistics.profiles.profile import Clues, OneOf, Params, Profile, Row, enough

_SUBJECTS = {
    "doctor": ("coalesce(bilg_dr_name, bilg_dr_code)", "coalesce(bilg_dept_name, '')"),
    "department": ("bilg_dept_name", "'*'"),
    "item": ("coalesce(medins_list_name, med_list_codg)", "coalesce(med_chrgitm_type, '')"),
}
_TO_SIGMA = 1.4826


_KIND = "coalesce(any_value(med_type), '')"
_CASES = {
    "diagnosis": f"{_KIND} || ' ' || left(coalesce(any_value(dscg_maindiag_code), ''), 3)",
    "kind": _KIND,
    "none": "''",
}
"""What makes two visits the same case: kind of visit and category of the main diagnosis."""


def _question(params: Params) -> str:
    subject, peers = _SUBJECTS[params["subject"]]
    return (
        f"WITH cases AS (SELECT mdtrt_id, {_CASES[params['mix']]} AS mix"
        " FROM mdtrt_d GROUP BY mdtrt_id),"
        f" billed AS (SELECT {peers} AS peers, {subject} AS subject, mdtrt_id,"
        " sum(det_item_fee_sumamt) AS yuan FROM fee_net"
        f" WHERE {subject} IS NOT NULL GROUP BY {peers}, {subject}, mdtrt_id),"
        " per_visit AS (SELECT billed.*, coalesce(mix, '') AS mix FROM billed"
        " LEFT JOIN cases ON cases.mdtrt_id = billed.mdtrt_id),"
        " usual AS (SELECT peers, mix, avg(yuan) AS expected FROM per_visit GROUP BY peers, mix)"
        " SELECT v.peers, v.subject, count(*) AS visits, avg(v.yuan) AS yuan_per_visit,"
        " avg(u.expected) AS expected"
        " FROM per_visit AS v JOIN usual AS u ON u.peers = v.peers AND u.mix = v.mix"
        " GROUP BY v.peers, v.subject ORDER BY v.peers, v.subject"
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
        index = [float(row[3]) / (float(row[4]) or 1.0) for row in part]
        odd += [
            (row[1], name, row[2], f"{row[3]:.2f}", f"{row[4]:.2f}", f"{of:.2f}", round(score, 2))
            for row, of, score in zip(part, index, robust_z(index), strict=True)
            if score is not None and abs(score) >= params["z"]
        ]
    odd.sort(key=lambda row: (-abs(row[-1]), str(row[0])))
    columns = ("subject", "peers", "visits", "yuan_per_visit", "expected", "index", "z")
    return Clues(population, columns, tuple(odd), len(rows) - population)


PEERS = Profile(
    "peers",
    {
        "fee_net": ("mdtrt_id", "det_item_fee_sumamt", "bilg_dept_name", "bilg_dr_code"),
        "mdtrt_d": ("mdtrt_id", "med_type", "dscg_maindiag_code"),
    },
    {"subject": "doctor", "mix": "diagnosis", "peers": 5, "visits": 30, "z": 3.5},
    _question,
    _made,
    version=2,
    reads={"subject": OneOf(tuple(_SUBJECTS)), "mix": OneOf(tuple(_CASES))},
)
