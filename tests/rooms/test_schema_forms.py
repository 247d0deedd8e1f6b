"""Every form is the workbook teams send out today, cell by cell; the originals stay outside."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from inspector.schema import FORMS, TABLES, Form

ORIGINALS = Path(__file__).parents[3] / "shared" / "reference" / "extraction_templates"


def originals() -> list[Path]:
    return sorted(ORIGINALS.glob("*/*.xlsx"))


def form_of(path: Path) -> Form:
    return next(form for form in FORMS if form.workbook == path.stem)


def cells(path: Path, sheet: int) -> list[tuple[str, ...]]:
    with CalamineWorkbook.from_path(str(path)) as book:
        rows = book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    return [tuple(str(cell) for cell in row) for row in rows]


def asked(form: Form) -> Iterator[tuple[str, ...]]:
    yield from form.instructions
    if form.types:
        yield form.types
    yield form.headers


def trimmed(row: tuple[str, ...]) -> tuple[str, ...]:
    filled = [at for at, cell in enumerate(row) if cell]
    return row[: filled[-1] + 1] if filled else ()


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the original workbooks are not here")
@pytest.mark.parametrize("path", originals(), ids=lambda path: path.stem)
def test_a_form_is_the_original_workbook_cell_by_cell(path: Path) -> None:
    form = form_of(path)
    assert list(map(trimmed, asked(form))) == list(map(trimmed, cells(path, 0)))
    with CalamineWorkbook.from_path(str(path)) as book:
        names = book.sheet_names
    # The platform's originals call their only sheet 工作表1, which says nothing.
    assert names[1:] == ([form.sql_sheet] if form.sql_sheet else [])
    assert not form.types or names[0] == form.sheet


@pytest.mark.skipif(not ORIGINALS.is_dir(), reason="the original workbooks are not here")
def test_all_24_originals_and_those_of_this_project_are_forms() -> None:
    theirs = {path.stem for path in originals()}
    assert len(theirs) == 24
    assert theirs < {form.workbook for form in FORMS}
    assert len(FORMS) == 24 + 24


def test_an_inspection_always_asks_for_visits_and_their_fee_lines() -> None:
    required = [form.table for form in FORMS if form.required]
    assert required == ["otp_mdtrt", "otp_fee", "ipt_mdtrt", "ipt_fee"]


def test_a_bar_in_an_instruction_does_not_part_it() -> None:
    visits = next(form for form in FORMS if form.table == "otp_mdtrt")
    assert (
        "",
        "次要诊断组合：按“次要诊断1#次要诊断2”填写，诊断之间分割符不能使用英文符号“,|;空格和制表符”",
    ) in (visits.instructions)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: str(form.workbook))
def test_what_a_form_calls_a_date_or_a_number_is_one(form: Form) -> None:
    # 4.4 calls 检验值描述 (“140g/L”) a moment; a dose may be “适量”.
    texts = {"检验值描述", "剂量", "处方剂量", "医嘱剂量"}
    kinds = {"日期型": ("DATE", "TIMESTAMP"), "日期时间型": ("TIMESTAMP",)}
    columns = TABLES[form.table].by_name
    for header, kind in zip(form.headers, form.types, strict=False):
        if header not in form.columns or header in texts:
            continue
        type_ = columns[form.columns[header]].type
        if kind in kinds:
            assert type_ in kinds[kind], header
        if kind in ("数值型", "整数型"):
            assert type_.startswith(("DECIMAL", "INTEGER")), header
