"""A refusal, looked at from all sides: one sentence in each language, nothing on stdout or disk."""

import re
from hashlib import sha256
from pathlib import Path

from tests.commands.computer import Computer, Run

CHINESE = re.compile(r"[一-鿿]")
SAID = {"en": ("error", "next"), "zh": ("错误", "下一步")}
SECRET = re.compile(r"AGE-SECRET|made for the test|\b\d{17}[\dXx]\b|BEGIN [A-Z ]*PRIVATE")
"""Of keys, the passphrase of every computer here, and everybody's identity number."""
# A refusal may be noted in the journal, and the trust store remembers who was here last.
# What people look like when covered is made at the first look and can be made again.
MAY_CHANGE = {"home", "journal", "lock", "masks"}


def refused(
    computer: Computer, *words: str | Path, code: str, status: int, **env: str
) -> dict[str, str]:
    """What is said by language; the same command is refused in both."""
    before = files(computer.folder)
    told = {lang: computer.inspector(*words, lang=lang, **env) for lang in SAID}
    assert files(computer.folder) == before
    for lang, done in told.items():
        sentence(done, lang, code, status)
    return {lang: done.stderr for lang, done in told.items()}


def sentence(done: Run, lang: str, code: str, status: int) -> None:
    """Exactly what happened and what to do next, in `lang`, and nothing else."""
    error, next_step = SAID[lang]
    lines = done.stderr.splitlines()
    assert done.returncode == status, done.stderr
    assert done.stdout == ""
    assert len(lines) == 2, done.stderr
    assert lines[0].startswith(f"inspector: {error} [{code}] ")
    assert lines[1].startswith(f"  {next_step}: ")
    assert not re.search(r"\{\w*\}|\s$|Traceback", done.stderr.rstrip("\n"))
    assert not SECRET.search(done.stderr)
    if lang == "zh":
        assert all(CHINESE.search(line.partition("]")[2] or line) for line in lines)


def files(folder: Path) -> dict[str, str]:
    """Every file under `folder` by its digest."""
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not MAY_CHANGE & set(path.relative_to(folder).parts)
    }
