"""Whether the beds could hold the stays: the mean census by Little's law, and the fullest day.

Mean census = admissions a day × mean days of stay (day of discharge not counted).

Source: J. Little, Operations Research 9 (1961) 383–387.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta

from inspector.statistics.profiles.profile import Clues, Params, Profile, Row, enough


def _question(params: Params) -> str:
    return (
        "SELECT CAST(begntime AS DATE) AS came, CAST(endtime AS DATE) AS left_on,"
        " (SELECT sum(aprv_bed_cnt) FROM medins_info) AS beds FROM mdtrt_d"
        " WHERE endtime IS NOT NULL AND date_diff('day', CAST(begntime AS DATE),"
        " CAST(endtime AS DATE)) >= 1 ORDER BY came, left_on"
    )


def census(stays: Sequence[tuple[date, date]]) -> Counter[date]:
    """Who lay there at midnight, by day."""
    lying: Counter[date] = Counter()
    for came, left in stays:
        lying.update(came + timedelta(days=at) for at in range((left - came).days))
    return lying


def _made(rows: Sequence[Row], params: Params) -> Clues:
    enough(len(rows), params["stays"], "few")
    beds = float(params["beds"] or rows[0][2] or 0)
    enough(int(beds), 1, "data")
    stays = [(row[0], row[1]) for row in rows]
    first, last = min(came for came, _ in stays), max(left for _, left in stays)
    days = (last - first).days or 1
    mean_stay = sum((left - came).days for came, left in stays) / len(stays)
    lying = census(stays)
    fullest = max(lying, key=lambda day: (lying[day], day))
    over = sum(count > beds for count in lying.values())
    mean = len(stays) / days * mean_stay
    told = (
        f"{len(stays) / days:.2f}",
        f"{mean_stay:.2f}",
        f"{mean:.1f}",
        f"{beds:g}",
        f"{100 * mean / beds:.0f} %",
        fullest,
        lying[fullest],
        over,
    )
    columns = ("a_day", "mean_days", "census", "beds", "occupied", "fullest", "lay", "days_over")
    return Clues(len(stays), columns, (told,))


CAPACITY = Profile(
    "capacity",
    {"mdtrt_d": ("begntime", "endtime"), "medins_info": ()},
    {"beds": 0, "stays": 30},
    _question,
    _made,
)
