"""The full-screen program over a million hits: a case that holds them, and how its keys feel.

    python -m benchmarks.screens 1000000

A case of the sample hospital is made and checked, and hits are kept under the names of its rules
until there are as many as asked for (in the folder named second, if one is, and found there again).
Then the program is opened on a pseudo-terminal: first paint, the list of hits, the time from a key
to the first byte back, memory above that of the engine alone. Linux.
"""

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from benchmarks.recall import PASSPHRASE, open_sample
from inspector import steps
from inspector.rules import HITS
from inspector.steps.outcomes import kept_outcomes
from inspector.trust import Identity

RULES = 10
KEYS = {
    "Down": [b"\x1b[B"],
    "PageDown": [b"\x1b[6~"],
    "PageUp": [b"\x1b[5~"],
    "End, Home": [b"\x1b[F", b"\x1b[H"],
}
ENGINE = """
import sys
from pathlib import Path
from inspector import steps
who = steps.unlock_identity(Path(sys.argv[2]), sys.argv[3])
with steps.open_desk(Path(sys.argv[1]), who, write=False) as desk:
    steps.overview(desk)
    desk.masks()
    lines = desk.engine().con.execute("SELECT bkkp_sn FROM fee_list_d LIMIT 20").fetchall()
    for (line,) in lines:
        steps.line_offices(desk, [line])
    told = Path("/proc/self/status").read_text("ascii")
    print(next(line for line in told.splitlines() if line.startswith("VmRSS")).split()[1])
"""


def many_hits(case: Path, lead: Identity, hits: int) -> None:
    """Check the case, then keep `hits` hits in all under the first rules that hit."""
    with steps.open_desk(case, lead) as desk:
        steps.check(desk)
        hit = [kept for row, kept in kept_outcomes(desk) if row.status == "hit"][:RULES]
        lines = desk.engine().con.sql(
            "SELECT bkkp_sn, psn_no, mdtrt_id, setl_id, med_list_codg, medins_list_codg,"
            " fee_ocur_time AS occurred_on, det_item_fee_sumamt AS amount FROM fee_net"
        )
        facts = lines.to_arrow_table()
        for number, kept in enumerate(hit):
            table = desk.case.kept(kept)
            assert table is not None
            desk.case.keep(kept, _blown_up(table, facts, number, hits // len(hit)))


def _blown_up(table: pa.Table, facts: pa.Table, number: int, hits: int) -> pa.Table:
    """`hits` hits of the rule of `table` on the fee lines of `facts`, in turn."""
    at = pa.array([(number * 7 + row) % facts.num_rows for row in range(hits)])
    # In the order of the hits contract.
    ids = sorted(sha256(f"{number} {row}".encode()).hexdigest()[:16] for row in range(hits))
    first = table.slice(0, 1).to_pylist()[0]
    columns = {name: pa.array([first[name]] * hits, HITS.field(name).type) for name in HITS.names}
    columns |= {name: facts[name].take(at) for name in facts.column_names}
    columns["hit_id"] = pa.array(ids)
    columns["amount"] = pc.add(facts["amount"].take(at), pa.scalar(Decimal(number)))
    return pa.table({name: columns[name] for name in HITS.names}).cast(HITS)


@dataclass
class Terminal:
    """The program on a pseudo-terminal of 45 lines by 170; `began` is when it was started."""

    process: int
    screen: int
    began: float
    seen: bytes = b""

    def read(self, quiet: float, most: float) -> None:
        """Read until nothing comes for `quiet` seconds, for `most` seconds at most."""
        end = time.perf_counter() + most
        while time.perf_counter() < end and select.select([self.screen], [], [], quiet)[0]:
            self.seen += os.read(self.screen, 65536)

    def wait(self, text: str) -> float:
        """Seconds from now until `text` has been written."""
        begun = time.perf_counter()
        while text.encode() not in self.seen:
            assert time.perf_counter() - begun < 120, f"{text!r} did not come"
            self.read(0.05, 0.5)
        return time.perf_counter() - begun

    def key(self, key: bytes) -> float | None:
        """Milliseconds from the key to the first byte back; None if it changes nothing."""
        sent = time.perf_counter()
        os.write(self.screen, key)
        if not select.select([self.screen], [], [], 1)[0]:
            return None
        first = time.perf_counter()
        self.read(0.06, 1)
        return (first - sent) * 1000

    def memory(self) -> int:
        """Resident MB."""
        told = Path(f"/proc/{self.process}/status").read_text("ascii").splitlines()
        return int(next(line for line in told if line.startswith("VmRSS")).split()[1]) // 1024

    def processor(self) -> float:
        """Seconds of processor time: what a busy machine does not stretch."""
        told = Path(f"/proc/{self.process}/stat").read_text("ascii").rpartition(")")[2].split()
        return sum(map(int, told[11:13])) / os.sysconf("SC_CLK_TCK")

    def close(self) -> None:
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)


def started(words: list[str]) -> Terminal:
    begun = time.perf_counter()
    process, screen = pty.fork()
    if process == 0:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", INSPECTOR_LANG="en")
        os.execv(sys.executable, [sys.executable, "-m", "inspector", *words])
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", 45, 170, 0, 0))
    return Terminal(process, screen, begun)


def measure(case: Path, identity: Path) -> None:
    """Open the case, go to its hits, press keys; print what was seen."""
    os.environ.update(INSPECTOR_IDENTITY=str(identity), INSPECTOR_PASSPHRASE=PASSPHRASE)
    alone = [sys.executable, "-c", ENGINE, str(case), str(identity), PASSPHRASE]
    engine = int(subprocess.run(alone, check=True, capture_output=True, text=True).stdout) // 1024
    with closing(started(["--case", str(case)])) as terminal:
        while len(terminal.seen) < 400:
            terminal.read(0.01, 0.05)
        waited, busy = time.perf_counter() - terminal.began, terminal.processor()
        print(f"first paint {waited:.2f} s, of which the processor {busy:.2f} s")
        terminal.wait("Data received")
        print(f"overview {time.perf_counter() - terminal.began:.2f} s, {terminal.memory()} MB")
        os.write(terminal.screen, b"3")
        listed = terminal.wait(" hits, ")
        terminal.read(2, 20)
        print(f"list of hits {listed:.2f} s, {terminal.memory()} MB")
        for name, keys in KEYS.items():
            pressed = [terminal.key(keys[turn % len(keys)]) for turn in range(60)]
            told = sorted(wait for wait in pressed if wait is not None)
            late = told[int(len(told) * 0.95) - 1]
            print(f"{name}: median {statistics.median(told):.1f} ms, p95 {late:.1f} ms")
        terminal.read(1, 20)
        above = terminal.memory() - engine
        print(f"resident {terminal.memory()} MB, {above} above the engine's {engine}")


def main() -> None:
    hits = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    with tempfile.TemporaryDirectory() as place:
        folder = Path(sys.argv[2] if len(sys.argv) > 2 else place)
        os.environ["INSPECTOR_HOME"] = str(folder / "home")
        if not (folder / "case").is_dir():
            folder.mkdir(parents=True, exist_ok=True)
            case, lead = open_sample(folder)
            many_hits(case, lead, hits)
        measure(folder / "case", folder / "lead.identity")


if __name__ == "__main__":
    main()
