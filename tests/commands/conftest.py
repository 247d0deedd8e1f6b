"""A computer for a test, and one inspection walked once for all of them."""

import csv
import io
from pathlib import Path

import pytest

from tests.commands.computer import Computer
from tests.commands.inspection import Inspection, Walk, walk


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One worker runs them all, so that the inspection is walked once; told before groups are."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("commands"))


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    return walk(tmp_path_factory.mktemp("inspection"))


@pytest.fixture
def checked(walked: Walk, tmp_path: Path) -> Inspection:
    """The team has run the rules; every hit is a finding nobody has decided on."""
    return walked.stage("checked").copied(tmp_path / "checked")


@pytest.fixture(scope="session")
def patients(walked: Walk) -> frozenset[str]:
    """Names and identity numbers of everybody the hospital treated."""
    text = (walked.raw / "mdtrt_d.csv").read_bytes().decode("gb18030")
    rows = list(csv.DictReader(io.StringIO(text)))
    told = {row[column].strip() for row in rows for column in ("psn_name", "certno")}
    return frozenset(told - {""})
