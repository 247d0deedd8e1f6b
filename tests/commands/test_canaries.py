"""Fifty strings that would be seen anywhere go through a whole inspection; none is left lying.

Looked into is every byte of every file a program wrote, deleted ones too, outside of what was
asked to be written out: the report and the summary.
"""

import csv
import io
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.commands.graves import Watched
from tests.commands.inspection import ROOT, Walk, introduce, make_raw, pack_and_open
from tests.rooms.rules_made_up import CASES, RULE, write_pack

pytestmark = pytest.mark.heavy

BIRD, CALL = "金丝雀", "CNRY7Q"
NAMES = [f"{BIRD}{chr(0x7532 + n)}{CALL}N{n:02}" for n in range(16)]
NUMBERS = [f"{CALL}ID{n:010}" for n in range(16)]
UNREADABLE = [f"{BIRD}{CALL}非日期{n}" for n in range(4)]
NOTES = [f"{BIRD}笔记{CALL}{n}" for n in range(4)]
QUESTIONS = [f"{BIRD}问题{CALL}{n}" for n in range(5)]
EVIDENCE = [f"{BIRD}证据{CALL}{n}" for n in range(4)]
FEE_LINES = 2000
EXPORTS = ("fee_list_d.csv", "mdtrt_d.csv", "setl_d.csv")
FILE_NAME = f"{BIRD}照片{CALL}.jpg"
GENERAL = ROOT / "rulepacks" / "general"
ALL = [*NAMES, *NUMBERS, *UNREADABLE, *NOTES, *QUESTIONS, *EVIDENCE, FILE_NAME]
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "gb18030")
SONGS = {word.encode(name) for word in (BIRD, CALL) for name in ENCODINGS} | {b"\\u91d1\\u4e1d"}
PACKED = (b"PAR1", b"\x28\xb5\x2f\xfd", b"\x1f\x8b", b"%PDF", b"SQLite", b"7z\xbc\xaf", b"ARROW1")
"""Beginnings of files in which a string would not be seen."""

SPILLING = """
SELECT x.mdtrt_id AS mdtrt_id, x.med_list_codg AS med_list_codg, x.bkkp_sn AS bkkp_sn,
       x.fee_ocur_time AS occurred_on, x.cnt AS cnt, 1 AS cnt_allowed,
       CAST(x.det_item_fee_sumamt * (x.cnt - 1) / x.cnt AS DECIMAL(16, 2)) AS amount
FROM (
    SELECT f.*, m.psn_name AS psn_name, m.certno AS certno, o.bkkp_sn AS beside,
           row_number() OVER (ORDER BY m.certno, f.bkkp_sn, m.psn_name, o.bkkp_sn) AS n
    FROM fee_net AS f
    JOIN mdtrt_d AS m ON m.mdtrt_id = f.mdtrt_id
    JOIN fee_net AS o ON o.med_list_codg = f.med_list_codg
) AS x
WHERE x.n > 0 AND x.beside = x.bkkp_sn AND x.cnt > 1
ORDER BY mdtrt_id, med_list_codg, bkkp_sn
"""

VISITS = """mdtrt_d = '''
mdtrt_id | psn_name | certno
M1       | N1       | C1
M2       | N2       | C2
'''
"""


def with_canaries(raw: Path) -> None:
    """Every visit is of a canary; four visits cannot be read."""
    text = (raw / "mdtrt_d.csv").read_bytes().decode("gb18030")
    rows = list(csv.DictReader(io.StringIO(text)))
    for number, row in enumerate(rows):
        row["psn_name"], row["certno"] = NAMES[number % 16], NUMBERS[number % 16]
    for word, row in zip(UNREADABLE, rows[-4:], strict=True):
        row["begntime"] = word
    out = io.StringIO()
    written = csv.DictWriter(out, list(rows[0]))
    written.writeheader()
    written.writerows(rows)
    (raw / "mdtrt_d.csv").write_bytes(out.getvalue().encode("gb18030"))


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    root = tmp_path_factory.mktemp("canaries")
    raw = make_raw(root / "export", FEE_LINES)
    for export in {*raw.iterdir()} - {raw / name for name in EXPORTS}:
        export.unlink()
    with_canaries(raw)
    now = Watched(root / "now")
    walked = Walk(raw, now, root / "stages")
    introduce(walked)
    pack_and_open(walked)
    yield walked


def spilled(walked: Walk) -> int:
    assert isinstance(walked.now, Watched)
    there = walked.now.temporary("team").rglob("*.*")
    return sum(path.stat().st_size for path in there if path.is_file())


def killed_while_it_spills(walked: Walk, pack: Path) -> int:
    """`check` with 200 MB, killed without warning; bytes of its spill then."""
    team = walked.now.team
    env = team.environment(INSPECTOR_MEMORY="200MB")
    words = team.command("check", "--pack", pack)
    process = subprocess.Popen(words, cwd=team.folder, env=env, stdout=-1, stderr=-1)
    until = time.monotonic() + 240
    while spilled(walked) < 1_000_000 and process.poll() is None and time.monotonic() < until:
        time.sleep(0.02)
    size = spilled(walked)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    return size


def inspect(walked: Walk) -> None:
    """From the rules to what is handed in, with a canary in everything a person types."""
    team = walked.now.team
    found = team.does("finding", "from-hits").stdout.split()
    for notes, finding in ((NOTES[:2], found[0]), (NOTES[2:], found[1])):
        team.does("finding", "confirm", finding, "--note", " ".join(notes))
    for questions in (QUESTIONS[:3], QUESTIONS[3:]):
        asked = ", ".join(f"'{question}' AS q{n}" for n, question in enumerate(questions))
        team.does("ask", f"SELECT {asked}, psn_name, certno FROM mdtrt_d LIMIT 5")
    team.inspector("ask", f"SELECT CAST(psn_name AS DATE), '{QUESTIONS[0]}' FROM mdtrt_d")
    photo = team.folder / FILE_NAME
    photo.write_bytes(b"\n".join(word.encode(e) for word in EVIDENCE for e in ENCODINGS))
    team.does("attach", found[0], photo)
    photo.unlink()
    team.does("report")
    team.does("sign")
    team.does("sign", "--as", "li.identity")
    inbox = walked.now.bureau.folder / "inbox"
    inbox.mkdir()
    team.does("submit", "--to", inbox)
    walked.now.bureau.does("gather", "inbox", "-o", "summary")


def asked_for(path: Path) -> bool:
    """Whether it belongs to what a person wanted written out."""
    return bool({"reports", "summary"} & {*path.parts, *path.name.split("|")})


def left_lying(walked: Walk) -> list[str]:
    """Files that hold a canary, or in which one could not be seen."""
    found = []
    for path in walked.now.root.parent.rglob("*"):
        if not path.is_file() or asked_for(path) or walked.raw.parent in path.parents:
            continue
        content = path.read_bytes()
        told = {song for song in SONGS if song in content or song in os.fsencode(path.name)}
        if told or content.startswith(PACKED):
            found.append(f"{path} {sorted(told)} {content[:4]!r}")
    return found


def test_no_canary_is_left_lying_by_a_whole_inspection(walked: Walk, tmp_path: Path) -> None:
    assert len(set(ALL)) == 50
    team, now = walked.now.team, walked.now
    assert isinstance(now, Watched)
    rule = RULE.partition("+++*/")[0].replace('knowledge = ["limit_per_day"]\n', "")
    rule = rule.replace("[params]", "#").replace("spare = 0", "#")
    rule = rule.replace("[needs]\n", '[needs]\nmdtrt_d = ["psn_name"]\n')
    cases = CASES.replace("fee_list_d = '''", f"{VISITS}fee_list_d = '''")
    pack = write_pack(tmp_path / "pack", rule=f"{rule}+++*/{SPILLING}", cases=cases)
    # They have arrived: a name is masked to its first character.
    assert "金**" in team.does("ask", "SELECT DISTINCT psn_name FROM mdtrt_d", "--json").stdout
    assert killed_while_it_spills(walked, pack) > 1_000_000
    assert left_lying(walked) == []
    graves = len(list(now.graves.iterdir()))
    done = team.does("check", "--pack", pack, "--json", INSPECTOR_MEMORY="200MB")
    assert '"status": "error"' not in done.stdout
    team.does("check", "--pack", GENERAL, "--rule", "DQ-03", INSPECTOR_MEMORY="200MB")
    inspect(walked)
    assert left_lying(walked) == []
    # The watch itself was awake: it kept what was spilled and deleted, and knows all paths.
    kept = [path for path in now.graves.iterdir() if "duckdb_temp" in path.name]
    assert len(list(now.graves.iterdir())) > graves and kept
    assert sum(path.stat().st_size for path in kept) > 1_000_000
    outside = {path for path in now.written() if now.root.parent not in path.parents}
    assert {path for path in outside if path.parts[1] not in ("dev", "proc")} == set()
