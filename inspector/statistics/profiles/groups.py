"""People who are admitted together more often than chance has it, and the groups they make.

Two people are joined when they came in on the same days; what chance does is the product of how
often each came over the days there were. Families, villages and factories come together too.

Source: R. Tarjan, J. ACM 22 (1975) 215–225, for the groups; Poisson tail for the pairs.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from inspector.statistics.profiles.profile import Clues, Params, Profile, Row, enough


def _question(params: Params) -> str:
    return (
        "WITH came AS (SELECT DISTINCT psn_no, CAST(begntime AS DATE) AS day FROM mdtrt_d"
        " WHERE psn_no IS NOT NULL AND date_diff('day', CAST(begntime AS DATE),"
        f" CAST(coalesce(endtime, begntime) AS DATE)) >= {params['days']}),"
        " times AS (SELECT psn_no, count(*) AS n FROM came GROUP BY psn_no),"
        " crowd AS (SELECT day, count(*) AS n FROM came GROUP BY day),"
        " whole AS (SELECT date_diff('day', min(day), max(day)) + 1 AS days,"
        " (SELECT count(*) FROM times) AS people FROM came),"
        " pairs AS (SELECT a.psn_no AS one, b.psn_no AS other, count(*) AS together,"
        " ta.n AS mine, tb.n AS theirs"
        " FROM came AS a JOIN came AS b ON b.day = a.day AND b.psn_no > a.psn_no"
        " JOIN times AS ta ON ta.psn_no = a.psn_no JOIN times AS tb ON tb.psn_no = b.psn_no"
        f" JOIN crowd AS c ON c.day = a.day WHERE c.n <= {params['crowd']}"
        " GROUP BY a.psn_no, b.psn_no, ta.n, tb.n"
        f" HAVING count(*) >= {params['together']})"
        " SELECT whole.days, whole.people, pairs.* FROM whole LEFT JOIN pairs ON true"
        " ORDER BY together DESC, one, other"
    )


def joined(pairs: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The groups that pairs make up, each in order, the largest first."""
    leader: dict[str, str] = {}

    def lead(name: str) -> str:
        while leader.setdefault(name, name) != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for one, other in pairs:
        first, second = sorted((lead(one), lead(other)))
        leader[second] = first
    groups: Mapping[str, list[str]] = defaultdict(list)
    for name in sorted(leader):
        groups[lead(name)].append(name)
    return sorted(groups.values(), key=lambda group: (-len(group), group))


def _made(rows: Sequence[Row], params: Params) -> Clues:
    from scipy.stats import poisson

    days, people = int(rows[0][0] or 0), int(rows[0][1])
    enough(people, params["people"])
    odd: dict[tuple[str, str], Row] = {}
    for _, _, one, other, together, mine, theirs in (row for row in rows if row[4]):
        chance = mine * theirs / days
        if float(poisson.sf(together - 1, chance)) * people * (people - 1) / 2 <= params["p"]:
            odd[one, other] = (together, chance)
    told: list[Row] = []
    for number, group in enumerate(joined(list(odd)), 1):
        inside = [told for pair, told in odd.items() if pair[0] in group]
        times = max(one[0] for one in inside)
        chance = max(one[1] for one in inside)
        told.append((number, len(group), " ".join(group), len(inside), times, f"{chance:.4f}"))
    return Clues(people, _COLUMNS, tuple(told))


_COLUMNS = ("group", "people", "who", "pairs", "times_together", "by_chance")
GROUPS = Profile(
    "groups",
    {"mdtrt_d": ("psn_no", "begntime")},
    {"days": 1, "together": 2, "crowd": 200, "people": 30, "p": 0.05},
    _question,
    _made,
)
