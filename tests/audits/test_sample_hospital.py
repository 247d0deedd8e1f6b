"""The sample hospital can be made again to the byte, keeps its forms and names nobody."""

import csv
import subprocess
import sys
from collections import defaultdict
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from inspector.schema import FORMS, Form
from sample_audits.kangning.deliver import deliver_parquet, deliver_raw
from sample_audits.kangning.people import check_digit

HOSPITAL = Path(__file__).parents[2] / "sample_audits" / "kangning"
RAW = HOSPITAL / "raw"
PLATFORM = [form.workbook for form in FORMS if not form.types]
HANDED_OVER = [form for form in FORMS if (RAW / f"{form.workbook}.xlsx").is_file()]
ENCODING = {"mdtrt_d": "gb18030", "setl_d": "utf-8-sig"}
QUOTE = {"setl_list_diag_d": "'"}
FUNDS = (
    *("hifp_pay", "cvlserv_pay", "hifes_pay", "hifmi_pay", "hifob_pay", "hifdm_pay"),
    *("maf_pay", "othfund_pay"),
)


def listed(name: str) -> list[dict[str, str]]:
    with (HOSPITAL / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def extract(name: str) -> list[dict[str, str]]:
    """The readable rows of an extract."""
    skipped = {int(row["row"]) for row in listed("unreadable.csv") if row["file"] == f"{name}.csv"}
    with (RAW / f"{name}.csv").open(encoding=ENCODING.get(name, "utf-8"), newline="") as file:
        rows = csv.DictReader(file, quotechar=QUOTE.get(name, '"'))
        return [row for number, row in enumerate(rows, start=2) if number not in skipped]


def cells(path: Path) -> list[list[object]]:
    return [list(row) for row in CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("kangning")
    deliver_raw(out, seed=2024, fee_lines=20_000)
    return out


def test_the_committed_extracts_are_what_the_generator_makes(made: Path) -> None:
    names = sorted(path.relative_to(made) for path in made.rglob("*.csv"))
    assert len(names) == len(PLATFORM) + 3
    for name in names:
        assert (made / name).read_bytes() == (HOSPITAL / name).read_bytes(), name


def test_the_committed_workbooks_are_what_the_generator_makes(made: Path) -> None:
    names = sorted(path.name for path in (made / "raw").glob("*.xlsx"))
    assert names == sorted(path.name for path in RAW.glob("*.xlsx"))
    for name in names:
        assert cells(made / "raw" / name) == cells(RAW / name), name


def test_nothing_lies_among_the_exports_that_the_generator_does_not_make(made: Path) -> None:
    assert {p.name for p in RAW.iterdir()} == {p.name for p in (made / "raw").iterdir()}


@pytest.mark.parametrize("form", HANDED_OVER, ids=lambda form: str(form.workbook))
def test_a_workbook_has_instructions_types_and_headers_above_its_rows(form: Form) -> None:
    rows = cells(RAW / f"{form.workbook}.xlsx")
    head = len(form.instructions) + 1
    width = len(form.headers)
    assert tuple(rows[head][:width]) == form.headers
    assert tuple(str(cell) for cell in rows[head - 1] if cell) == form.types
    assert str(rows[0][0]).startswith("数据规格")
    assert len(rows) > head + 1


@pytest.mark.parametrize("name", PLATFORM)
def test_an_extract_has_every_column_in_its_order(name: str) -> None:
    form = next(form for form in FORMS if form.workbook == name)
    assert tuple(extract(name)[0]) == form.headers


def test_one_extract_is_gb18030_one_has_a_byte_order_mark_one_is_quoted_singly() -> None:
    with pytest.raises(UnicodeDecodeError):
        (RAW / "mdtrt_d.csv").read_text("utf-8")
    assert (RAW / "setl_d.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert (RAW / "setl_list_diag_d.csv").read_bytes().startswith(b"'")


def test_every_settlement_is_the_sum_of_its_lines_and_of_its_payers() -> None:
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for line in extract("fee_list_d"):
        sums[line["setl_id"]] += Decimal(line["det_item_fee_sumamt"])
    settlements = extract("setl_d")
    assert 1_400 < len(settlements) < 1_700
    assert sums == {row["setl_id"]: Decimal(row["medfee_sumamt"]) for row in settlements}
    for row in settlements:
        fund = Decimal(row["fund_pay_sumamt"])
        assert fund == sum(Decimal(row[name]) for name in FUNDS)
        assert Decimal(row["medfee_sumamt"]) == fund + Decimal(row["psn_pay"])
        assert Decimal(row["psn_pay"]) == Decimal(row["acct_pay"]) + Decimal(row["cash_payamt"])


def test_a_reversed_settlement_names_the_one_it_takes_back() -> None:
    settlements = {row["setl_id"]: row for row in extract("setl_d")}
    back = [row for row in settlements.values() if row["init_setl_id"]]
    assert len(back) >= 3
    for row in back:
        origin = settlements[row["init_setl_id"]]
        assert row["refd_setl_flag"] == "1"
        assert Decimal(row["medfee_sumamt"]) == -Decimal(origin["medfee_sumamt"])


def test_refunds_come_with_and_without_the_reference_to_their_line() -> None:
    back = [line for line in extract("fee_list_d") if Decimal(line["cnt"]) < 0]
    assert sum(line["init_feedetl_sn"] == "" for line in back) >= 3
    assert sum(line["init_feedetl_sn"] != "" for line in back) >= 3


def keys() -> dict[str, set[str]]:
    """Every key a hit row could carry, by the column it stands in."""
    sessions = cells(RAW / "6.1-机构治疗记录提取表.xlsx")
    traces = cells(RAW / "7.1-机构药品追溯码提取表.xlsx")
    return {
        "bkkp_sn": {row["bkkp_sn"] for row in extract("fee_list_d")},
        "mdtrt_id": {row["mdtrt_id"] for row in extract("mdtrt_d")},
        "session_id": {str(row[3]) for row in sessions},
        "drug_trac_codg": {str(row[3]) for row in traces},
    }


def test_every_key_of_truth_and_traps_is_in_the_exports_and_in_one_list_only() -> None:
    known = keys()
    truth = {(row["kind"], row["key_type"], row["key"]) for row in listed("truth.csv")}
    traps = {(row["kind"], row["key_type"], row["key"]) for row in listed("traps.csv")}
    assert all(key in known[key_type] for _, key_type, key in truth | traps)
    today = {row["key"] for row in listed("truth.csv") if row["rule_hint"]}
    assert not today & {key for _, _, key in traps}
    assert {row["bkkp_sn"] for row in listed("truth.csv")} - {""} <= known["bkkp_sn"]


@pytest.mark.parametrize("name", ["truth.csv", "traps.csv"])
def test_each_kind_is_there_at_least_three_times(name: str) -> None:
    counts: dict[str, int] = defaultdict(int)
    for row in listed(name):
        counts[row["kind"]] += 1
    assert min(counts.values()) >= 3
    assert len(counts) >= 15


def test_twelve_kinds_have_a_rule_today_and_six_have_none() -> None:
    hints = {row["kind"]: row["rule_hint"] for row in listed("truth.csv")}
    assert sum(hint != "" for hint in hints.values()) == 12
    assert sum(hint == "" for hint in hints.values()) == 6


def test_a_dozen_rows_cannot_be_read_and_are_listed_where_they_stand() -> None:
    spoilt = listed("unreadable.csv")
    assert len(spoilt) == 13
    for row in spoilt:
        path = RAW / row["file"]
        last = (
            len(cells(path))
            if path.suffix == ".xlsx"
            else path.read_bytes().decode(ENCODING.get(path.stem, "utf-8")).count("\r\n")
        )
        assert last - 8 < int(row["row"]) <= last


def test_identity_numbers_are_of_no_region_and_agree_with_the_person() -> None:
    people = extract("mdtrt_d")
    for row in people:
        number = row["certno"]
        assert number[:2] == "99"
        assert number[17] == check_digit(number[:17])
        assert number[6:14] == row["brdy"].replace("-", "")
        assert int(number[16]) % 2 == int(row["gend"]) % 2
    assert len({row["certno"] for row in people}) == len({row["psn_no"] for row in people})


def test_parquet_of_the_same_seed_is_the_same_and_of_another_seed_is_not(tmp_path: Path) -> None:
    digests = []
    for number, seed in enumerate((5, 5, 6)):
        deliver_parquet(tmp_path / str(number), seed, 8_000)
        files = sorted((tmp_path / str(number)).rglob("*.*"))
        digests.append([sha256(path.read_bytes()).hexdigest() for path in files])
    assert digests[0] == digests[1] != digests[2]


def test_a_bigger_hospital_has_more_wards_that_share_no_key(tmp_path: Path) -> None:
    count = deliver_parquet(tmp_path, 2024, 45_000)
    assert 44_000 < count < 46_000
    for name, key in (("fee_list_d", "bkkp_sn"), ("setl_d", "setl_id"), ("mdtrt_d", "mdtrt_id")):
        column = pq.read_table(tmp_path / "raw" / f"{name}.parquet")[key]
        assert len(column.unique()) == len(column)


def test_the_readme_counts_what_is_planted() -> None:
    told = (HOSPITAL / "README.md").read_text("utf-8")
    counts: dict[str, int] = defaultdict(int)
    for row in listed("truth.csv"):
        counts[row["kind"]] += 1
    for kind, count in counts.items():
        assert f"| `{kind}` | {count} |" in told, kind
    for row in listed("traps.csv"):
        assert f"`{row['kind']}`" in told, row["kind"]


def test_people_come_again() -> None:
    people = [row["psn_no"] for row in extract("mdtrt_d")]
    assert len(set(people)) < 0.8 * len(people)


@pytest.mark.heavy
@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="Linux tells a process's peak")
def test_a_bigger_hospital_needs_no_more_memory(tmp_path: Path) -> None:
    peaks = []
    for fee_lines in (200_000, 600_000):
        code = (
            "import sys; from pathlib import Path;"
            "from sample_audits.kangning.deliver import deliver_parquet as make;"
            f"make(Path(sys.argv[1]), 1, {fee_lines});"
            # Unlike `ru_maxrss`, it does not begin at the peak of the process that started it.
            "status = Path('/proc/self/status').read_text();"
            "print(status.partition('VmHWM:')[2].split()[0])"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(tmp_path / str(fee_lines))],
            cwd=HOSPITAL.parents[1],
            capture_output=True,
            check=True,
            text=True,
        )
        peaks.append(int(done.stdout) / 1024)
    assert peaks[1] < 300
    assert peaks[1] < peaks[0] * 1.2
