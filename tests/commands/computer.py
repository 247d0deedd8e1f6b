"""The installed command, run as its users run it: in a process of its own, at a computer."""

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.commands import warm

Run = subprocess.CompletedProcess[str]


@dataclass(frozen=True)
class Computer:
    """A folder to work in and a trust store of its own."""

    folder: Path
    lang: str = "en"
    passphrase: str = "made for the test"
    settings: Mapping[str, str] = field(default_factory=dict)
    """Environment of every command here, as `INSPECTOR_IDENTITY`."""

    def inspector(self, *words: str | Path, lang: str | None = None, **env: str) -> Run:
        """`inspector …` in a process of its own."""
        environment = self.environment(lang, **env)
        if "PYTHONPATH" in self.settings:  # Read when Python starts.
            return subprocess.run(
                self.command(*words),
                cwd=self.folder,
                env=environment,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=300,
            )
        told = warm.run([*map(str, words)], self.folder, environment)
        return subprocess.CompletedProcess(self.command(*words), *told)

    def does(self, *words: str | Path, **env: str) -> Run:
        """A command that has to work."""
        done = self.inspector(*words, **env)
        assert done.returncode == 0, f"inspector {' '.join(map(str, words))}: {done.stderr}"
        return done

    def command(self, *words: str | Path) -> list[str]:
        return [sys.executable, "-m", "inspector", *map(str, words)]

    def environment(self, lang: str | None = None, **env: str) -> dict[str, str]:
        return {
            **os.environ,
            "INSPECTOR_HOME": str(self.folder / "home"),
            "INSPECTOR_LANG": lang or self.lang,
            "INSPECTOR_PASSPHRASE": self.passphrase,
            "INSPECTOR_TEST_SCRYPT": "10",
            **self.settings,
            **env,
        }
