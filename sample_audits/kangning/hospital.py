"""The whole hospital: how many wards a size needs, and one ward's year in the order it is made.

The same seed and size give the same rows, byte for byte; wards are made one at a time, so memory
does not grow with size.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sample_audits.kangning import traps, traps_sessions, violations, violations_sessions
from sample_audits.kangning.cases import Cases
from sample_audits.kangning.clinic import Clinic, run_clinic, run_dialysis
from sample_audits.kangning.stays import run_beds
from sample_audits.kangning.stock import Stock, keep_stock
from sample_audits.kangning.stock_cases import plant_stock
from sample_audits.kangning.ward import Ward

NAME = "康宁康复医院"
_WARD_LINES = 20_000
_SMALLEST = 8_000


@dataclass(frozen=True)
class Plan:
    """How a size is reached: so many wards of so many lines with so many cases of each kind."""

    wards: int
    lines: int
    rehab_beds: int
    medical_beds: int
    violations: int
    traps: int


def plan(fee_lines: int, *, crimes: bool = True) -> Plan:
    """The plan for about `fee_lines` fee lines, at least 8,000; honest if there are no `crimes`."""
    fee_lines = max(fee_lines, _SMALLEST)
    wards = max(1, round(fee_lines / _WARD_LINES))
    share = fee_lines // wards
    small = share < 12_000
    return Plan(
        wards=wards,
        lines=share,
        rehab_beds=1 if small else 3,
        medical_beds=1 if small else 2,
        violations=(3 if small else 8) if crimes else 0,
        traps=3 if crimes else 0,
    )


def year(seed: int, number: int, size: Plan) -> tuple[Ward, Stock]:
    """One ward's year: regular beds, planted cases, then ordinary outpatients up to its share."""
    ward, stock = Ward(seed, number), Stock()
    clinic = Clinic(ward)
    run_beds(ward, size.rehab_beds, size.medical_beds)
    if number == 0 and size.violations:
        plant_stock(clinic, stock)
    cases = Cases(ward, clinic)
    for turn in range(size.violations):
        for planter in (*violations.PLANTERS, *violations_sessions.PLANTERS):
            planter(cases, turn)
        if turn < size.traps:
            for planter in (*traps.PLANTERS, *traps_sessions.PLANTERS):
                planter(cases, turn)
    run_dialysis(clinic, 2)
    run_clinic(clinic, size.lines)
    keep_stock(ward, stock)
    return ward, stock


def wards(seed: int, fee_lines: int, *, crimes: bool = True) -> Iterator[tuple[Ward, Stock]]:
    """Every ward of the hospital in turn; forget one before asking for the next."""
    size = plan(fee_lines, crimes=crimes)
    for number in range(size.wards):
        yield year(seed, number, size)
