"""The installed command, run as its users run it, each test at a computer of its own."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

Run = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Computer:
    """A folder to work in and a trust store of its own."""

    folder: Path
    lang: str = "en"
    passphrase: str = "made for the test"

    def inspector(self, *words: str | Path, lang: str | None = None, **env: str) -> Run:
        """`inspector …` in a process of its own."""
        told = os.environ | {
            "INSPECTOR_HOME": str(self.folder / "home"),
            "INSPECTOR_LANG": lang or self.lang,
            "INSPECTOR_PASSPHRASE": self.passphrase,
            "INSPECTOR_TEST_SCRYPT": "10",
            **env,
        }
        command = [sys.executable, "-m", "inspector", *map(str, words)]
        return subprocess.run(
            command, cwd=self.folder, env=told, capture_output=True, text=True, timeout=300
        )


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    return Computer(tmp_path)


@pytest.fixture(scope="session")
def new_computer(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Computer]:
    return lambda name: Computer(tmp_path_factory.mktemp(name))
