"""The screens are tested in Chinese unless a test speaks otherwise."""

from collections.abc import Iterator

import pytest

from inspector.i18n import speak


@pytest.fixture(autouse=True)
def chinese() -> Iterator[None]:
    speak("zh")
    yield
    speak(None)
