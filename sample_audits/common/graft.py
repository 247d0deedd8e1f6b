"""A case of a rule grafted into a hospital: its rows with people, visits, codes of their own.

Everything that names somebody or something carries the graft's mark, so that no two grafts touch;
what a rule reads as meaning (national codes its knowledge or its SQL knows, dates, words) stays.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from inspector.rules import Case, Pack, Rule
from inspector.schema import TABLES
from sample_audits.common.later import Later
from sample_audits.common.sheets import Row, Sheets, no_sheets
from sample_audits.kangning.people import check_digit

IDS = frozenset(
    (
        *("mdtrt_id", "ipt_otp_no", "psn_no", "setl_id", "init_setl_id", "medins_setl_id"),
        *("bkkp_sn", "init_feedetl_sn", "reversed_by", "rx_drord_no", "rxno", "drord_no"),
        *("drord_grp_no", "session_id", "assess_id", "setl_list_diag_id", "setl_list_oprn_id"),
        *("spcm_no", "img_no", "invono", "invo_no", "order_no", "staff_code", "acord_dr_code"),
        *("bilg_dr_code", "chfpdr_code", "device_id", "term_no", "oth_setl_id", "addr", "tel"),
        *("psn_name", "staff_name", "acord_dr_name", "bilg_dr_name", "oper_dr_name"),
        *("anst_dr_name", "prsc_dr_name", "note_dr_name", "exec_psn_name", "spler_name"),
        *("oth_medins_code", "trt_dcla_detl_sn", "dr_code"),
    )
)
"""Columns whose values name one person, visit, line, thing; the same value is the same one."""
DEPARTMENTS = frozenset(
    ("bilg_dept_name", "acord_dept_name", "adm_dept_name", "dscg_dept_name", "oprn_dept_name")
)
"""Columns of departments: a share of a department is a share of the graft's own."""
CODES = frozenset(
    (
        *("med_list_codg", "medins_list_codg", "item_codg", "drord_detl_code"),
        *("inhosp_exam_item_code", "grp_code"),
    )
)
"""Columns of item codes: renamed where the rule does not know the code from elsewhere."""
_TOLD = frozenset(
    (
        *("med_list_codg", "code_included", "code_kept", "code_a", "code_b", "bundle_code"),
        *("part_code", "set_code", "high_code", "low_code", "operation_group", "not_with"),
    )
)
"""Columns of knowledge that name items, or groups of them."""
_PREFIXES = frozenset(("after_codes", "support_codes"))
"""Columns that may name an item by the beginning of its code, which then stays."""
_TRACED = re.compile(r"8[1-9]0000\d*")
_TOKEN = re.compile(r"[^|#,、]+")


@dataclass
class Graft:
    """A case as it stands in a hospital; `number` is its mark."""

    number: int
    rule: Rule
    case: Case
    sheets: Sheets = field(default_factory=no_sheets)
    knowledge: dict[str, list[Row]] = field(default_factory=dict)
    says: list[Row] = field(default_factory=list)
    """The rows a rule has to give for it, every cell as the case promises it; none, no hit."""

    @property
    def mark(self) -> str:
        """`G0012`: part of everything that belongs to the graft."""
        return f"G{self.number:04d}"


def graft(
    number: int, rule: Rule, pack: Pack, case: Case, hospital: str, later: Later | None = None
) -> Graft:
    """The rows of `case` under names of their own, in the institution `hospital`.

    With `later`, everything in it happens so many days or months later.
    """
    made = Graft(number, rule, case)
    depts = frozenset(_cells(case, DEPARTMENTS))
    naming = _Naming(made.mark, _own_codes(rule, pack, case), hospital, later or Later(), depts)
    for name, given in sorted(case.tables.items()):
        rows = [
            {
                column: naming.of(column, cell)
                for column, cell in zip(given.columns, row, strict=True)
            }
            for row in given.rows
        ]
        if name in TABLES:
            made.sheets[name] += rows
        else:
            made.knowledge[name] = rows
    if case.hits:
        made.says = [
            {
                name: naming.again(name, cell)
                for name, cell in zip(case.hits.columns, row, strict=True)
            }
            for row in case.hits.rows
        ]
    return made


@dataclass
class _Naming:
    mark: str
    codes: frozenset[str]
    hospital: str
    later: Later
    depts: frozenset[str]
    _made: dict[str, str] = field(default_factory=dict)
    _institutions: dict[str, str] = field(default_factory=dict)

    def of(self, column: str, cell: str | None) -> str:
        """A cell of the case under its name in the hospital; an empty one is empty text."""
        if not cell:
            return ""
        if moved := self.later.moved(cell):
            return self._keep(cell, moved)
        if column == "certno":
            return self._keep(cell, self._certno(cell))
        if _TRACED.fullmatch(cell) and column in ("drug_trac_codg", "code_prefix"):
            return self._keep(cell, f"{cell[:2]}{self.mark[1:]}{cell[6:]}")
        if column == "fixmedins_code" or cell in self._institutions:
            return self._keep(cell, self._institution(cell))
        if column in IDS:
            return "#".join(self._keep(one, f"{self.mark}-{one}") for one in cell.split("#"))
        if column in DEPARTMENTS or cell in self.depts:
            return self._keep(cell, f"{cell}{self.mark}")
        if cell in self.codes:
            return self._keep(cell, f"{cell}-{self.mark}")
        if "|" in cell:
            return _TOKEN.sub(lambda part: self._code(part.group()), cell)
        return cell

    def again(self, column: str, cell: str | None) -> str:
        """A cell of a promised hit row: what the rows were renamed to, wherever it stands."""
        if not cell:
            return ""
        if moved := self.later.moved(cell):
            return moved
        if column == "year":
            return str(int(cell) + self.later.months // 12)
        if column in IDS and cell not in self._made:
            return _TOKEN.sub(lambda part: self._made.get(part.group(), part.group()), cell)
        if cell in self._made and (column in IDS or not cell.isdigit() or len(cell) > 12):
            return self._made[cell]
        return cell

    def _code(self, cell: str) -> str:
        return f"{cell}-{self.mark}" if cell in self.codes else cell

    def _keep(self, cell: str, name: str) -> str:
        self._made.setdefault(cell, name)
        return name

    def _institution(self, cell: str) -> str:
        first = self.hospital if not self._institutions else f"{self.mark}-{cell}"
        return self._institutions.setdefault(cell, first)

    def _certno(self, cell: str) -> str:
        """A number of a region no place has; birthday and sex as the case wrote them."""
        if cell in self._made:
            return self._made[cell]
        birth, serial = "19700101", f"{len(self._made) % 500 * 2:03d}"
        if len(cell) == 18:
            birth, serial = cell[6:14], serial[:2] + cell[16]
        return numbered(self.mark, birth, serial)


def numbered(mark: str, birth: str, serial: str) -> str:
    """An identity number for a graft's person: region 99, `birth` as YYYYMMDD."""
    first17 = f"99{mark[-4:]}{birth}{serial}"
    return first17 + check_digit(first17)


def _own_codes(rule: Rule, pack: Pack, case: Case) -> frozenset[str]:
    """The codes of a case that mean nothing outside it, or that its own knowledge speaks of."""
    inline = {name for name in case.tables if name not in TABLES}
    told = set(_tokens(case, inline))
    elsewhere = {
        part.group()
        for name in set(rule.knowledge) - inline
        for row in pack.knowledge[name].to_pylist()
        for cell in row.values()
        if isinstance(cell, str)
        for part in _TOKEN.finditer(cell)
    }
    script = rule.sql + str(dict(rule.slots)) + str([one.value for one in rule.params.values()])
    codes = frozenset(_cells(case, CODES))
    told |= {code for code in _tokens(case, inline, _PREFIXES) if code in codes}
    return frozenset(
        code
        for code in told | codes
        if code in told or (code not in elsewhere and f"'{code}'" not in script)
    )


def _cells(case: Case, columns: frozenset[str]) -> Iterator[str]:
    """What the case's data say in any of the columns."""
    for name, given in case.tables.items():
        for at, column in enumerate(given.columns):
            if name in TABLES and column in columns:
                yield from (cell for row in given.rows if (cell := row[at]))


def _tokens(case: Case, tables: set[str], columns: frozenset[str] = _TOLD) -> Iterator[str]:
    """Codes and group names in the key columns of knowledge written in the case."""
    for name in tables:
        given = case.tables[name]
        for at, column in enumerate(given.columns):
            if column in columns:
                for row in given.rows:
                    yield from (part.group() for part in _TOKEN.finditer(row[at] or ""))


def of_its_own(rule: Rule, case: Case) -> bool:
    """Whether the knowledge a case writes speaks of items, which a graft renames, and so of it."""
    inline = [table for name, table in case.tables.items() if name in rule.knowledge]
    return all(_TOLD & set(table.columns) for table in inline)


def merged(into: Sheets, rows: Mapping[str, list[Row]]) -> None:
    """Add a graft's rows to a hospital's."""
    for name, more in rows.items():
        into[name] += more
