"""Reading a large workbook: what the guarded reader costs over python-calamine alone, in one run.

    python benchmarks/workbooks.py 1000000

Both read the same made-up file of 20 columns (texts, whole numbers, amounts, moments), each in a
process of its own: calamine every cell as a Python value, the reader every cell into DuckDB as
text. The pair is repeated, one after the other; ratios travel between computers, seconds do not.
"""

import datetime
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import xlsxwriter

_WATCH = """
import resource, sys, time
from pathlib import Path
path, start = Path(sys.argv[1]), time.perf_counter()
"""
ALONE = f"""{_WATCH}
from python_calamine import CalamineWorkbook
with CalamineWorkbook.from_path(path) as book:
    rows = sum(1 for row in book.get_sheet_by_index(0).iter_rows())
"""
READ = f"""{_WATCH}
import duckdb
from inspector.intake.readers.files import list_files
from inspector.intake.rows.take import prepare
from inspector.intake.readers.workbook import open_workbook_sheet, read_workbook
rows = 0
with duckdb.connect() as con:
    prepare(con)
    for number, sheet in enumerate(read_workbook(list_files([path])[0])):
        scan = open_workbook_sheet(con, sheet, number)
        rows += con.execute(f"SELECT count(*) FROM ({{scan.plain}})").fetchall()[0][0]
"""
_TELL = """
peak = lambda who: resource.getrusage(who).ru_maxrss / 1024
print(rows, time.perf_counter() - start,
      peak(resource.RUSAGE_SELF), peak(resource.RUSAGE_CHILDREN))
"""
_PAIRS = 3
HEADERS = (
    *("mdtrt_id", "setl_id", "psn_no", "bkkp_sn", "fee_ocur_time", "cnt", "pric"),
    *("det_item_fee_sumamt", "med_list_codg", "med_list_name", "medins_list_codg"),
    *("medins_list_name", "med_chrgitm_type", "spec", "bilg_dept_codg", "bilg_dept_name"),
    *("bilg_dr_codg", "bilg_dr_name", "acord_dept_codg", "acord_dept_name"),
)


def make(path: Path, rows: int) -> None:
    """A workbook of `rows` fee lines, written in constant memory."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("明细")
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet.write_row(0, 0, HEADERS)
        began = datetime.datetime(2024, 1, 1)
        for n in range(1, rows + 1):
            sheet.write_row(n, 0, (f"M{n // 40}", f"S{n // 40}", f"P{n // 90}", f"F{n:09}"))
            sheet.write_datetime(n, 4, began + datetime.timedelta(seconds=30 * n), moment)
            sheet.write_row(n, 5, (n % 7 + 1, 10.5, (n % 7 + 1) * 10.5))
            texts = ("003402000200000", "运动疗法", f"KN{n % 900:06}", "运动疗法", "康复费", "次")
            sheet.write_row(n, 8, (*texts, "D01", "康复科", f"K{n % 30}", "王某", "D02", "理疗室"))


def measured(code: str, path: Path) -> tuple[float, float, float]:
    """Seconds, and peak MiB of the process and of its child."""
    run = subprocess.run(
        [sys.executable, "-c", code + _TELL, str(path)], check=True, capture_output=True, text=True
    )
    rows, seconds, own, child = map(float, run.stdout.split())
    print(f"  {rows:,.0f} rows in {seconds:.1f} s, {own:.0f} MiB, child {child:.0f} MiB")
    return seconds, own, child


def main() -> None:
    """Make the file, read it in pairs, print the ratio."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        path = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(folder) / "fees.xlsx"
        if not path.exists():
            make(path, rows)
        print(f"{rows:,} rows x {len(HEADERS)} columns, {path.stat().st_size >> 20} MiB")
        ratios = []
        for _ in range(_PAIRS):
            alone, read = measured(ALONE, path), measured(READ, path)
            ratios.append(read[0] / alone[0])
        print("ratio:", ", ".join(f"{ratio:.2f}" for ratio in ratios))
        print(f"median {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()
