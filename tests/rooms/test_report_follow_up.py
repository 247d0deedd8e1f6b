"""What is owed after a transfer stands in every form of the supervisor's summary, and only then."""

from pathlib import Path

import openpyxl
import pytest

from inspector.i18n.catalogue import Language
from inspector.merge import Merged, gather
from inspector.report import dashboard, tables, write_summary
from tests.rooms.journal_made_up import confirmed
from tests.rooms.report_sample import text_of
from tests.rooms.summary_made_up import DAY, bundle, bundles, journal, opened, yes, zhou

TITLE: dict[Language, str] = {"zh": "移交后的期限", "en": "Owed after the transfer"}


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    """One finding transferred on 1 March 2024: thirty working days end after 清明."""
    desk = journal(tmp_path_factory.mktemp("teams"), "wang", "C-2")
    desk.append("opened", "F5", opened("XY2-03", ("B1", "60.00", "60.00")))
    confirmed(desk, "F5", yes("60.00"))
    desk.append("moved", "F5", {"act": "transfer", "note": ""})
    return gather([bundle(desk, ["wang"], 3, "H33010200002", "C-2")])


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_tables_and_the_page_say_what_is_owed_and_by_when(
    merged: Merged, lang: Language
) -> None:
    [owed] = [one for one in tables(merged, lang) if one.title == TITLE[lang]]
    [row] = owed.rows
    assert (row[0], *row[3:]) == ("H33010200002", "2024-03-01", "2024-04-15", "1", "")
    assert "2024-04-15" in dashboard(merged, DAY, lang)


def test_the_pdf_and_the_workbook_have_it_too(merged: Merged, tmp_path: Path) -> None:
    files = write_summary(tmp_path, merged, zhou(), made_on=DAY, lang="zh")
    assert TITLE["zh"] in text_of(files.pdf) and "2024-04-15" in text_of(files.pdf)
    rows = openpyxl.load_workbook(files.xlsx)[TITLE["zh"]].iter_rows(values_only=True)
    assert [row[4] for row in rows][1:] == ["2024-04-15"]


def test_where_nothing_was_transferred_nothing_is_shown(tmp_path: Path) -> None:
    assert TITLE["zh"] not in [one.title for one in tables(gather(bundles(tmp_path)), "zh")]
