"""Refund lines as a hospital writes them, from what a case says is left of a charge.

A case says the rest (`net_cnt`, `net_amt`); an export has the charge and the line that takes back.
"""

from decimal import Decimal

from sample_audits.common.sheets import Row, Sheets


def write_refunds(rows: Sheets) -> None:
    """A line of which less is left than was charged gets the refund that takes the difference."""
    lines = rows["fee_list_d"]
    named = {line["bkkp_sn"]: line for line in lines}
    for line in list(lines):
        count, amount = Decimal(line["cnt"] or 0), Decimal(line["det_item_fee_sumamt"] or 0)
        left = Decimal(line.pop("net_cnt", "") or count)
        worth = Decimal(line.pop("net_amt", "") or amount)
        taken = line.pop("reversed_by", "")
        if backs := [named[one] for one in taken.split("#") if one in named]:
            for back in backs:
                back.setdefault("init_feedetl_sn", line["bkkp_sn"])
        elif count >= 0 and (left < count or worth < amount):
            if own := _taken_back(line, lines):
                own["init_feedetl_sn"] = line["bkkp_sn"]
                continue
            lines.append(
                {
                    **line,
                    "bkkp_sn": f"{line['bkkp_sn']}r",
                    "cnt": str(left - count),
                    "det_item_fee_sumamt": str(worth - amount),
                    "init_feedetl_sn": line["bkkp_sn"],
                }
            )


def _taken_back(line: Row, lines: list[Row]) -> Row | None:
    """The line of the case itself that takes this one back, if there is one."""
    return next(
        (
            other
            for other in lines
            if Decimal(other["cnt"] or 0) < 0
            and other.get("mdtrt_id") == line.get("mdtrt_id")
            and other["med_list_codg"] == line["med_list_codg"]
            and not other.get("init_feedetl_sn")
        ),
        None,
    )
