"""What SECURITY.md promises names code and tests that are there, in both languages alike."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("SECURITY.md", "SECURITY.zh.md")
MODULE = re.compile(r"`(inspector/[\w/]+\.py)`")
PROOF = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def promises(page: str) -> list[str]:
    lines = (ROOT / page).read_text("utf-8").splitlines()
    return [line for line in lines if line.startswith("| ") and "`inspector/" in line]


@pytest.mark.parametrize("page", PAGES)
def test_every_promise_names_its_code_and_its_proof(page: str) -> None:
    rows = promises(page)
    assert len(rows) > 12
    for row in rows:
        assert MODULE.findall(row) and PROOF.findall(row), row


@pytest.mark.parametrize("page", PAGES)
def test_the_code_and_the_proofs_exist(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    for module in MODULE.findall(text):
        assert (ROOT / module).is_file(), module
    for file, name in PROOF.findall(text):
        assert f"def {name}(" in (ROOT / file).read_text("utf-8"), f"{file}::{name}"


def test_both_languages_promise_the_same() -> None:
    english, chinese = (
        [(MODULE.findall(row), PROOF.findall(row)) for row in promises(page)] for page in PAGES
    )
    assert english == chinese
