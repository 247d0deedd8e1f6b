"""Wrongs that only a whole month shows: done to the honest rows once they are all there."""

from collections.abc import Callable
from decimal import Decimal

from sample_audits.common.sheets import Row
from sample_audits.huimin.codes import PLACEHOLDER
from sample_audits.huimin.shop import Shop

Spoiler = Callable[[Shop], None]
LOST_TABLES = ("fee_list_d", "setl_d", "mdtrt_d")


def _codes_of(shop: Shop, month: str, share: int) -> list[Row]:
    """The codes of about `share` in a hundred of the month's sales, all codes of one sale alike."""
    picked: dict[tuple[str, str], bool] = {}
    rows = [row for row in shop.claims.sheets["drug_trace"] if row["scan_time"].startswith(month)]
    for row in rows:
        sale = row["medins_setl_id"], row["med_list_codg"]
        if sale not in picked:
            picked[sale] = shop.claims.pick(100) < share
    return [row for row in rows if picked[row["medins_setl_id"], row["med_list_codg"]]]


def _forget(shop: Shop, rows: list[Row]) -> None:
    gone = {id(row) for row in rows}
    traces = shop.claims.sheets["drug_trace"]
    traces[:] = [row for row in traces if id(row) not in gone]


def unchecked(shop: Shop) -> None:
    """In May three in ten swipes have no face check at all."""
    checks = shop.claims.sheets["identity_check"]
    checks[:] = [
        row
        for row in checks
        if not row["recog_time"].startswith("2025-05") or shop.claims.pick(10) >= 4
    ]
    shop.claims.lead("unchecked", "PHR-02", "swipe", "2025-05")


def placeholders(shop: Shop) -> None:
    """In November twelve noughts stand for the codes of nearly half the sales."""
    for row in _codes_of(shop, "2025-11", 45):
        row["drug_trac_codg"] = PLACEHOLDER
    for rule in ("TRC-07", "TRC-12"):
        shop.claims.lead("placeholders", rule, "month", "2025-11")


def not_collected(shop: Shop) -> None:
    """In September, when every box has to be read, one sale in five is not."""
    rows = _codes_of(shop, "2025-09", 20)
    _forget(shop, rows)
    missed = {(row["medins_setl_id"].removeprefix("J"), row["med_list_codg"]) for row in rows}
    for line in shop.claims.sheets["fee_list_d"]:
        if (line["setl_id"], line["med_list_codg"]) in missed and Decimal(line["cnt"]) > 0:
            shop.claims.lead("not_collected", "TRC-01", "bkkp_sn", line["bkkp_sn"])
    shop.claims.lead("not_collected", "TRC-12", "month", "2025-09")


def lost_month(shop: Shop) -> None:
    """Of April's visits five in six never reached the export."""
    lost = {
        row["mdtrt_id"]
        for row in shop.claims.sheets["mdtrt_d"]
        if row["begntime"].startswith("2025-04") and shop.claims.pick(6)
    }
    for name in LOST_TABLES:
        rows = shop.claims.sheets[name]
        rows[:] = [row for row in rows if row["mdtrt_id"] not in lost]
    shop.claims.lead("lost_month", "DQ-09", "month", "2025-04")


SPOILERS: tuple[Spoiler, ...] = (unchecked, placeholders, not_collected, lost_month)
