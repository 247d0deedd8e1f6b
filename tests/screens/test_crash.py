"""A crash tells where in the program, never what was in a variable."""

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from inspector.tui.program import DeskApp

# The name is put together where it is used, so that a line of source in the trace cannot hold it.
FAMILY, GIVEN = "司马", "不存在"


class Crashing(DeskApp):
    def __init__(self, in_worker: bool) -> None:
        super().__init__()
        self.in_worker = in_worker

    def compose(self) -> ComposeResult:
        yield Static()

    def on_mount(self) -> None:
        if self.in_worker:
            self.run_worker(self.crash, thread=True)
        else:
            self.crash()

    def crash(self) -> None:
        patient = FAMILY + GIVEN
        raise KeyError(patient)


@pytest.mark.parametrize("in_worker", [False, True])
def test_a_crash_names_the_place_and_no_patient(
    in_worker: bool, capfd: pytest.CaptureFixture[str]
) -> None:
    app = Crashing(in_worker)
    app.run(headless=True)
    out, err = capfd.readouterr()
    told = out + err
    assert app.return_code == 1
    assert FAMILY + GIVEN not in told
    assert "in crash" in told
    assert "KeyError" in told
