"""The hospital into one folder: `raw/*.parquet`, `knowledge/*.csv`, `truth.csv`, `traps.csv`.

An honest hospital has empty lists, and the same knowledge: every rule that runs on the one runs on
the other.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from inspector.rules import load_pack
from sample_audits.common.known import write_knowledge
from sample_audits.common.sheets import Row, write_parquet
from sample_audits.common.told import TRAPS, TRUTH, traps, truth
from sample_audits.renhe.hospital import PACKS, criminal, honest

_RULEPACKS = Path(__file__).resolve().parents[2] / "rulepacks"


def deliver(
    out: Path, seed: int, lines: int, *, crimes: bool = True, packs: Sequence[str] = PACKS
) -> int:
    """Write the hospital to `out`, with crimes against `packs`; how many fee lines it has."""
    loaded = [load_pack(_RULEPACKS / name) for name in packs]
    made = criminal(seed, lines, loaded)
    write_knowledge([(one.pack, one.graft) for one in made.planted], out / "knowledge")
    if not crimes:
        made = honest(seed, lines)
    write_parquet(made.sheets, out / "raw")
    _write(out / "truth.csv", TRUTH, [*truth(made.planted), *made.woven])
    _write(out / "traps.csv", TRAPS, traps(made.planted))
    return made.lines


def _write(path: Path, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
