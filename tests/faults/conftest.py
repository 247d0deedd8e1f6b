"""The ground faults are tried on: memory where there is some, since the disk that fails is ours."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.scene import Stages, make

_MEMORY = "/dev/shm"


@pytest.fixture(scope="session")
def ground() -> Iterator[Path]:
    place = _MEMORY if os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="inspector-faults-", dir=place) as folder:
        yield Path(folder)


@pytest.fixture
def tmp_path(ground: Path) -> Path:
    return Path(tempfile.mkdtemp(dir=ground))


@pytest.fixture(scope="session")
def stages(ground: Path) -> Stages:
    return make(ground / "inspection")
