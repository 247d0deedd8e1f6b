"""The screens are tested in Chinese unless a test speaks otherwise; one real case serves all."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual.notifications import Notification

from benchmarks.recall import open_sample
from inspector.i18n import speak
from inspector.steps import check, open_desk
from inspector.trust import Identity
from inspector.tui.intake import screen as intake
from inspector.tui.screens import base


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    speak("zh")
    yield
    speak(None)


@pytest.fixture(autouse=True)
def notices_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    """Seconds on a busy machine take no notice away before a test has read it."""
    monkeypatch.setattr(Notification, "has_expired", False)


@pytest.fixture(autouse=True)
def cursors_rest_briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    for screen in (base, intake):
        monkeypatch.setattr(screen, "REST", 0.03)


@dataclass(frozen=True)
class RealCase:
    """A case of the sample hospital that nobody has checked yet; its lead, and where the lead's
    identity file and trust store are."""

    folder: Path
    lead: Identity
    identity: Path
    home: Path

    def copied(self, to: Path) -> "RealCase":
        """One to write in."""
        shutil.copytree(self.folder, to)
        return RealCase(to, self.lead, self.identity, self.home)


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> RealCase:
    folder = tmp_path_factory.mktemp("real")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_HOME", str(folder / "home"))
        patch.setenv("INSPECTOR_TEST_SCRYPT", "10")
        case, lead = open_sample(folder)
    return RealCase(case, lead, folder / "lead.identity", folder / "home")


@pytest.fixture
def case(opened: RealCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RealCase:
    monkeypatch.setenv("INSPECTOR_HOME", str(opened.home))
    return opened.copied(tmp_path / "case")


@pytest.fixture(scope="session")
def ran(opened: RealCase, tmp_path_factory: pytest.TempPathFactory) -> RealCase:
    case = opened.copied(tmp_path_factory.mktemp("checked") / "case")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTOR_HOME", str(case.home))
        with open_desk(case.folder, case.lead) as desk:
            check(desk)
    return case


@pytest.fixture
def checked(ran: RealCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RealCase:
    """The same case after all shipped rules have run."""
    monkeypatch.setenv("INSPECTOR_HOME", str(ran.home))
    return ran.copied(tmp_path / "case")
