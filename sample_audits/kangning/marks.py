"""What is known of the hospital, written beside its exports: `truth.csv` and `traps.csv`.

A key is what a reviewer finds in a hit row; an amount is the violating 元 of that row, and
`bkkp_sn` the fee line that carries the money where the key is not itself a fee line.
"""

import csv
from pathlib import Path
from types import TracebackType

from sample_audits.kangning.records import Mark
from sample_audits.kangning.spelling import money_text
from sample_audits.kangning.ward import Ward

RULES = {
    "duplicate_charge": "duplicate charge",
    "exclusive_items": "mutually exclusive items",
    "bed_days_over_stay": "more bed days than the stay",
    "charged_after_discharge": "charged after discharge",
    "price_over_ceiling": "price over ceiling",
    "sex_conflict": "sex conflict",
    "rehab_without_session": "rehab charge without session",
    "session_too_short": "session shorter than its charge unit",
    "therapist_overlap": "therapist in two one-to-one sessions at once",
    "zero_stock_sale": "zero-stock sale",
    "settled_over_stock": "settled more than stock can explain",
    "trace_code_twice": "trace code settled twice",
}
"""Planted kind → the rule that looks for it today; for kinds not here there is no rule yet."""


class Marks:
    """Open `truth.csv` and `traps.csv`, to be added to ward by ward; a context manager."""

    def __init__(self, folder: Path) -> None:
        self._files = [
            (folder / name).open("w", encoding="utf-8", newline="")
            for name in ("truth.csv", "traps.csv")
        ]
        self._truth, self._traps = (csv.writer(file, lineterminator="\n") for file in self._files)
        self._truth.writerow(("kind", "rule_hint", "key_type", "key", "amount", "bkkp_sn"))
        self._traps.writerow(("kind", "key_type", "key", "why"))

    def __enter__(self) -> "Marks":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        for file in self._files:
            file.close()

    def add(self, ward: Ward) -> None:
        """Add what is known of a settled ward, kind by kind."""
        self._truth.writerows(
            (mark.kind, RULES.get(mark.kind, ""), mark.key_type, mark.key, *_money(mark))
            for mark in sorted(ward.truth, key=_order)
        )
        self._traps.writerows(
            (mark.kind, mark.key_type, mark.key, mark.why)
            for mark in sorted(ward.traps, key=_order)
        )


def _money(mark: Mark) -> tuple[str, str]:
    carrier = mark.line.sn if mark.line else mark.key if mark.key_type == "bkkp_sn" else ""
    return money_text(mark.amount), carrier


def _order(mark: Mark) -> tuple[bool, str, str]:
    return mark.kind not in RULES, mark.kind, mark.key
