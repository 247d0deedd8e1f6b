"""Records that are almost the same: equal in all that is told of them but one thing.

Among fee lines of one second, as a template or a copied day leaves them: only the person differs,
or only the item, or only the doctor. Lines whose hour is not known say nothing here.
"""

from collections.abc import Sequence

from inspector.statistics.profiles.profile import Clues, Params, Profile, Row

_DIFFERS = {
    "person": ("psn_no", "fee_ocur_time, med_list_codg, cnt, det_item_fee_sumamt, bilg_dr_code"),
    "item": ("med_list_codg", "fee_ocur_time, psn_no, cnt, det_item_fee_sumamt, bilg_dr_code"),
    "doctor": ("bilg_dr_code", "fee_ocur_time, psn_no, med_list_codg, cnt, det_item_fee_sumamt"),
}


def _question(params: Params) -> str:
    other, same = _DIFFERS[params["differs"]]
    return (
        # At midnight sharp the hour is not known, and everything of the day looks alike.
        "WITH timed AS (SELECT * FROM fee_net"
        " WHERE fee_ocur_time <> date_trunc('day', fee_ocur_time)),"
        f" alike AS (SELECT {same}, count(*) AS lines, count(DISTINCT {other}) AS others"
        f" FROM timed GROUP BY {same} HAVING count(DISTINCT {other}) >= {params['least']})"
        " SELECT whole.lines AS whole, alike.* FROM (SELECT count(*) AS lines FROM timed) AS whole"
        f" LEFT JOIN alike ON true ORDER BY others DESC, {same}"
    )


def _made(rows: Sequence[Row], params: Params) -> Clues:
    columns = (*_DIFFERS[params["differs"]][1].split(", "), "lines", "others")
    return Clues(int(rows[0][0]), columns, tuple(row[1:] for row in rows if row[-1]))


NEAR = Profile(
    "near",
    {"fee_net": ("psn_no", "fee_ocur_time", "med_list_codg", "bilg_dr_code")},
    {"differs": "person", "least": 3},
    _question,
    _made,
)
