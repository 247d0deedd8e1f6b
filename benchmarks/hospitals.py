"""Made-up hospitals inspected whole, and what the rules found held against what was planted.

A planted row is found when its rule has rows with its key (and line) whose 元 sum to its amount; a
row that tells no amount is found by any. What a rule says of a case planted for another rule, crime
or look-alike, it sees `also`; a row about anything else is `false`. A look-alike is hit when its
own rule names its key.
"""

import csv
import json
import os
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector import shipped, steps
from inspector.steps.hits import raw_hits

ROOT = Path(__file__).resolve().parents[1]
PASSPHRASE = "made for the sample"
REGION = "99"
_MARK = re.compile(r"G\d{4}")
_NUMBER = re.compile(r"\d{1,9}\.\d+|[1-9]\d{0,8}")

Hit = dict[str, Any]
Listed = dict[str, str]


@dataclass(frozen=True)
class Hospital:
    """A folder of `sample_audits`, the packs it is made for, and what `make.py` is asked for."""

    name: str
    packs: tuple[str, ...]
    asked: tuple[str, ...] = ()


@dataclass
class Score:
    """One rule: planted rows, those found, lines and leads that are nobody's, others' crimes."""

    rule: str
    planted: int = 0
    found: int = 0
    false: int = 0
    also: int = 0
    trapped: int = 0
    amount_planted: Decimal = Decimal("0.00")
    amount_found: Decimal = Decimal("0.00")


@dataclass
class Inspected:
    """What a check gave: hits with their details, and each rule's verdict and status."""

    hits: list[Hit]
    verdicts: Mapping[str, str]
    statuses: Mapping[str, str]
    settlements: int


def make(hospital: Hospital, out: Path, seed: int, *more: str) -> None:
    """Let the hospital's own generator write it to `out`."""
    script = ROOT / "sample_audits" / hospital.name / "make.py"
    command = [sys.executable, str(script), "--out", str(out), "--seed", str(seed)]
    subprocess.run([*command, *hospital.asked, *more], check=True, stdout=subprocess.DEVNULL)


def inspect(made: Path, work: Path, packs: Sequence[str] = ()) -> Inspected:
    """Pack, open and check what lies in `made`, at a computer of its own in `work`."""
    os.environ["INSPECTOR_HOME"] = str(work / "home")
    _lay_knowledge(made / "knowledge", work / "home" / "knowledge" / "overlay" / REGION)
    office = steps.make_identity(work / "office.identity", "数据办公室", "authority", PASSPHRASE)
    lead = steps.make_identity(work / "lead.identity", "张检查", "lead", PASSPHRASE)
    steps.pack_exports([made / "raw"], office, [lead.card], work / "made.snapshot")
    steps.open_case(work / "case", [work / "made.snapshot"], lead)
    folders = [shipped.folder("rulepacks") / name for name in packs]
    with steps.open_desk(work / "case", lead) as desk:
        outcomes = steps.check(desk, folders).outcomes
        hits = [_with_details(row) for row in raw_hits(desk).to_pylist()]
        [(settled,)] = desk.engine().con.execute("SELECT count(*) FROM setl_d").fetchall()
    return Inspected(
        hits,
        {one.rule_id: one.verdict for one in outcomes},
        {one.rule_id: one.status for one in outcomes},
        settled,
    )


def _lay_knowledge(told: Path, layer: Path) -> None:
    """Knowledge that comes with a hospital, where an imported region's would lie."""
    if told.is_dir():
        shutil.copytree(told, layer)
        (layer / "manifest.json").write_text("{}", encoding="utf-8")


def _with_details(row: Hit) -> Hit:
    told = json.loads(row.pop("detail") or "{}")
    return {**told, **{name: cell for name, cell in row.items() if cell is not None}}


def listed(made: Path, name: str) -> list[Listed]:
    """The rows of truth.csv or traps.csv; none where there is no such file."""
    path = made / name
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def score(
    hits: Iterable[Hit],
    truth: Sequence[Listed],
    traps: Sequence[Listed],
    others: Sequence[Listed] = (),
) -> list[Score]:
    """Every rule that was planted or that named something, by its id.

    Args:
        others: crimes planted for no rule in particular; who sees them sees no innocent.
    """
    by_rule: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        by_rule[hit["rule_id"]].append(hit)
    planted: dict[str, list[Listed]] = defaultdict(list)
    for row in truth:
        planted[row["rule"]].append(row)
    marks = {row.get("plant", "") for row in (*truth, *traps)} - {""}
    planted_at = _places([*truth, *others])
    seen = {hit.get("hit_id") for of in by_rule.values() for hit in of if _at(hit, planted_at)}
    bait: dict[str, list[Listed]] = defaultdict(list)
    for row in traps:
        bait[row["rule"]].append(row)
    scores = []
    for rule in sorted(by_rule.keys() | planted.keys()):
        one = _found(rule, by_rule[rule], planted[rule])
        _others(one, by_rule[rule], planted[rule], seen - {None}, marks)
        one.trapped = sum(
            any(_same(hit.get(row["key_type"]), row["key"]) for hit in by_rule[rule])
            for row in bait[rule]
        )
        scores.append(one)
    return scores


def _found(rule: str, hits: Sequence[Hit], planted: Sequence[Listed]) -> Score:
    one = Score(rule, planted=len(planted))
    for row in planted:
        mine = [hit for hit in hits if _is(hit, row)]
        due = Decimal(row["amount"] or 0)
        money = [hit.get("amount") or Decimal(0) for hit in mine]
        # A row of evidence carries no money, though its key may carry some elsewhere.
        right = bool(mine) and (not row["amount"] or due in (sum(money), *money))
        one.found += right
        one.amount_planted += due
        one.amount_found += due if right else Decimal(0)
    return one


def _is(hit: Hit, row: Listed) -> bool:
    on_line = not row["line"] or hit.get("bkkp_sn") == row["line"]
    return on_line and _same(hit.get(row["key_type"]), row["key"])


def _same(cell: object, key: str) -> bool:
    """Whether a cell says the key; `0.4` and `0.40` are one number, `004` is none."""
    told = str(cell)
    if key in (told, told.replace("T", " ")):
        return True
    return all(map(_NUMBER.fullmatch, (told, key))) and Decimal(told) == Decimal(key)


def _places(rows: Sequence[Listed]) -> Mapping[str, set[str]]:
    """Where crimes were planted, by column: fee lines, and whatever else has a number."""
    places: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        places["bkkp_sn"].add(row["line"])
        if row["key_type"] in ("session_id", "mdtrt_id", "setl_id", "drug_trac_codg"):
            places[row["key_type"]].add(row["key"])
    return {column: keys - {""} for column, keys in places.items()}


def _at(hit: Hit, places: Mapping[str, set[str]]) -> bool:
    return any(hit.get(column) in keys for column, keys in places.items())


def _others(
    one: Score, hits: Sequence[Hit], planted: Sequence[Listed], seen: set[Any], marks: set[str]
) -> None:
    """Rows that are none of the rule's own: about another rule's case, or about nothing planted."""
    own = {row.get("plant", "") for row in planted} - {""}
    mine = {hit.get("hit_id") for hit in hits if any(_is(hit, row) for row in planted)}
    for hit in hits:
        if any(_is(hit, row) for row in planted):
            continue
        # Evidence that stands beside the case in the same hit.
        if hit.get("hit_id") in mine - {None} and not hit.get("amount"):
            continue
        told = " ".join(str(cell) for cell in hit.values())
        mark = set(_MARK.findall(told))
        if mark & own and not hit.get("amount"):
            continue
        if mark & marks or hit.get("hit_id") in seen:
            one.also += 1
        else:
            one.false += 1
