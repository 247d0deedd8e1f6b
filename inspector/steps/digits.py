"""Digit and duplicate tests over a question's column: refused where the law cannot hold.

The column is read from the covered tables; of what was read only counts and sums are kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from inspector import __version__
from inspector.errors import FrameInvalid
from inspector.i18n import say
from inspector.query import ask as put_question
from inspector.statistics import (
    TESTS,
    DigitTest,
    Mantissa,
    digit_test,
    duplicates,
    mantissa,
    second_order,
    suited,
    summation,
)
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.profiles import CLUE

_ROWS, _SECONDS, _MEMORY_MB = 5_000_000, 300.0, 2048
_ODDEST = 10


@dataclass(frozen=True)
class Digits:
    """All tests of one column: by digit, of the sums, of the gaps, and what comes again."""

    sql: str
    column: str
    values: int
    left_out: int
    """Values that are not above 0: of these the law says nothing."""
    tests: Mapping[str, DigitTest]
    second_order: DigitTest
    sums: tuple[tuple[int, Decimal, float], ...]
    """First two digits whose 元 are oddest: digits, 元, share of all; 1.1 % each under the law."""
    mantissa: Mantissa
    duplicates: tuple[tuple[Decimal, int], ...]
    use: str


@dataclass(frozen=True)
class Repeated:
    """The values of one column that come most often, with how often."""

    sql: str
    column: str
    values: int
    rows: tuple[tuple[Decimal, int], ...]


@acting("ask")
def run_digit_tests(desk: Desk, sql: str, column: str = "") -> Digits:
    """Run every digit test over one column of `sql`; the first if none is named.

    Raises:
        RoleForbidden, QuestionRefused, QuestionFailed, FrameInvalid: nothing was tested.
        SampleUnfit: the figures cannot follow the law, and why; duplicates can be asked for alone.
    """
    name, amounts = _column(desk, sql, column)
    values = suited(amounts)
    sums = summation(values)
    whole = sum(sums.values(), Decimal(0))
    oddest = sorted(sums, key=lambda digits: (-abs(sums[digits] - whole / 90), digits))[:_ODDEST]
    found = Digits(
        sql,
        name,
        len(values),
        len(amounts) - len(values),
        {test: digit_test(values, test) for test in TESTS},
        second_order(values),
        tuple((digits, sums[digits], float(sums[digits] / whole)) for digits in oddest),
        mantissa(values),
        tuple(duplicates(values)),
        say(CLUE),
    )
    desk.note("analysed", digits_body(found))
    return found


@acting("ask")
def find_duplicates(desk: Desk, sql: str, column: str = "") -> Repeated:
    """The values of one column that come most often; prices and caps do so by themselves.

    Raises:
        RoleForbidden, QuestionRefused, QuestionFailed, FrameInvalid
    """
    name, amounts = _column(desk, sql, column)
    found = Repeated(sql, name, len(amounts), tuple(duplicates(amounts)))
    desk.note("analysed", duplicates_body(found))
    return found


def digits_body(found: Digits) -> dict[str, Any]:
    """Digit tests as plain values, as many places as are printed."""
    parts = found.mantissa
    told: dict[str, Any] = {test: _told(one) for test, one in found.tests.items()}
    told["second_order"] = _told(found.second_order)
    told["left_out"] = found.left_out
    told["mantissa"] = {
        **{"mean": f"{parts.mean:.3f}", "variance": f"{parts.variance:.3f}"},
        **{"arc": f"{parts.arc:.6f}", "distortion": f"{parts.distortion:.2f}"},
    }
    told["sums"] = [[str(digits), f"{100 * share:.1f} %"] for digits, _, share in found.sums]
    told["again"] = [[str(value), str(times)] for value, times in found.duplicates[:_ODDEST]]
    return _body("digits", found, told)


def duplicates_body(found: Repeated) -> dict[str, Any]:
    """Values that come again, as plain values."""
    rows = [[str(amount), str(times)] for amount, times in found.rows]
    return _body("duplicates", found, {"rows": rows})


def _column(desk: Desk, sql: str, column: str) -> tuple[str, list[Decimal]]:
    answer = put_question(desk.case, sql, _ROWS, _SECONDS, _MEMORY_MB)
    name = column or answer.columns[0]
    if name not in answer.columns:
        raise FrameInvalid(problem="column", size=0, units=len(answer.rows))
    at = answer.columns.index(name)
    try:
        return name, [Decimal(str(row[at])) for row in answer.rows if row[at] is not None]
    except InvalidOperation:
        raise FrameInvalid(problem="not-money", size=0, units=len(answer.rows)) from None


def _told(one: DigitTest) -> dict[str, str]:
    """The figures of a test, as many places as are printed."""
    odd = sorted(one.digits, key=lambda digit: -digit.z)[:_ODDEST]
    return {
        "values": str(one.values),
        "mad": f"{one.mad:.6f}",
        "conformity": one.conformity or "",
        "chi_square": f"{one.chi_square:.1f}",
        "ks": f"{one.kolmogorov_smirnov:.6f}",
        "ks_critical": f"{one.critical:.6f}",
        "oddest": " ".join(f"{digit.digits}:{digit.z:.1f}" for digit in odd if digit.z > 1.96),
    }


def _body(what: str, found: Digits | Repeated, told: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "what": what,
        "asked": {"sql": found.sql, "column": found.column},
        "population": found.values,
        "told": {**told, "version": f"inspector {__version__}"},
        "formula": {lang: say(f"analysis.formula.{what}", lang) for lang in ("zh", "en")},
        "use": {lang: say(CLUE, lang) for lang in ("zh", "en")},
    }
