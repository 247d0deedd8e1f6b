"""How long a report of 2,000 findings takes, and what memory an annex of 200,000 rows needs.

Target: 2,000 findings, 20,000-row annex, at most 30 s. Run: `python -m benchmarks.report`.
"""

import resource
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from inspector.findings import Finding
from inspector.report import Figures, write_report
from inspector.report.xlsx import write_annex
from tests.rooms.report_sample import finding, line, sample

RULES = ("XY2-03", "SES-01")
TARGET = 30.0
_MIB = 1 << 20 if sys.platform == "darwin" else 1 << 10


def made(findings: int, lines: int) -> Figures:
    """Figures of so many findings, each with so many fee lines of its own."""
    told: dict[str, Finding] = {}
    for at in range(findings):
        name = f"{at:016x}"
        own = tuple(
            replace(line(at * lines + n, "41.00", "41.00"), bkkp_sn=f"B{at * lines + n:09}")
            for n in range(lines)
        )
        told[name] = finding(name, RULES[at % 2], own)
    return sample(findings=told)


def peak() -> int:
    """The most memory this process ever held, in MiB."""
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB)


def main() -> None:
    with TemporaryDirectory() as folder:
        figures = made(2_000, 10)
        before, busy = perf_counter(), process_time()
        files = write_report(Path(folder) / "report", figures)
        seconds, busy = perf_counter() - before, process_time() - busy
        size = files.pdf.stat().st_size >> 10
        rows = len(figures.lines)
        told = f"{rows:,} rows, PDF {size:,} KiB: {seconds:.1f} s, {busy:.1f} s of CPU"
        print(f"report: 2,000 findings, {told}")
        assert seconds <= TARGET
        figures = made(2_000, 100)
        held, before = peak(), perf_counter()
        write_annex(Path(folder) / "annex.xlsx", figures, "zh")
        told = f"{len(figures.lines):,} rows in {perf_counter() - before:.1f} s"
        print(f"annex: {told}, {peak() - held} MiB more than its figures")


if __name__ == "__main__":
    main()
