"""How long the supervisor's store takes: bundles of 500 findings, verified, kept, folded, counted.

    python -m benchmarks.gather [BUNDLES [FINDINGS]]

Each bundle is of one team at a hospital of its own; half of the findings are confirmed, each with
the three moves that lead there. Opening the sealed files and drawing the PDF are not in it.
"""

import os
import pickle
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from inspector.merge import Browser, Store, check_bundle
from inspector.steps.received import side_by_side
from inspector.trust import Identity, new_identity
from tests.rooms.summary_made_up import bundle, journal, opened, yes

RULES = ("XY2-03", "SES-01", "XY2-11")
MOVES = [("moved", {"act": act, "note": ""}) for act in ("take-up", "verify", "evidence")]


def make(number: int, folder: Path, findings: int) -> int:
    """One team's bundle on its own hospital, written as it would be claimed; how many events."""
    case = f"C-{number}"
    with tempfile.TemporaryDirectory() as drawer:
        desk = journal(Path(drawer), "zhang", case)
        names = [f"F{at}" for at in range(findings)]
        desk.append_all(
            ("opened", name, opened(RULES[at % 3], (f"B{at}", "60.00", "100.00")))
            for at, name in enumerate(names)
        )
        desk.append_all(
            (kind, name, body)
            for name in names[::2]
            for kind, body in (*MOVES, ("verdict", yes("60.00")))
        )
        one = bundle(desk, ["zhang"], number, "H33010200001", case)
    code = f"H3301{number % 100:02}{number:05}"
    told = replace(one, institution=code, institution_name=f"样例医院{number}")
    (folder / f"{number}.bundle").write_bytes(pickle.dumps(told))
    return one.journal.count(b"\n")


def keep(path: Path, store: Store) -> None:
    """Verify a bundle down to every event, and take it in."""
    store.keep(check_bundle(pickle.loads(path.read_bytes())))


def timed(what: str, work: Callable[[], object]) -> float:
    """Do the work; tell the seconds on the clock and of the processors."""
    wall, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    spent = [getattr(after, n) - getattr(before, n) for n in ("user", "children_user", "system")]
    seconds = time.perf_counter() - wall
    print(f"{what}: {seconds:.1f} s, processors {sum(spent):.1f} s", flush=True)
    return seconds


def all_of(done: Iterable[object]) -> None:
    for _ in done:
        pass


def measure(folder: Path, count: int, findings: int, supervisor: Identity) -> None:
    """Verify, fold, count; then add one more, and turn pages."""
    paths = [folder / f"{number}.bundle" for number in range(count)]
    store = Store.open(folder / "store", supervisor)
    first = timed(
        "verified and kept", lambda: all_of(side_by_side(partial(keep, store=store), paths))
    )
    second = timed("folded and counted", lambda: all_of(side_by_side(store.make, store.stale())))
    third = timed("the table", lambda: store.merged())
    print(f"{count} bundles, {count * findings} findings: {first + second + third:.1f} s")
    make(count, folder, findings)

    def one_more() -> None:
        keep(folder / f"{count}.bundle", store)
        all_of(map(store.make, store.stale()))

    timed("one more", one_more)
    with Browser(store) as browser:
        timed("100 pages", lambda: all_of(browser.page(at * 50, 50) for at in range(100)))


def main() -> None:
    """Print seconds on the clock and of the processors, step by step."""
    told = [int(word) for word in sys.argv[1:]]
    count, findings = [*told, *(50, 500)[len(told) :]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = partial(make, folder=folder, findings=findings)
        timed("made", lambda: all_of(side_by_side(made, range(count))))
        measure(folder, count, findings, new_identity("周督导", "supervisor"))


if __name__ == "__main__":
    main()
