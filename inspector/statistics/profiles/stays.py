"""Stays billed from one template: pairs whose items are almost the same, by doctor and week.

Likeness is the share of items two bills have in common (Jaccard); simple operations follow
protocols, so this alone means nothing.

Source: P. Jaccard, Bulletin de la Société vaudoise des sciences naturelles 37 (1901) 547–579.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from inspector.statistics.profiles.profile import Clues, Params, Profile, Row, enough

_MOST_TOGETHER = 400
"""Stays of one doctor and week that are compared pair by pair."""


def _question(params: Params) -> str:
    return (
        "SELECT coalesce(v.chfpdr_code, '') AS doctor,"
        " CAST(date_trunc('week', v.endtime) AS DATE) AS week, v.mdtrt_id,"
        " string_agg(DISTINCT f.med_list_codg, ',' ORDER BY f.med_list_codg) AS items"
        " FROM mdtrt_d AS v JOIN fee_net AS f ON f.mdtrt_id = v.mdtrt_id"
        f" WHERE date_diff('day', CAST(v.begntime AS DATE), CAST(v.endtime AS DATE)) >="
        f" {params['days']}"
        " GROUP BY v.chfpdr_code, v.endtime, v.mdtrt_id ORDER BY doctor, week, v.mdtrt_id"
    )


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of items in common, 0 to 1."""
    return len(one & other) / len(one | other)


def _made(rows: Sequence[Row], params: Params) -> Clues:
    groups: dict[tuple[str, object], list[frozenset[str]]] = defaultdict(list)
    for doctor, week, _, items in rows:
        bill = frozenset(str(items).split(","))
        if len(bill) >= params["items"]:
            groups[doctor, week].append(bill)
    compared = {
        place: bills
        for place, bills in groups.items()
        if params["stays"] <= len(bills) <= _MOST_TOGETHER
    }
    population = sum(map(len, compared.values()))
    enough(population, params["stays"])
    told: list[Row] = []
    for (doctor, week), bills in compared.items():
        pairs = list(combinations(bills, 2))
        alike = sum(jaccard(*pair) >= params["alike"] for pair in pairs)
        if alike / len(pairs) >= params["share"]:
            told.append((doctor, week, len(bills), alike, f"{100 * alike / len(pairs):.0f} %"))
    told.sort(key=lambda row: (-row[3], str(row[0]), str(row[1])))
    columns = ("doctor", "week", "stays", "pairs_alike", "share")
    return Clues(population, columns, tuple(told), len(rows) - population)


STAYS = Profile(
    "stays",
    {"mdtrt_d": ("mdtrt_id", "begntime", "endtime"), "fee_net": ("mdtrt_id", "med_list_codg")},
    {"days": 1, "items": 5, "stays": 3, "alike": 0.8, "share": 0.8},
    _question,
    _made,
)
