"""Every command is explained in both languages and stands in both READMEs."""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from tests.commands.computer import Computer

ROOT = Path(__file__).parents[2]
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
CHINESE = re.compile(r"[一-鿿]")
EXAMPLE = {"en": "Example: inspector ", "zh": "例："}
# One process asks for the help of every command there is, as a person would one by one.
EVERY_HELP = """
import sys
from typer.main import get_command
from inspector.cli.app import app
from inspector.cli.main import main

def commands(group, line):
    for name, command in getattr(group, "commands", {}).items():
        yield from commands(command, [*line, name])
    yield line, not hasattr(group, "commands")

for line, is_command in commands(get_command(app), []):
    print(f"\\x1e{' '.join(line)}\\x1f{is_command}\\x1f", end="", flush=True)
    try:
        main([*line, "--help"])
    except SystemExit as left:
        assert not left.code, line
"""
SETUP = (
    "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/inspector demo",
    'python3 -m venv .venv && .venv/bin/pip install -e ".[dev]" && .venv/bin/pytest',
)


@cache
def every_help(lang: str) -> dict[str, tuple[bool, str]]:
    """By command line: whether it is a command (not a group of them), and its help."""
    done = subprocess.run(
        [sys.executable, "-c", EVERY_HELP],
        env=Computer(ROOT).environment(lang),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=True,
    )
    parts = [part.split("\x1f") for part in done.stdout.split("\x1e")[1:]]
    return {line: (is_command == "True", text) for line, is_command, text in parts}


def commands() -> set[str]:
    return {line for line, (is_command, _) in every_help("en").items() if is_command}


@pytest.mark.parametrize("lang", EXAMPLE)
def test_every_command_has_help_and_an_example_of_itself(lang: str) -> None:
    for line, (is_command, text) in every_help(lang).items():
        assert bool(CHINESE.search(text)) == (lang == "zh"), line
        if is_command:
            assert EXAMPLE[lang] in text, line
            assert re.search(rf"inspector {line}\b", text.partition(EXAMPLE[lang][:2])[2]), line


def test_both_languages_have_the_same_commands() -> None:
    assert every_help("en").keys() == every_help("zh").keys()


@pytest.mark.parametrize("lang", READMES)
def test_every_command_stands_in_the_readme_and_none_that_is_not_there(lang: str) -> None:
    text = READMES[lang].read_text("utf-8")
    known = commands() - {"tui"}
    missing = {line for line in known if not re.search(rf"`[^`]*\b{line}\b[^`]*`", text)}
    assert missing <= MENTIONED_BY_THEIR_GROUP
    for quoted in re.findall(r"`inspector ([a-z][^`]*)`", text):
        words = quoted.split()
        assert words[0] in known or " ".join(words[:2]) in known, quoted


# A person who has read of the group finds these in its help.
MENTIONED_BY_THEIR_GROUP = {
    *("identity show", "identity revoke", "identity list"),
    *("rules list", "rules lint", "finding show"),
}


def blocks(text: str) -> list[str]:
    return re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


def test_the_two_readmes_say_the_same() -> None:
    english, chinese = (READMES[lang].read_text("utf-8") for lang in ("en", "zh"))
    assert blocks(english) == blocks(chinese)
    for heading in ("## ", "### "):
        assert english.count(f"\n{heading}") == chinese.count(f"\n{heading}")
    assert english.count("\n| ") == chinese.count("\n| ")
    assert _programs(english) == _programs(chinese)


def _programs(text: str) -> list[str]:
    """The commands in the order they stand, without their arguments."""
    return re.findall(r"`inspector ([a-z]+(?: [a-z-]+)?\b)", text)


def test_the_two_setup_commands_are_those_that_are_run() -> None:
    for readme in READMES.values():
        lines = [line for block in blocks(readme.read_text("utf-8")) for line in block.splitlines()]
        assert tuple(line for line in lines if line.startswith("python3 -m venv")) == SETUP
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    [pattern] = re.findall(r'grep -m1 -E "\^(.*?)\\\$1', ci) or re.findall(r'"\^(python3[^$]*)', ci)
    assert all(re.match(pattern, line) for line in SETUP)
    assert "readme_command pytest" in ci and "readme_command 'inspector demo'" in ci


def test_the_program_tells_its_version(computer: Computer) -> None:
    assert re.fullmatch(r"inspector \d+\.\d+\.\d+\n", computer.does("--version").stdout)


def test_the_program_lists_its_commands(computer: Computer) -> None:
    listed = computer.does("--help").stdout
    for line in commands():
        assert re.search(rf"^  {line.split()[0]}\b", listed, re.MULTILINE), line
