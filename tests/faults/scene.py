"""One small inspection, made once and copied for every failure; and what is left of it."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

from inspector import steps
from inspector.evidence import verify_all
from inspector.findings import Finding
from inspector.outbox import listing
from inspector.steps import Desk
from inspector.steps.people import issue_roster
from inspector.trust import Identity, TrustStore, digest_file, new_identity
from tests.rooms.rules_made_up import write_pack
from tests.rooms.snapshot_sample import pack_small

OFFICE = new_identity("医保数据甲", "authority")
ZHANG = new_identity("张组长", "lead", cert_no="YB-1")
LI = new_identity("李检查", "inspector", cert_no="YB-2")
ZHOU = new_identity("周督导", "supervisor", cert_no="YB-9")
PEOPLE = (OFFICE, ZHANG, LI, ZHOU)
SOURCES = ({"file": "a.csv", "digest": "sha256:0", "rows_taken": 6, "rows_quarantined": 0},)
FEES = """
    CREATE TABLE fee_list_d AS SELECT 'B' || n AS bkkp_sn, 'M' || n AS mdtrt_id, 'P1' AS psn_no,
        'S1' AS setl_id, TIMESTAMP '2024-03-01 08:00:00' AS fee_ocur_time, 'A1' AS med_list_codg,
        '推拿' AS medins_list_name, '康复科' AS bilg_dept_name, '甲' AS bilg_dr_name,
        '康复科' AS acord_dept_name, CAST(3 AS DECIMAL(16,4)) AS cnt,
        CAST(10 AS DECIMAL(16,6)) AS pric, CAST(30 AS DECIMAL(16,2)) AS det_item_fee_sumamt,
        CAST(3 AS DECIMAL(16,4)) AS net_cnt, CAST(30 AS DECIMAL(16,2)) AS net_amt
    FROM range(1, 7) AS t(n)
"""


@dataclass(frozen=True)
class Scene:
    """A folder with everything in it: trust store, snapshot, pack, case, target, inbox."""

    root: Path

    @property
    def case(self) -> Path:
        return self.root / "case"

    @property
    def snapshot(self) -> Path:
        return self.root / "small.snapshot"

    @property
    def pack(self) -> Path:
        return self.root / "pack"

    @property
    def inbox(self) -> Path:
        return self.root / "inbox"

    @property
    def elsewhere(self) -> Path:
        return self.root / "elsewhere"

    @property
    def photos(self) -> list[Path]:
        return sorted((self.root / "photos").iterdir())

    @contextmanager
    def desk(self, who: Identity = ZHANG, *, write: bool = True) -> Iterator[Desk]:
        """The case, opened by one of the team."""
        with self.at_home(), steps.open_desk(self.case, who, write=write) as desk:
            yield desk

    @contextmanager
    def at_home(self) -> Iterator[None]:
        """With the trust store of this scene."""
        with patch.dict("os.environ", {"INSPECTOR_HOME": str(self.root / "home")}):
            yield

    def copied(self, to: Path) -> "Scene":
        """The same stage, somewhere else."""
        shutil.copytree(self.root, to)
        return Scene(to)


@dataclass(frozen=True)
class Stages:
    """The scene at every stage, by name."""

    root: Path

    def __getitem__(self, name: str) -> Scene:
        return Scene(self.root / name)

    def keep(self, scene: Scene, name: str) -> None:
        shutil.copytree(scene.root, self.root / name)


def make(root: Path) -> Stages:
    """From the snapshot to the receipt, each stage kept."""
    stages, now = Stages(root / "stages"), Scene(root / "now")
    _introduce(now)
    stages.keep(now, "packed")
    with now.at_home():
        steps.open_case(now.case, [now.snapshot], ZHANG)
    stages.keep(now, "opened")
    with now.desk() as desk:
        steps.check(desk, [now.pack])
    stages.keep(now, "checked")
    with now.desk() as desk:
        steps.from_hits(desk)
    stages.keep(now, "recorded")
    with now.desk() as desk:
        names = sorted(desk.findings())
        steps.confirm(desk, names[:3])
        steps.reject(desk, names[3:], "refunded")
        steps.attach(desk, names[0], now.photos[:1])
    stages.keep(now, "decided")
    _report_and_change(stages, names[0])
    _hand_in(now, stages)
    return stages


def _report_and_change(stages: Stages, finding: str) -> None:
    """A report outside the case, and somebody who decides otherwise after it."""
    changed = stages["decided"].copied(stages.root / "changed")
    with changed.desk() as desk:
        steps.make_report(desk, changed.elsewhere, "zh")
    with changed.desk(LI) as desk:
        steps.reject(desk, [finding], "refunded")


def _introduce(now: Scene) -> None:
    for name in ("photos", "inbox"):
        (now.root / name).mkdir(parents=True)
    for number in range(3):
        (now.root / "photos" / f"{number}.jpg").write_bytes(bytes([number]) * 70_000)
    write_pack(now.pack)
    with now.at_home():
        steps.load_packs([now.pack])
        store = TrustStore(now.root / "home")
        for one in PEOPLE:
            store.trust(one.card)
        roster = now.root / "team.roster"
        issue_roster(roster, "2024-07", [one.card for one in PEOPLE], OFFICE, _soon())
        store.accept_roster(roster.read_bytes())
    with (
        patch("tests.rooms.snapshot_sample.AUTHORITY", OFFICE),
        patch("tests.rooms.snapshot_sample.INSPECTOR", ZHANG),
        patch("tests.rooms.snapshot_sample.COLLEAGUE", LI),
    ):
        pack_small(now.root, FEES, sources=SOURCES)


def _soon() -> date:
    return date.today() + timedelta(days=30)


def _hand_in(now: Scene, stages: Stages) -> None:
    with now.desk() as desk:
        steps.make_report(desk, None, "zh")
    stages.keep(now, "reported")
    with now.desk() as desk:
        steps.sign_report(desk)
    stages.keep(now, "signed once")
    with now.desk(LI) as desk:
        steps.sign_report(desk)
    stages.keep(now, "signed")
    with now.desk(LI) as desk:
        steps.submit(desk, None)
    stages.keep(now, "queued")
    with now.desk(LI) as desk:
        steps.submit(desk, str(now.inbox))
    stages.keep(now, "submitted")
    with now.at_home():
        steps.gather([now.inbox], now.root / "summary", ZHOU)
    with now.desk(LI) as desk:
        steps.submit(desk, str(now.inbox))
    stages.keep(now, "received")


# --- what is left ------------------------------------------------------------------------------


@dataclass(frozen=True)
class State:
    """What a person would find in the case; ids and times that differ from run to run left out."""

    findings: tuple[tuple[str, str, int, int], ...]
    """Id, state, pieces of evidence, notes."""
    log: tuple[str, ...]
    signers: tuple[str, ...]
    reports: int
    outbox: tuple[str, ...]
    hits: int
    delivered: int


def look(scene: Scene) -> State:
    """Open the case for writing as its lead, and verify everything that can be verified in it."""
    with scene.desk() as desk:
        found = desk.findings()
        named = [one for finding in found.values() for one in finding.evidence]
        assert verify_all(desk.case, named) == []
        assert desk.journal.missing() == set()
        seen = steps.overview(desk)
        for report in sorted((scene.case / "reports").glob("[0-9]*")):
            _verify_once(report)
        return State(
            findings=tuple(_told(found[name]) for name in sorted(found)),
            log=_log(desk),
            signers=seen.signers,
            reports=len(list((scene.case / "reports").glob("[0-9]*"))),
            outbox=tuple(entry.state for entry in listing(scene.case / "outbox")),
            hits=sum(row.hits for row in seen.outcomes),
            delivered=len(list(scene.inbox.glob("*.bundle"))),
        )


def _log(desk: Desk) -> tuple[str, ...]:
    """The log without who came in; done over again, some acts are noted twice."""
    kinds = [event.kind for event in desk.journal.events() if not event.finding]
    once = {kind for kind in kinds if kind in ("checked", "exported")}
    return tuple(sorted([*once, *(kind for kind in kinds if kind not in {*once, "entered"})]))


def _verify_once(report: Path) -> None:
    """The same bytes verify as they did before."""
    bytes_of = tuple(digest_file(path) for path in sorted(report.iterdir()))
    if bytes_of not in _VERIFIED:
        steps.verify_file(report)
        _VERIFIED.add(bytes_of)


_VERIFIED: set[tuple[str, ...]] = set()


def _told(finding: Finding) -> tuple[str, str, int, int]:
    notes = sum(event.kind == "noted" for event in finding.history)
    return finding.id, finding.state, len(finding.evidence), notes


def left_over(scene: Scene) -> list[str]:
    """Files of the case, and of a report outside it, that only a crash leaves behind."""
    places = (scene.case, scene.elsewhere)
    left = (path for place in places for path in place.rglob("*") if path.is_file())
    return [
        path.name for path in left if path.name.startswith(".") or path.suffix in (".part", ".new")
    ]


Act = Callable[[Scene], None]
