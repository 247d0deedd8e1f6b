"""Tests that were written and have not yet been seen to pass as a whole on a quiet machine.

They run by name (`pytest -m pending`); one leaves the list when it has passed.
"""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent
_CRASH = "test_a_crash_leaves_all_that_was_acknowledged_and_nothing_half_done"
PENDING = (
    *(f"faults/test_crash_every_step.py::{_CRASH}[{act}]" for act in ("report over", "sign")),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if f"{item.path.relative_to(ROOT).as_posix()}::{item.name}".startswith(PENDING):
            item.add_marker("pending")
