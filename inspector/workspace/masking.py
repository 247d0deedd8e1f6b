"""What covers a column that tells who somebody is: the SQL that a question sees instead of it.

Covered is the default: what the schema does not know is free text, and free text is covered whole,
since no list of names would be complete. What a view covers no expression over it brings back.
"""

from collections.abc import Mapping, Sequence

from inspector.schema import BESIDE, TABLES

SIGNS: Mapping[str, str] = {
    "psn": "人",
    "certno": "证",
    "insured": "保",
    "phone": "话",
    "address": "址",
}
"""Kinds that people join and group by: each value has a pseudonym, which begins so."""
_KNOWN = TABLES | BESIDE
PERSONAL: Mapping[str, str] = {
    column.name: column.sensitive
    for table in TABLES.values()
    for column in table.columns
    if column.sensitive
}
"""Every column name that tells of a person, and what."""
_TOLD = {
    "name": "CASE WHEN {0} = '' THEN '' ELSE left(trim({0}), 1) || '**' END",
    "birth": "CAST(date_trunc('year', TRY_CAST({0} AS DATE)) AS DATE)",
    "text": "CASE WHEN CAST({0} AS VARCHAR) = '' THEN ''"
    " ELSE '【' || length(CAST({0} AS VARCHAR)) || '】' END",
}


def kind_of(table: str, column: str) -> str:
    """What `column` tells of a person, "" if nothing; a column nobody knows may tell anything."""
    known = _KNOWN[table].by_name if table in _KNOWN else {}
    return known[column].sensitive if column in known else "text"


def masked_select(table: str, columns: Sequence[str], rows: str, masks: str) -> str:
    """SQL of `rows` (a FROM item) with every personal column of `table` covered.

    Args:
        columns: the columns there are. masks: a FROM item of kind, held, mask.
    """
    told, joins = [], []
    for at, (column, kind) in enumerate((one, kind_of(table, one)) for one in columns):
        name = f'"{column}"'
        if kind in SIGNS:
            told.append(f"m{at}.mask AS {name}")
            joins.append(
                f"LEFT JOIN (SELECT held, mask FROM {masks} WHERE kind = '{kind}') AS m{at}"
                f" ON raw.{name} = m{at}.held"
            )
        elif kind:
            told.append(f"{_TOLD[kind].format(f'raw.{name}')} AS {name}")
    replaced = f" REPLACE ({', '.join(told)})" if told else ""
    return " ".join([f"SELECT raw.*{replaced} FROM {rows} AS raw", *joins])


def masked_name(name: str) -> str:
    """A name with all but its first character covered: `张**`."""
    return f"{name.strip()[:1]}**" if name else name


def masked_text(text: str) -> str:
    """Free text, of which only the length is told."""
    return f"【{len(text)}】" if text else text
