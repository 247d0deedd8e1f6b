"""What people do in an inspection, one act after another, and what is to be found afterwards."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from inspector import steps
from inspector.errors import CaseMissing
from inspector.merge import Store, is_store
from inspector.outbox import open_receipt
from inspector.report import verify_summary
from inspector.snapshot import About, verify
from inspector.snapshot import pack as pack_tables
from inspector.steps import Desk
from inspector.trust import TrustStore
from inspector.workspace import blank_engine
from tests.faults.crashing import Acts
from tests.faults.scene import FEES, LI, OFFICE, SOURCES, ZHANG, ZHOU, Scene, State, look
from tests.rooms.snapshot_sample import ABOUT


def named(desk: Desk) -> list[str]:
    """The findings, in one order."""
    return sorted(desk.findings())


def open_case(scene: Scene) -> None:
    with scene.at_home():
        steps.open_case(scene.case, [scene.snapshot], ZHANG)


def look_at_opened(scene: Scene) -> Any:
    try:
        return look(scene), _floor(scene)
    except CaseMissing:
        return None


def _floor(scene: Scene) -> int:
    return TrustStore(scene.root / "home").floor("snapshot H33010200001")


def check(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.check(desk, [scene.pack])


def from_hits(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.from_hits(desk)


def confirm_one(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.confirm(desk, named(desk)[:1], note="病历已核")


def reject_one(scene: Scene) -> None:
    with scene.desk(LI) as desk:
        steps.reject(desk, named(desk)[:1], "refunded")


def annotate(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.annotate(desk, named(desk)[2:3], "再看一遍")


def confirm_many(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.confirm(desk, named(desk)[2:])


def attach_one(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.attach(desk, named(desk)[1], scene.photos[:1])


def attach_three(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.attach(desk, named(desk)[2], scene.photos)


def report(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.make_report(desk, None, "zh")


def sign(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.sign_report(desk)


def sign_second(scene: Scene) -> None:
    with scene.desk(LI) as desk:
        steps.sign_report(desk)


def submit(scene: Scene) -> None:
    with scene.desk(LI) as desk:
        steps.submit(desk, str(scene.inbox))


def gather(scene: Scene) -> None:
    with scene.at_home():
        steps.gather([scene.inbox], scene.root / "summary", ZHOU)


def gather_into_store(scene: Scene) -> None:
    with scene.at_home():
        steps.gather([scene.inbox], scene.root / "summary", ZHOU, store=scene.root / "store")


def look_at_store(scene: Scene) -> tuple[int, bytes]:
    """How many bundles are in the store, and what they come to."""
    if not is_store(scene.root / "store"):
        return 0, b""
    store = Store.open(scene.root / "store", ZHOU)
    return len(store.bundles()), store.merged().to_json()


def kept(told: tuple[int, bytes]) -> int:
    return told[0]


def look_at_summary(scene: Scene) -> Any:
    """Whether the summary holds, and how many receipts there are; each holds."""
    receipts = list(scene.inbox.glob("*.receipt.json"))
    for path in receipts:
        bundle = "sha256:" + path.name.removesuffix(".receipt.json")
        open_receipt(path.read_bytes(), bundle, {ZHOU.card.key_id: ZHOU.card}.get)
    if not (scene.root / "summary" / "signatures.json").exists():
        return False, len(receipts)
    verify_summary(scene.root / "summary", {ZHOU.card.key_id: ZHOU.card}.get)
    return True, len(receipts)


def pack(scene: Scene) -> None:
    with scene.at_home(), blank_engine(files=True) as office:
        office.con.execute(FEES)
        about = About(**{**vars(ABOUT), "sources": SOURCES, "version": 2})
        pack_tables(office.con, ["fee_list_d"], about, OFFICE, [ZHANG.card], packed(scene))


def packed(scene: Scene) -> Path:
    return scene.root / "again.snapshot"


def look_at_packed(scene: Scene) -> Any:
    """Whole, or not there; what a crash leaves has another name."""
    if not packed(scene).exists():
        return None
    return verify(packed(scene), {OFFICE.card.key_id: OFFICE.card}.get).manifest.version


def report_elsewhere(scene: Scene) -> None:
    with scene.desk() as desk:
        steps.make_report(desk, scene.elsewhere, "zh")


def look_elsewhere(scene: Scene) -> Any:
    """The case, and how many confirmed findings the report outside it tells of."""
    folder = scene.elsewhere
    with scene.at_home():
        steps.verify_file(folder)
    told = json.loads((folder / "findings.json").read_bytes())["findings"]
    return look(scene), sum(one["state"] == "confirmed" for one in told)


def but_for_the_log(state: State) -> State:
    return replace(state, log=())


def over_for_certain(told: tuple[State, int]) -> Any:
    return but_for_the_log(told[0]), told[1]


def but_for_the_delivery(state: State) -> State:
    return replace(state, log=(), outbox=(), delivered=0)


def summed_up(told: tuple[bool, int]) -> bool:
    return told[0]


ACTS = [
    Acts("open", "packed", [open_case], look_at_opened),
    Acts("check", "opened", [check], repeatable=True),
    Acts("from-hits", "checked", [from_hits], repeatable=True),
    Acts("confirm", "recorded", [confirm_one]),
    Acts("reject", "decided", [reject_one]),
    Acts("annotate", "recorded", [annotate]),
    Acts("confirm many", "recorded", [confirm_many, annotate]),
    Acts("attach", "recorded", [attach_one], repeatable=True),
    Acts("attach three", "decided", [attach_three], repeatable=True),
    # The journal may know of a report that never got its name, never the other way round.
    Acts("report", "decided", [report], certain=but_for_the_log),
    Acts("report over", "changed", [report_elsewhere], look_elsewhere, certain=over_for_certain),
    # Cut off before the journal has it, signing again notes it.
    Acts("sign", "reported", [sign], certain=but_for_the_log),
    Acts("sign second", "signed once", [sign_second], certain=but_for_the_log),
    # A delivery goes from queue to target to journal, and a next try goes on from there.
    Acts("submit", "signed", [submit], repeatable=True, certain=but_for_the_delivery),
    Acts("gather", "submitted", [gather], look_at_summary, repeatable=True, certain=summed_up),
    Acts("store", "submitted", [gather_into_store], look_at_store, repeatable=True, certain=kept),
    Acts("pack", "packed", [pack], look_at_packed, repeatable=True),
]
