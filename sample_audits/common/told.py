"""What is known of grafts: one row of truth for each row a rule has to give, traps for the others.

A row of truth has a key in a column of the hit; where the case promises none, the one visit, person
or item that the graft is about stands for it.
"""

from collections.abc import Iterator, Sequence

from sample_audits.common.graft import Graft
from sample_audits.common.planting import Planted
from sample_audits.common.sheets import Row

_KEYS = (
    *("bkkp_sn", "session_id", "drug_trac_codg", "setl_id", "mdtrt_id", "medins_list_codg"),
    *("med_list_codg", "psn_no", "staff_code"),
)
_WHOLE = ("mdtrt_id", "setl_id", "medins_list_codg", "med_list_codg", "psn_no", "bkkp_sn")
_LEADS = (
    *("month", "year_month", "day", "begun", "edge", "span", "subject", "dept", "loc"),
    *("invo_no", "spler_name", "what", "fixmedins_code", "year"),
)
"""What a lead about no single line, visit or person is about."""
TRUTH = ("plant", "kind", "rule", "key_type", "key", "line", "amount")
TRAPS = ("plant", "kind", "rule", "key_type", "key", "why")


def truth(planted: Sequence[Planted]) -> Iterator[Row]:
    """Rows of `truth.csv`: what each rule has to find, where, and how many 元; none told, any."""
    for one in planted:
        graft = one.graft
        for said in graft.says:
            key_type, key = _key(graft, said)
            yield {
                **{"plant": graft.mark, "kind": graft.case.name, "rule": graft.rule.id},
                **{"key_type": key_type, "key": key, "line": said.get("bkkp_sn", "")},
                "amount": said.get("amount", ""),
            }


def _key(graft: Graft, said: Row) -> tuple[str, str]:
    marked = [(name, cell) for name, cell in said.items() if graft.mark in cell]
    known = [(name, said[name]) for name in _KEYS if said.get(name)]
    single = [(name, only) for name in _WHOLE for only in _only(graft, name)]
    leads = [(name, said[name]) for name in _LEADS if said.get(name)]
    other = [(name, cell) for name, cell in said.items() if cell and name != "amount"]
    return next(iter([*known, *marked, *leads, *single, *other]), ("", ""))


def _only(graft: Graft, column: str) -> list[str]:
    """The value of a column if the graft has one only."""
    cells = {row[column] for rows in graft.sheets.values() for row in rows if row.get(column)}
    return list(cells) if len(cells) == 1 else []


def traps(planted: Sequence[Planted]) -> Iterator[Row]:
    """Rows of `traps.csv`: the lines of what only looks like a crime, or what else it is about."""
    for one in planted:
        graft = one.graft
        if not one.crime:
            told = {"plant": graft.mark, "kind": graft.case.kind, "rule": graft.rule.id}
            why = graft.case.clears or graft.case.name
            for key_type, key in _about(graft):
                yield {**told, "key_type": key_type, "key": key, "why": why}


def _about(graft: Graft) -> list[tuple[str, str]]:
    for column in _KEYS:
        cells = {row[column] for rows in graft.sheets.values() for row in rows if row.get(column)}
        if cells:
            return [(column, cell) for cell in sorted(cells)]
    return []
