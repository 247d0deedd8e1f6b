"""Packing N fee lines from CSV and from Parquet: time, and the memory of the whole process.

    python benchmarks/intake.py 20000000

The reference of the same run is DuckDB alone copying the same file to Parquet, with neither checks,
order, seal nor totals: ratios against it travel between computers, seconds do not.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_LINES = """
SELECT 'F' || lpad(CAST(n AS VARCHAR), 10, '0') AS bkkp_sn, 'M' || n // 40 AS mdtrt_id,
    'S' || n // 40 AS setl_id, 'P' || (n * 7919) % {people} AS psn_no, 'H33010600001' AS
    fixmedins_code, '康宁康复医院' AS fixmedins_name, TIMESTAMP '2024-01-01' +
    to_seconds((n // 40) * 25 % 31000000 + n % 40) AS fee_ocur_time,
    CAST(1 + n % 7 AS DECIMAL(16,4)) AS cnt, CAST(10.5 AS DECIMAL(16,6)) AS pric,
    CAST((1 + n % 7) * 10.5 AS DECIMAL(16,2)) AS det_item_fee_sumamt,
    CAST((1 + n % 7) * 10.5 AS DECIMAL(16,2)) AS inscp_amt,
    '0034020000' || lpad(CAST(n % 90 AS VARCHAR), 5, '0') AS med_list_codg,
    'KN' || lpad(CAST(n % 900 AS VARCHAR), 6, '0') AS medins_list_codg,
    '运动疗法' || n % 900 AS medins_list_name, '07' AS med_chrgitm_type, '次' AS spec,
    'D' || n % 12 AS bilg_dept_codg, '康复科' AS bilg_dept_name,
    'K' || n % 30 AS bilg_dr_code, '医师' || n % 30 AS bilg_dr_name
FROM range({lines}) AS line(n)
"""
_SETTLEMENTS = """
SELECT 'S' || n AS setl_id, 'M' || n AS mdtrt_id, 'P' || (n * 40 * 7919) % {people} AS psn_no,
    'H33010600001' AS fixmedins_code, '康宁康复医院' AS fixmedins_name, DATE '2024-01-01' AS
    begndate, DATE '2024-12-31' AS enddate, TIMESTAMP '2024-12-31 10:00:00' AS setl_time,
    CAST(1600 AS DECIMAL(16,2)) AS medfee_sumamt, CAST(1200 AS DECIMAL(16,2)) AS fund_pay_sumamt,
    CAST(400 AS DECIMAL(16,2)) AS psn_pay
FROM range({visits}) AS visit(n)
"""
INSPECTOR = (sys.executable, "-m", "inspector")
_FORMS = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet"}
_WATCH = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(time.perf_counter() - start, peak / 1024)
"""
_ALONE = """
import duckdb, sys
con = duckdb.connect()
con.execute("SET memory_limit = '1GB'; SET preserve_insertion_order = false")
con.execute(f"COPY (SELECT * FROM read_{sys.argv[1]}('{sys.argv[2]}')) TO '{sys.argv[3]}'")
"""


def python(code: str, *given: str, cwd: Path) -> str:
    """What a fresh Python says."""
    command = [sys.executable, "-c", code, *given]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=cwd).stdout


def make(folder: Path, lines: int, form: str) -> None:
    """Fee lines and their settlements, in a process that gives its memory back."""
    folder.mkdir()
    code = "import duckdb, sys\nduckdb.connect().execute(sys.argv[1])\n"
    counts = {"lines": lines, "visits": -(-lines // 40), "people": max(lines // 90, 1)}
    for name, rows in (("fee_list_d", _LINES), ("setl_d", _SETTLEMENTS)):
        copy = f"COPY ({rows.format(**counts)}) TO '{folder / name}.{form}' ({_FORMS[form]})"
        python(code, copy, cwd=folder)


def measured(*command: str, cwd: Path) -> tuple[float, float]:
    """Seconds, and peak MiB of the largest process of a command."""
    seconds, peak = python(_WATCH, *command, cwd=cwd).split()
    return float(seconds), float(peak)


def pack(folder: Path, lines: int, form: str) -> None:
    """Make, copy with DuckDB alone, pack; print what each took."""
    raw = folder / form
    make(raw, lines, form)
    fees = raw / f"fee_list_d.{form}"
    print(f"{form}: {lines:,} lines, {fees.stat().st_size >> 20} MiB", flush=True)
    copy = (sys.executable, "-c", _ALONE, form, str(fees), "alone.parquet")
    alone, peak = measured(*copy, cwd=folder)
    (folder / "alone.parquet").unlink()
    print(f"  DuckDB alone, COPY: {alone:.1f} s, {peak:.0f} MiB", flush=True)
    to = ("--as", "office.identity", "--to", "office.card", "-o", "k.snapshot")
    seconds, peak = measured(*INSPECTOR, "pack", str(raw), *to, cwd=folder)
    (folder / "k.snapshot").unlink()
    for file in raw.iterdir():
        file.unlink()
    print(f"  inspector pack: {seconds:.1f} s, {peak:.0f} MiB, {seconds / alone:.2f} x", flush=True)


def main() -> None:
    """Measure CSV and Parquet at the size named on the command line."""
    lines = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    forms = sys.argv[2:] or list(_FORMS)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ |= {"INSPECTOR_PASSPHRASE": "benchmark", "INSPECTOR_HOME": str(folder / "home")}
        new = ("identity", "new", "--name", "office", "--role", "authority")
        measured(*INSPECTOR, *new, "-o", "office.identity", cwd=folder)
        for form in forms:
            pack(folder, lines, form)
    print(f"{time.perf_counter() - started:.0f} s in all")


if __name__ == "__main__":
    main()
