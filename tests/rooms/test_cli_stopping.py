"""Ctrl-C that somebody swallowed is heard when the work next tells how far it is."""

import os
import signal
from contextlib import suppress

import pytest

from inspector.cli.stopping import heard

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")


def test_ctrl_c_swallowed_in_a_callback_stops_the_work_at_its_next_word() -> None:
    told: list[str] = []
    with heard(lambda now, done, of: told.append(now)) as tell:
        tell("INV-01", 1, 3)
        with suppress(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            tell("INV-02", 2, 3)
    assert told == ["INV-01"]


def test_afterwards_ctrl_c_is_what_it_was() -> None:
    before = signal.getsignal(signal.SIGINT)
    with heard(lambda now, done, of: None):
        assert signal.getsignal(signal.SIGINT) is not before
    assert signal.getsignal(signal.SIGINT) is before
