"""Where growth comes from: price, volume and mix, which add up to it to the 分.

Between two spans, by charge category: price is what the items of both cost more or less for what
was used after; volume is more or fewer units at the old average; mix is the rest, new items
included.

Source: IMF, Producer Price Index Manual (2004), chapter 15: a value ratio in its parts.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from inspector.statistics.profiles.profile import Clues, Params, Profile, Row, days, enough

_NONE, _CENT = Decimal(0), Decimal("0.01")


def _question(params: Params) -> str:
    half = "CAST(floor(date_diff('day', min(d), max(d)) / 2) AS INTEGER)"
    split = params["split"]
    middle = f"DATE '{split}'" if split else f"(SELECT min(d) + {half} + 1 FROM lines)"
    kind = "coalesce(med_chrgitm_type, '')"
    return (
        "WITH lines AS (SELECT CAST(fee_ocur_time AS DATE) AS d, med_list_codg,"
        f" {kind} AS kind, cnt, det_item_fee_sumamt AS yuan FROM fee_net)"
        f" SELECT kind, med_list_codg, sum(CASE WHEN d < {middle} THEN cnt ELSE 0 END),"
        f" sum(CASE WHEN d < {middle} THEN yuan ELSE 0 END),"
        f" sum(CASE WHEN d >= {middle} THEN cnt ELSE 0 END),"
        f" sum(CASE WHEN d >= {middle} THEN yuan ELSE 0 END)"
        " FROM lines GROUP BY kind, med_list_codg ORDER BY kind, med_list_codg"
    )


def parts_of_growth(items: Sequence[Sequence[Decimal]]) -> tuple[Decimal, Decimal, Decimal]:
    """Price, volume and mix effect in 元.

    Args:
        items: quantity and 元 before, quantity and 元 after, one row an item.
    """
    before = sum((row[1] for row in items), _NONE)
    after = sum((row[3] for row in items), _NONE)
    units, later = (sum((row[at] for row in items), _NONE) for at in (0, 2))
    price = sum(
        (row[3] - row[1] / row[0] * row[2] for row in items if row[0] and row[2]), _NONE
    ).quantize(_CENT)
    volume = ((later - units) * before / units).quantize(_CENT) if units else _NONE
    return price, volume, after - before - price - volume


def _made(rows: Sequence[Row], params: Params) -> Clues:
    enough(len(rows), 1, "few")
    kinds: dict[str, list[list[Decimal]]] = defaultdict(list)
    for kind, _, *figures in rows:
        kinds[kind].append([Decimal(str(one or 0)) for one in figures])
    told: list[Row] = []
    for kind, items in kinds.items():
        before, after = (sum((row[at] for row in items), _NONE) for at in (1, 3))
        told.append((kind, before, after, after - before, *parts_of_growth(items)))
    told.sort(key=lambda row: (-abs(row[3]), row[0]))
    columns = ("category", "yuan_before", "yuan_after", "change", "price", "volume", "mix")
    return Clues(len(rows), columns, tuple(told))


GROWTH = Profile(
    "growth",
    {"fee_net": ("fee_ocur_time", "med_list_codg", "cnt", "det_item_fee_sumamt")},
    {"split": ""},
    _question,
    _made,
    reads={"split": days},
)
