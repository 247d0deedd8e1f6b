"""How long the supervisor's table takes: bundles of 500 findings each, verified, folded, counted.

    python -m benchmarks.gather [BUNDLES]

Each bundle is of one team at a hospital of its own; half of the findings are confirmed. Opening the
sealed files and drawing the PDF are not in it.
"""

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from inspector.merge import BundleContents, gather
from tests.rooms.summary_made_up import bundle, journal, opened, yes

FINDINGS = 500
MOVES = [("moved", {"act": act, "note": ""}) for act in ("take-up", "verify", "evidence")]


def made(folder: Path, number: int) -> BundleContents:
    """One team's bundle on its own hospital."""
    case, rules = f"C-{number}", ("XY2-03", "SES-01", "XY2-11")
    desk = journal(folder, "zhang", case)
    names = [f"F{at}" for at in range(FINDINGS)]
    desk.append_all(
        ("opened", name, opened(rules[at % 3], (f"B{at}", "60.00", "100.00")))
        for at, name in enumerate(names)
    )
    desk.append_all(
        (kind, name, body)
        for name in names[::2]
        for kind, body in (*MOVES, ("verdict", yes("60.00")))
    )
    one = bundle(desk, ["zhang"], number, "H33010200001", case)
    return replace(one, institution=f"H{number:011}", institution_name=f"样例医院{number}")


def main() -> None:
    """Print one line: bundles, findings, seconds, and what it comes to for a thousand."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    with tempfile.TemporaryDirectory() as folder:
        bundles = [made(Path(folder), number) for number in range(count)]
    before = time.perf_counter()
    merged = gather(bundles)
    seconds = time.perf_counter() - before
    assert not merged.refused
    findings = sum(len(one.findings) for one in merged.inspections)
    a_thousand = seconds / count * 1000
    print(f"{count} bundles, {findings} findings: {seconds:.1f} s; of 1,000: {a_thousand:.0f} s")


if __name__ == "__main__":
    main()
