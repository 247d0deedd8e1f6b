"""How a received cell becomes a canonical value, as SQL: read, never guessed.

First every cell is tidied (`text`): trimmed, blank and `null` to NULL. Then it is read (`value`).
A cell that is there and does not read as its column's type has a `fault`, and so has an identity
number that went through a float (3.3E+17) and lost its digits. A `Way` says what a mapping knows
beyond that: the format of a moment, the unit of a number, words that stand for others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import ascii_letters, digits

from inspector.schema import Column

_BLANKS = " \t\r\n\u3000\u00a0\ufeff"
_NARROW = ascii_letters + digits + ".-:/,+"
_WIDE = "".join(chr(ord(sign) + 0xFEE0) for sign in _NARROW) + "\u3000"
_IDENTITY = ("_id", "_no", "_sn", "_codg", "_code", "certno", "rid", "lotnum")
_FLOAT = r"[+-]?\d+(\.\d+)?[eE]\+\d+|[+-]?\d\.\d+[eE]\d+"
_GROUPED = r"[¥￥]?[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d*)?元?"
_FORMATS = "['%Y%m%d', '%Y%m%d%H%M%S', '%Y-%m-%d %H:%M:%S', '%Y-%m-%d %H:%M', '%Y-%m-%d']"
_EXCEL_DAY = r"[2-7]\d{4}(\.\d+)?"
_NUMBERS = ("DECIMAL", "DOUBLE", "FLOAT", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT")
_MOMENTS = ("DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS")


# A workbook's own date cells arrive like this whatever format the text cells of the column have.
_ISO = r"\d{4}-\d{2}-\d{2}( \d{2}:\d{2}:\d{2})?"


@dataclass(frozen=True)
class Way:
    """How the cells of one column are written, as far as a mapping tells."""

    format: str = ""
    """Of a moment, in the signs of `strptime`."""
    factor: str = ""
    """What a number is multiplied by to be in the unit of the schema: 0.01 for 分."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Cell as written → what it says; other cells stay as they are."""


PLAIN = Way()


def is_identity(column: Column) -> bool:
    """Whether the column holds numbers that name something and must keep every digit."""
    return column.type == "VARCHAR" and column.name.endswith(_IDENTITY)


def _alike(native: str, type_: str) -> bool:
    both_numbers = native.startswith(_NUMBERS) and type_.startswith(_NUMBERS)
    return both_numbers or (native in _MOMENTS and type_ in _MOMENTS) or native == type_ == "TIME"


def text(raw: str, native: str, column: Column, way: Way = PLAIN) -> str:
    """The cell tidied, NULL where there is nothing; `native` is the type it came in.

    A number for a number, a moment for a moment stay what they are.
    """
    return raw if _alike(native, column.type) else exchanged(_text(raw, native), way.values)


def exchanged(cell: str, values: Mapping[str, str], other: str = "") -> str:
    """SQL of what `cell` stands for by `values`, else of `other`, which is the cell itself."""
    if not values:
        return other or cell
    cases = " ".join(f"WHEN {quoted(a)} THEN {quoted(b)}" for a, b in sorted(values.items()))
    return f"CASE {cell} {cases} ELSE {other or cell} END"


def quoted(word: str) -> str:
    """A word as an SQL literal."""
    return "'" + word.replace("'", "''") + "'"


def _text(raw: str, native: str) -> str:
    if native in ("DOUBLE", "FLOAT"):
        whole = f"{raw} = trunc({raw}) AND abs({raw}) < 1e15"
        every_digit = f"CAST(CAST({raw} AS BIGINT) AS VARCHAR)"
        return f"CASE WHEN {whole} THEN {every_digit} ELSE CAST({raw} AS VARCHAR) END"
    if native != "VARCHAR":
        return f"CAST({raw} AS VARCHAR)"
    trimmed = f"CASE WHEN {_padded(raw)} THEN trim({raw}, '{_BLANKS}') ELSE {raw} END"
    return f"nullif(nullif(nullif({trimmed}, ''), 'null'), 'NULL')"


def _padded(raw: str) -> str:
    # Trimming costs more than all of this, and few cells need it. A sign below '!' is a blank.
    wide = (f"contains({raw}, '{blank}')" for blank in _BLANKS if blank > "!")
    ends = (f"ends_with({raw}, '{blank}')" for blank in _BLANKS if blank < "!")
    return " OR ".join((f"{raw} < '!'", *ends, *wide))


def value(tidy: str, native: str, column: Column, way: Way = PLAIN) -> str:
    """The canonical value of a tidied cell, NULL where it is blank or does not read."""
    if way.factor:
        return _in_unit(tidy, column.type, way.factor)
    if _alike(native, column.type):
        return f"TRY_CAST({tidy} AS {column.type})"
    if way.format:
        return _formatted(tidy, column, way.format)
    if column.name == "year_month":
        return _year_month(_narrow(tidy))
    if column.type == "VARCHAR":
        return _narrow(tidy) if is_identity(column) else tidy
    return _read(tidy, column.type)


def _read(tidy: str, type_: str) -> str:
    if type_.startswith("DECIMAL"):
        return _decimal(tidy, type_)
    if type_ == "INTEGER":
        number = _decimal(tidy, "DECIMAL(18,4)")
        return f"CASE WHEN {number} = trunc({number}) THEN TRY_CAST({number} AS INTEGER) END"
    return _time(tidy) if type_ == "TIME" else f"CAST({_moment(tidy)} AS {type_})"


def _in_unit(tidy: str, type_: str, factor: str) -> str:
    number = _decimal(f"CAST({tidy} AS VARCHAR)", "DECIMAL(22,6)")
    return f"TRY_CAST({number} * CAST({factor} AS DECIMAL(9,4)) AS {type_})"


def _formatted(tidy: str, column: Column, format_: str) -> str:
    moment = f"try_strptime({_narrow(tidy)}, {quoted(format_)})"
    if "%Y-%d" not in format_:
        iso = f"CASE WHEN regexp_full_match({tidy}, '{_ISO}') THEN {_moment(tidy)} END"
        moment = f"coalesce({moment}, {iso})"
    if column.name == "year_month":
        return f"strftime({_after_1900(moment)}, '%Y%m')"
    return f"CAST({_after_1900(moment)} AS {column.type})"


def fault(tidy: str, native: str, column: Column, way: Way = PLAIN) -> str:
    """Why a row cannot be taken because of this cell: SQL of a reason code, or of NULL."""
    faults = []
    if column.need == "required":
        faults.append(f"WHEN {tidy} IS NULL THEN 'missing'")
    if is_identity(column) and native in ("VARCHAR", "DOUBLE", "FLOAT"):
        plain = _narrow(tidy)
        lost = f"contains(lower({plain}), 'e') AND regexp_full_match({plain}, '{_FLOAT}')"
        faults.append(f"WHEN {lost} THEN 'digits-lost'")
    reason = (
        _unreadable(column) if way.factor or native != column.type or native == "VARCHAR" else ""
    )
    if reason:
        unread = f"{tidy} IS NOT NULL AND {value(tidy, native, column, way)} IS NULL"
        faults.append(f"WHEN {unread} THEN '{reason}'")
    return f"CASE {' '.join(faults)} END" if faults else ""


def _unreadable(column: Column) -> str:
    if column.name == "year_month" or column.type in (*_MOMENTS, "TIME"):
        return "date-unreadable"
    return "" if column.type == "VARCHAR" else "number-unreadable"


def _narrow(tidy: str) -> str:
    # strlen counts bytes, length characters: plain ASCII needs no translating.
    wide = f"translate({tidy}, '{_WIDE}', '{_NARROW} ')"
    return f"CASE WHEN strlen({tidy}) = length({tidy}) THEN {tidy} ELSE {wide} END"


def _decimal(tidy: str, type_: str) -> str:
    narrow = _narrow(tidy)
    bare = f"regexp_replace({narrow}, '[¥￥,元]', '', 'g')"
    grouped = f"CASE WHEN regexp_full_match({narrow}, '{_GROUPED}') THEN {bare} END"
    return f"coalesce(TRY_CAST({tidy} AS {type_}), TRY_CAST({grouped} AS {type_}))"


def _moment(tidy: str) -> str:
    dashed = f"regexp_replace({_narrow(tidy)}, '[年月./]', '-', 'g')"
    spoken = f"try_strptime(rtrim(replace({dashed}, '日', ' ')), {_FORMATS})"
    is_serial = f"regexp_full_match({tidy}, '{_EXCEL_DAY}')"
    serial = f"CASE WHEN {is_serial} THEN TRY_CAST({tidy} AS DOUBLE) END"
    # Excel counts days from 1899-12-30; a time of day is a fraction that is never exact.
    excel = f"TIMESTAMP '1899-12-30' + to_seconds(CAST(round({serial} * 86400) AS BIGINT))"
    return _after_1900(f"coalesce(TRY_CAST({tidy} AS TIMESTAMP), {spoken}, {excel})")


def _after_1900(read: str) -> str:
    # A year such as 24 is no year: whatever lies before 1900 does not read.
    floor = "TIMESTAMP '1899-12-31 23:59:59'"
    return f"nullif(greatest({read}, {floor}), {floor})"


def _time(tidy: str) -> str:
    is_fraction = rf"regexp_full_match({tidy}, '0\.\d+')"
    fraction = f"CASE WHEN {is_fraction} THEN TRY_CAST({tidy} AS DOUBLE) END"
    seconds = f"CAST(round({fraction} * 86400) AS BIGINT)"
    return (
        f"coalesce(TRY_CAST({_narrow(tidy)} AS TIME), TRY_CAST({tidy} AS TIMESTAMP)::TIME, "
        f"(TIMESTAMP '2000-01-01' + to_seconds({seconds}))::TIME)"
    )


def _year_month(narrow: str) -> str:
    pattern = r"^(\d{4})[-/.年]?(\d{1,2})(月|[-/.]\d{1,2})?$"
    year = f"regexp_extract({narrow}, '{pattern}', 1)"
    month = f"lpad(regexp_extract({narrow}, '{pattern}', 2), 2, '0')"
    return f"CASE WHEN {month} BETWEEN '01' AND '12' THEN {year} || {month} END"
