"""Time and peak memory of pack, open and check on the made-up hospital, at any size.

    python benchmarks/inspection.py 20000 1000000 10000000

Each stage runs in a process of its own, as the command line does. The reference of the same run
is DuckDB reading the raw fee lines once (`count`, `sum`): ratios against it travel between
computers, seconds do not.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MAKE = Path(__file__).parent.parent / "sample_audits" / "kangning" / "make.py"
PEOPLE = (("office", "authority"), ("zhang", "lead"))


def run(*command: str, cwd: Path) -> tuple[float, str]:
    """Seconds the command took, and what it printed on stdout."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True)
    return time.perf_counter() - started, done.stdout


def measured(*command: str, cwd: Path) -> tuple[float, float]:
    """Seconds, and peak memory in MiB of the largest process, of one command."""
    watch = (
        "import resource, subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "quiet = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}\n"
        "subprocess.run(sys.argv[1:], check=True, **quiet)\n"
        "peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss\n"
        "print(time.perf_counter() - start, peak / 1024)\n"
    )
    _, told = run(sys.executable, "-c", watch, *command, cwd=cwd)
    seconds, peak = told.split()
    return float(seconds), float(peak)


def reference(raw: Path) -> float:
    """Seconds DuckDB takes to read the raw fee lines once."""
    lines = raw / "fee_list_d.parquet"
    scan = f"SELECT count(*), sum(det_item_fee_sumamt) FROM '{lines}'"
    code = f'import duckdb\nduckdb.sql("{scan}").fetchall()\n'
    return run(sys.executable, "-c", code, cwd=raw)[0]


def inspect(lines: int, folder: Path) -> dict[str, object]:
    """One whole run at `lines` fee lines in `folder`."""
    raw, case = folder / "raw", folder / "case"
    inspector = str(Path(sys.executable).with_name("inspector"))
    made, _ = run(
        sys.executable,
        str(MAKE),
        *("--out", str(folder), "--fee-lines", str(lines), "--format", "parquet"),
        cwd=folder,
    )
    for name, role in PEOPLE:
        run(
            inspector,
            "identity",
            "new",
            "--name",
            name,
            "--role",
            role,
            "-o",
            f"{name}.identity",
            cwd=folder,
        )
    pack = ("pack", str(raw), "--as", "office.identity", "--to", "zhang.card", "-o", "k.snapshot")
    stages = {
        "pack": (inspector, *pack),
        "verify": (inspector, "verify", "k.snapshot"),
        "open": (inspector, "open", str(case), "k.snapshot", "--as", "zhang.identity"),
        "check": (inspector, "--case", str(case), "check", "--as", "zhang.identity"),
    }
    base = reference(raw)
    told: dict[str, object] = {
        "fee lines": lines,
        "made (s)": round(made, 1),
        "reference: one scan of the raw lines (s)": round(base, 2),
        "raw (MiB)": round(sum(f.stat().st_size for f in raw.iterdir()) / 2**20, 1),
    }
    for name, command in stages.items():
        seconds, peak = measured(*command, cwd=folder)
        told[name] = f"{seconds:.1f} s = {seconds / base:.1f} x reference, {peak:.0f} MiB"
    told["snapshot (MiB)"] = round((folder / "k.snapshot").stat().st_size / 2**20, 1)
    return told


def main() -> None:
    """Measure each size named on the command line."""
    os.environ["INSPECTOR_PASSPHRASE"] = "benchmark"
    os.environ["INSPECTOR_LANG"] = "en"
    for lines in map(int, sys.argv[1:] or ["20000"]):
        with tempfile.TemporaryDirectory() as folder:
            os.environ["INSPECTOR_HOME"] = str(Path(folder) / "home")
            print(json.dumps(inspect(lines, Path(folder)), indent=2), flush=True)
    print(f"peak of this script: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
