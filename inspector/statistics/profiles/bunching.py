"""Values that crowd just under a threshold: below against above, in windows of one width.

Without bunching a value near the threshold lies on either side about as often; the windows beyond
tell what the slope alone would do. Legal incentives bunch too.

Source: Saez, American Economic Journal: Economic Policy 2 (2010) 180–212; exact binomial test.
"""

from collections.abc import Sequence

from inspector.statistics.profiles.profile import (
    Clues,
    OneOf,
    Params,
    Profile,
    Row,
    enough,
    numbers,
)

_VALUES = {
    "yuan": ("medfee_sumamt", "setl_d"),
    "days": (
        "date_diff('day', CAST(begntime AS DATE), CAST(endtime AS DATE))",
        "mdtrt_d WHERE endtime IS NOT NULL",
    ),
}


def _question(params: Params) -> str:
    value, table = _VALUES[params["value"]]
    return f"SELECT {value} AS value FROM {table} ORDER BY value"


def just_below(values: Sequence[float], threshold: float, width: float) -> tuple[int, int, float]:
    """How many lie just below and just above, and how often chance would put as many below.

    The chance of one value to lie below is that of the slope: of the windows next beyond.
    """
    from scipy.stats import binomtest

    def within(low: float, high: float) -> int:
        return sum(low <= value < high for value in values)

    below, above = within(threshold - width, threshold), within(threshold, threshold + width)
    outer = within(threshold - 2 * width, threshold - width)
    beyond = within(threshold + width, threshold + 2 * width)
    # One more on each side: an empty window does not make the other certain.
    chance = (outer + 1) / (outer + beyond + 2)
    if not below + above:
        return 0, 0, 1.0
    return below, above, float(binomtest(below, below + above, chance, "greater").pvalue)


def _made(rows: Sequence[Row], params: Params) -> Clues:
    values = [float(row[0]) for row in rows if row[0] is not None]
    enough(len(values), params["least"], "few")
    told: list[Row] = []
    for text in str(params["at"]).split(","):
        threshold = float(text)
        below, above, p = just_below(values, threshold, float(params["width"]))
        enough(below + above, 1, "few")
        told.append((text, below, above, round(below / max(above, 1), 2), round(p, 4)))
    told.sort(key=lambda row: (row[4], float(row[0])))
    return Clues(len(values), ("threshold", "below", "above", "ratio", "p"), tuple(told))


BUNCHING = Profile(
    "bunching",
    {"setl_d": ("medfee_sumamt",), "mdtrt_d": ("begntime", "endtime")},
    {"value": "days", "at": "10,15", "width": 2, "least": 30},
    _question,
    _made,
    reads={"value": OneOf(tuple(_VALUES)), "at": numbers},
)
