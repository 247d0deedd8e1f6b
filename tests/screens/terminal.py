"""The installed program on a terminal of its own, 80 by 24, read and driven through tmux."""

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from uuid import uuid4

import pytest


class Terminal:
    """One tmux server with one window; skips without tmux, except where CI is to have it."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str]) -> None:
        if shutil.which("tmux") is None:
            missing = "tmux is not installed"
            if os.environ.get("CI") == "true":
                pytest.fail(missing)
            pytest.skip(missing)
        self._name = f"inspector-{uuid4().hex}"
        settings = [f"{name}={value}" for name, value in sorted(env.items())]
        command = shlex.join(["env", *settings, sys.executable, "-m", "inspector", *words])
        # The window outlives the program, so that its last words can be read.
        script = f"{command}; echo left with $?; sleep 60"
        self._tmux("new-session", "-d", "-s", "it", "-x", "80", "-y", "24", script)

    def _tmux(self, *words: str) -> str:
        command = ["tmux", "-L", self._name, "-f", os.devnull, "-u", *words]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def screen(self) -> str:
        """What stands on the screen now."""
        return self._tmux("capture-pane", "-p", "-t", "it")

    def keys(self, *keys: str) -> None:
        """Press keys by tmux's names."""
        self._tmux("send-keys", "-t", "it", *keys)

    def wait_for(self, text: str, *, gone: bool = False, seconds: float = 240) -> None:
        """Until `text` stands on the screen, or is gone from it."""
        end = time.monotonic() + seconds
        while (text in self.screen()) == gone:
            assert time.monotonic() < end, f"{text!r}, gone {gone}, not seen:\n{self.screen()}"
            time.sleep(0.1)

    def close(self) -> None:
        """End the window and what runs in it."""
        self._tmux("kill-server")
