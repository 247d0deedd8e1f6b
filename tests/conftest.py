"""Tests that were written and have not yet been seen to pass as a whole on a quiet machine.

They run by name (`pytest -m pending`); a module leaves the list when it has passed.
"""

from pathlib import Path

import pytest

ROOT = Path(__file__).parent
PENDING = ("faults/test_crash_every_step.py",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.relative_to(ROOT).as_posix().startswith(PENDING):
            item.add_marker("pending")
