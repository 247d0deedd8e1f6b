"""How long the supervisor's table takes: bundles of 500 findings, from sealed files to the summary.

    python -m benchmarks.gather [BUNDLES [FINDINGS [FOLDER]]]

Each bundle is of one team at a hospital of its own, sealed and signed; half of the findings are
confirmed, each with the three moves that lead there. Bundles are made in FOLDER once and stay
there; without it they go when it is done. The clock runs over `inspector gather INBOX --store`,
summary, workbook, PDF and receipts included.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.bundles import found_office, hand_in, open_office
from inspector.merge import Browser, Store
from inspector.steps import gather
from inspector.steps.received import side_by_side
from inspector.trust import Identity

FORMS = {"rule_id": "XY2-03", "state": "confirmed"}


def timed(what: str, work: Callable[[], object]) -> float:
    """Do the work; tell the seconds on the clock and of the processors."""
    wall, before = time.perf_counter(), os.times()
    work()
    after = os.times()
    names = ("user", "children_user", "system", "children_system")
    spent = sum(getattr(after, name) - getattr(before, name) for name in names)
    seconds = time.perf_counter() - wall
    print(f"{what}: {seconds:.1f} s, processors {spent:.1f} s", flush=True)
    return seconds


def make(folder: Path, count: int, findings: int) -> None:
    """The office, and the bundles that are not there yet."""
    (folder / "inbox").mkdir(parents=True, exist_ok=True)
    office = open_office(folder) or found_office(folder, findings)
    missing = [at for at in range(count) if not (folder / "inbox" / f"{at:05}.bundle").exists()]
    work = partial(hand_in, folder=folder / "inbox", findings=findings, office=office)
    timed("made", lambda: list(side_by_side(work, missing)))


def measure(bundles: list[Path], folder: Path, supervisor: Identity) -> None:
    """Gather all but the last, then one more, then turn pages."""
    *first, last = bundles
    for name, some in (("many", first), ("one", [last])):
        (folder / name).mkdir()
        for path in some:
            (folder / name / path.name).symlink_to(path)
    store = folder / "store"
    count = len(first)
    for name in ("many", "one"):
        told = f"{count} bundles gathered" if name == "many" else "one more"
        done = partial(gather, [folder / name], folder / f"{name}.out", supervisor, store=store)
        timed(told, done)
    print(f"store: {sum(one.stat().st_size for one in store.rglob('*.sealed')) >> 20} MB")
    with Browser(Store.open(store, supervisor)) as browser:
        pages = [partial(browser.page, at * 50, 50) for at in range(100)]
        timed("100 pages", lambda: [page() for page in pages])
        timed("100 narrowed", lambda: [page(where=FORMS) for page in pages])


def main() -> None:
    """Print seconds on the clock and of the processors, step by step."""
    told = [int(word) for word in sys.argv[1:3]]
    count, findings = [*told, *(50, 500)[len(told) :]]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(sys.argv[3]) if len(sys.argv) > 3 else Path(name) / "made"
        make(folder, count + 1, findings)
        os.environ["INSPECTOR_HOME"] = str(folder / "home")
        office = open_office(folder)
        assert office is not None
        bundles = sorted((folder / "inbox").glob("*.bundle"))[: count + 1]
        measure([one.resolve() for one in bundles], Path(name), office.supervisor)


if __name__ == "__main__":
    main()
