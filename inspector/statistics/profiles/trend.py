"""When something changed: one change point a series, and the policy days that stand beside it.

The point is where the cumulated deviations from the mean turn; how often chance does as much is
counted over shuffled series, with a seed that is printed.

Source: W. Taylor, Change-Point Analysis (2000); E. Page, Biometrika 41 (1954) 100–115.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from inspector.statistics.profiles.profile import Clues, OneOf, Params, Profile, Row, days, enough

_SUBJECTS = {
    "all": "'*'",
    "item": "coalesce(medins_list_name, med_list_codg)",
    "department": "coalesce(bilg_dept_name, '')",
    "doctor": "coalesce(bilg_dr_name, bilg_dr_code, '')",
}
_SHUFFLES = 999
_NEAR_DAYS = 45


def _question(params: Params) -> str:
    subject = _SUBJECTS[params["subject"]]
    month = "CAST(date_trunc('month', fee_ocur_time) AS DATE)"
    return (
        f"SELECT {subject} AS subject, {month} AS month, sum(det_item_fee_sumamt) AS yuan"
        f" FROM fee_net GROUP BY {subject}, {month} ORDER BY subject, month"
    )


def change_point(values: Sequence[float], seed: int) -> tuple[int, float]:
    """Where the series changes (the first value after it), and the p-value of that.

    Args:
        values: one a month, in order; three at least.
    """
    import numpy as np

    series = np.asarray(values, dtype=float)

    def turn(of: Any) -> Any:
        # The last sum is 0 whatever the series is.
        return np.abs(np.cumsum(of - of.mean(axis=-1, keepdims=True), axis=-1)[..., :-1])

    sums = turn(series)
    dice = np.random.default_rng(seed)
    shuffled = dice.permuted(np.tile(series, (_SHUFFLES, 1)), axis=1)
    as_much = int((turn(shuffled).max(axis=1) >= sums.max() * (1 - 1e-12)).sum())
    return int(sums.argmax()) + 1, (as_much + 1) / (_SHUFFLES + 1)


def _made(rows: Sequence[Row], params: Params) -> Clues:
    months = sorted({row[1] for row in rows})
    enough(len(months), params["months"], "few")
    series: dict[str, dict[date, float]] = defaultdict(dict)
    for subject, month, yuan in rows:
        series[subject][month] = float(yuan)
    policies = [date.fromisoformat(day) for day in params["policy"].split(",") if day]
    told: list[Row] = []
    thin = 0
    for subject, by_month in series.items():
        if len(by_month) < params["months"]:
            thin += 1
            continue
        values = [by_month.get(month, 0.0) for month in months]
        at, p = change_point(values, params["seed"])
        before, after = sum(values[:at]) / at, sum(values[at:]) / (len(values) - at)
        if p <= params["p"]:
            day = months[at]
            near = [one for one in policies if abs((one - day).days) <= _NEAR_DAYS]
            marked = ", ".join(one.isoformat() for one in near)
            told.append((subject, day, f"{before:.2f}", f"{after:.2f}", round(p, 3), marked))
    told.sort(key=lambda row: (row[4], -abs(float(row[3]) - float(row[2])), row[0]))
    columns = ("subject", "changed_in", "yuan_before", "yuan_after", "p", "policy_day")
    return Clues(len(series) - thin, columns, tuple(told), thin)


TREND = Profile(
    "trend",
    {"fee_net": ("fee_ocur_time", "det_item_fee_sumamt", "bilg_dept_name")},
    {"subject": "department", "months": 12, "p": 0.01, "policy": "", "seed": 1},
    _question,
    _made,
    seeded=True,
    reads={"subject": OneOf(tuple(_SUBJECTS)), "policy": days},
)
