"""`inspector demo` in a fresh folder: what a newcomer sees first."""

import re
import subprocess

import pytest

from tests.commands.computer import Computer


@pytest.mark.heavy
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_demo_walks_through_a_whole_inspection(computer: Computer, lang: str) -> None:
    done = computer.does("demo", "here", "--lang", lang)
    folder = computer.folder / "here"
    assert list(folder.glob("bureau/inbox/*.bundle"))
    assert (folder / "bureau" / "summary" / "summary.pdf").is_file()
    assert (folder / "team-a" / "case" / "reports" / "001" / "report.pdf").is_file()
    assert "INV-01" in done.stdout
    again = computer.inspector("demo", "here", lang=lang)
    assert (again.returncode, again.stdout) == (6, "")
    last = done.stderr.rstrip().splitlines()[-1].strip()
    assert re.match(r"INSPECTOR_HOME=\S+ INSPECTOR_IDENTITY=\S+ INSPECTOR_PASSPHRASE=\S+ ", last)
    pasted = subprocess.run(
        f"{last} status", shell=True, cwd=folder.parent, capture_output=True, text=True, check=True
    )
    assert "康宁康复医院" in pasted.stdout
