"""Records that are almost the same: equal in all that is told of them but one thing.

Among records of one second, as a template or a copied day leaves them: only the person differs,
or only the item, or only who did it. Records whose hour is not known say nothing here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inspector.statistics.profiles.profile import Clues, OneOf, Params, Profile, Row


@dataclass(frozen=True)
class _Records:
    """A kind of record: its table, and which columns tell when, what, by whom, and the rest."""

    table: str
    at: str
    item: str
    doctor: str
    rest: tuple[str, ...] = ()
    person: str = "psn_no"


_RECORDS: Mapping[str, _Records] = {
    "fee": _Records(
        "fee_net", "fee_ocur_time", "med_list_codg", "bilg_dr_code", ("cnt", "det_item_fee_sumamt")
    ),
    "session": _Records("trt_session", "begntime", "item_name", "staff_code", ("endtime",)),
    "execution": _Records(
        "drord_exec", "exec_time", "drord_detl_code", "exec_psn_code", ("exec_cnt",)
    ),
    "order": _Records("drord", "drord_begntime", "drord_detl_code", "isu_drord_dr_name", ("cnt",)),
    "prescription": _Records(
        "rx", "rx_prsc_time", "medins_list_codg", "prsc_dr_name", ("cnt", "sin_dos_dscr")
    ),
    "assessment": _Records("rehab_assess", "assess_time", "scale_name", "staff_code", ("score",)),
}
_DIFFERS = ("person", "item", "doctor")


def _same(params: Params) -> tuple[str, ...]:
    """The columns in which the records are equal."""
    kind = _RECORDS[params["records"]]
    of = [getattr(kind, name) for name in _DIFFERS if name != params["differs"]]
    return (kind.at, *of, *kind.rest)


def _question(params: Params) -> str:
    kind, same = _RECORDS[params["records"]], ", ".join(_same(params))
    other = getattr(kind, params["differs"])
    return (
        # At midnight sharp the hour is not known, and everything of the day looks alike.
        f"WITH timed AS (SELECT * FROM {kind.table}"
        f" WHERE {kind.at} <> date_trunc('day', {kind.at})),"
        f" alike AS (SELECT {same}, count(*) AS lines, count(DISTINCT {other}) AS others"
        f" FROM timed GROUP BY {same} HAVING count(DISTINCT {other}) >= {params['least']})"
        " SELECT whole.lines AS whole, alike.* FROM (SELECT count(*) AS lines FROM timed) AS whole"
        f" LEFT JOIN alike ON true ORDER BY others DESC, {same}"
    )


def _made(rows: Sequence[Row], params: Params) -> Clues:
    columns = (*_same(params), "lines", "others")
    return Clues(int(rows[0][0]), columns, tuple(row[1:] for row in rows if row[-1]))


def _needs(params: Params) -> Mapping[str, Sequence[str]]:
    kind = _RECORDS[params["records"]]
    return {kind.table: (kind.at, kind.item, kind.doctor, kind.person, *kind.rest)}


NEAR = Profile(
    "near",
    {},
    {"records": "fee", "differs": "person", "least": 3},
    _question,
    _made,
    version=2,
    reads={"records": OneOf(tuple(_RECORDS)), "differs": OneOf(_DIFFERS)},
    also=_needs,
)
