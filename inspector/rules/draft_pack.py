"""The pack of the rules written on site, laid out as a folder: a rule put in, taken out, alone.

What belongs to a rule carries its number, so that a rule goes with all of it and no other changes.
"""

from datetime import date
from pathlib import Path

from inspector.rules.draft import GROUP, SINCE, Draft, drafted, table_name
from inspector.rules.question import Question, asked
from inspector.whole import write_whole

Written = Draft | Question
"""A rule of one's own: a template filled in, or a question that was asked."""
_TABLE = "\n[knowledge."
_HEAD = """# 现场规则：检查组在现场填表写成，没有签发，命中只作可疑。
name = "local"
version = "1"
title.zh = "现场规则"
title.en = "Rules written on site"
"""


def write_draft(
    folder: Path, draft: Written, number: int, version: int = 0, since: date = SINCE
) -> None:
    """Put a rule into the pack in `folder`, in place of the rule of this number if there is one.

    Args:
        folder: where `pack.toml` lies, or nothing yet.
        draft: the form, or the question.
        number: of the rule in its case, from 1.
        version: of the pack from now on; the number, if left out.
        since: the first day of conduct it judges.

    Raises:
        RuleDraftInvalid: a title, an item or a value is missing, or is no such thing.
    """
    if isinstance(draft, Question):
        made = asked(draft, number, since)
    else:
        made = drafted(draft, number, since)
    take_out(folder, number, version or number)
    for path, text in zip(_files(folder, number), (made.sql, made.cases, made.rows), strict=True):
        if text:
            write_whole(path, text.encode("utf-8"))
    head = folder / "pack.toml"
    told = head.read_text("utf-8") + (f"\n{made.table}" if made.table else "")
    write_whole(head, told.encode("utf-8"))


def take_out(folder: Path, number: int, version: int) -> None:
    """Leave the rule of this number out of the pack, which becomes `version`."""
    for path in _files(folder, number):
        path.unlink(missing_ok=True)
    head, tables = _parts(folder)
    lines = [
        f'version = "{version}"' if line.startswith("version = ") else line
        for line in head.splitlines()
    ]
    _write_head(folder, "\n".join(lines) + "\n", [t for t in tables if _of(t) != number])


def leave_only(folder: Path, number: int, comment: str) -> None:
    """Leave the rule of this number alone in the folder, as a draft with `comment` above it."""
    mine = {path.name for path in _files(folder, number)}
    for path in [*folder.glob("*/*.*"), *folder.glob("*.json")]:
        if path.name not in mine:
            path.unlink()
    head, tables = _parts(folder)
    head = f"# {comment}\n" + head.replace('name = "local"', 'name = "draft"')
    _write_head(folder, head, [table for table in tables if _of(table) == number])


def _files(folder: Path, number: int) -> tuple[Path, Path, Path]:
    """Where a rule, its cases and its knowledge lie."""
    name = table_name(number)
    stem = folder / GROUP / name.replace("_", "-")
    rows = folder / "knowledge" / f"{name}.csv"
    return stem.with_suffix(".sql"), stem.with_suffix(".cases.toml"), rows


def _parts(folder: Path) -> tuple[str, list[str]]:
    path = folder / "pack.toml"
    head, *tables = (path.read_text("utf-8") if path.is_file() else _HEAD).split(_TABLE)
    return head, tables


def _of(table: str) -> int:
    return int(table.partition("]")[0].removeprefix(f"{GROUP}_"))


def _write_head(folder: Path, head: str, tables: list[str]) -> None:
    told = _TABLE.join([head.rstrip("\n") + "\n", *(table.rstrip("\n") + "\n" for table in tables)])
    write_whole(folder / "pack.toml", told.encode("utf-8"))
