"""Whether codes of the claims list can be true: well formed, and of the patient's sex and age.

What a diagnosis has to do with the services on the bill needs knowledge that intake does not have;
rules look at it. Source: DQ-05, DQ-06; WHO ICD-10 volume 2, categories limited to one sex; the
chapters of ICD-9-CM volume 3.
"""

from collections.abc import Iterator

from inspector.intake.result import ControlTotal
from inspector.intake.totals.reconciled import Reconciled

_ICD10 = r"[A-Z]\d{2}(\.[0-9A-Za-z]+)?[+*]?([A-Z]\d{2}(\.[0-9A-Za-z]+)?[+*]?)?"
_ICD9 = r"\d{2}\.\d{1,4}([xX]\d{1,4})?"

_WOMEN = r"(C5[1-8]|D06|D2[5-8]|D39|N7[0-7]|N[89]\d|O\d\d|Z3[2-6]|Z39).*"
_MEN = r"(C6[0-3]|D29|D40|N4\d|N5[01]).*"
_NEWBORN = r"P\d\d.*"
_WOMEN_OPERATED = r"(6[5-9]|7[0-5])\..*"
_MEN_OPERATED = r"6[0-4]\..*"
_GROWN_UP = 18

# Diagnoses of Chinese medicine (types 2 and 3) have codes of their own.
_WESTERN = "coalesce(diag_type, '1') NOT IN ('2', '3')"
_CODED = (
    ("setl_list_diag_d", "diag_code", _ICD10, _WESTERN),
    ("setl_list_oprn_d", "oprn_oprt_code", _ICD9, "true"),
)
_SEXED = {
    "setl_list_diag_d": ("diag_code", _WOMEN, _MEN, _NEWBORN),
    "setl_list_oprn_d": ("oprn_oprt_code", _WOMEN_OPERATED, _MEN_OPERATED, "-"),
}


def codes(on: Reconciled) -> Iterator[ControlTotal]:
    """Diagnoses and operations whose code has the form of one, DQ-05."""
    for table, column, form, looked_at in _CODED:
        if on.has(table, column):
            fits = f"regexp_full_match({column}, '{form}')"
            sql = (
                f"SELECT count_if({fits}), count(*), count_if(NOT coalesce({fits}, false)) "
                f"FROM {table} WHERE {looked_at}"
            )
            yield on.total("codes-well-formed", table, "行", "DQ-05", sql)


def sexes(on: Reconciled) -> Iterator[ControlTotal]:
    """Diagnoses and operations that the patient's sex and age allow, DQ-06."""
    if not on.has("setl_d", "gend"):
        return
    for table, (column, women, men, newborn) in _SEXED.items():
        if on.has(table, column):
            age = "p.age" if on.has("setl_d", "age") else "NULL"
            wrong = (
                f"p.gend = '1' AND regexp_full_match(c.{column}, '{women}') "
                f"OR p.gend = '2' AND regexp_full_match(c.{column}, '{men}') "
                f"OR {age} >= {_GROWN_UP} AND regexp_full_match(c.{column}, '{newborn}')"
            )
            sql = (
                f"SELECT count_if(NOT coalesce({wrong}, false)), count(*), count_if({wrong}) "
                f"FROM {table} c JOIN setl_d p ON p.setl_id = c.setl_id "
                "WHERE p.gend IN ('1', '2')"
            )
            yield on.total("codes-of-sex-and-age", table, "行", "DQ-06", sql)
