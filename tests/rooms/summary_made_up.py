"""Bundles of two teams and two hospitals for the tests of the summary; people are made up."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from inspector.findings import Journal, pack_events
from inspector.merge import BundleContents, Merged, gather
from inspector.report import SummaryFiles, write_summary
from inspector.trust import Card, Identity, Vault, new_identity
from tests.rooms.journal_made_up import confirmed

DAY = date(2024, 11, 25)
NOON = datetime(2024, 3, 1, 4, 0, tzinfo=UTC)
SNAPSHOT, OTHER = "sha256:" + "1" * 64, "sha256:" + "2" * 64
TITLES = {
    "XY2-03": {"zh": "重复收费", "en": "Charged twice"},
    "SES-01": {"zh": "无治疗记录收费", "en": "Charged without a session"},
    "XY2-11": {"zh": "超标准收费", "en": "Price over the ceiling"},
}
NOTE = "=1+1 病历载明\t每日两次，见第 3 页"


@dataclass
class Drawer:
    """A team's case on its own laptop."""

    folder: Path
    member: Identity
    id: str
    cards: tuple[Card, ...]
    writes: bool = True

    @property
    def vault(self) -> Vault:
        return Vault(bytes(32))


@cache
def people() -> Mapping[str, Identity]:
    return {
        "zhang": new_identity("张检查", "lead"),
        "li": new_identity("李䶮", "inspector"),
        "wang": new_identity("王𬭎", "lead"),
        "zhou": new_identity("周督导", "supervisor", organisation="省医疗保障局"),
    }


def zhou() -> Identity:
    return people()["zhou"]


def known(key_id: str) -> Card | None:
    return {one.card.key_id: one.card for one in people().values()}.get(key_id)


def opened(rule: str, *lines: tuple[str, str, str]) -> dict[str, Any]:
    amounts = (Decimal(amount) for _, amount, _ in lines)
    return {
        "rule": rule,
        "rule_digest": "",
        "title": TITLES[rule],
        "verdict_kind": "suspect",
        "basis": [],
        "snapshots": [SNAPSHOT],
        "params": {},
        "lines": [
            {"bkkp_sn": sn, "amount": amount, "cap": cap, "psn_no": "P00000001"}
            for sn, amount, cap in lines
        ],
        "amount": str(sum(amounts, Decimal("0.00"))),
    }


def yes(amount: str) -> dict[str, str]:
    return {"verdict": "confirmed", "amount": amount, "basis": "", "reason": "", "note": ""}


def no(reason: str, note: str = "") -> dict[str, str]:
    told = {"verdict": "rejected", "amount": "0.00", "basis": ""}
    return {**told, "reason": reason, "note": note}


def bundle(
    journal: Journal, team: Sequence[str], number: int, hospital: str, case: str
) -> BundleContents:
    names = {"H33010200001": "康宁康复医院", "H33010200002": "安和医院"}
    return BundleContents(
        case_id=case,
        institution=hospital,
        institution_name=names[hospital],
        period=(date(2024, 1, 1), date(2024, 12, 31)),
        team=tuple(people()[one].card.name for one in team),
        snapshot_digests=(SNAPSHOT,),
        pack_digests=("sha256:" + "3" * 64,),
        journal=pack_events(journal.events()),
        manifest={},
        digest=f"sha256:{number:064x}",
        cards=tuple(one.card for one in people().values()),
        heads=journal.heads(),
    )


def journal(folder: Path, who: str, case: str) -> Journal:
    cards = tuple(one.card for one in people().values())
    return Journal(Drawer(folder / who / case, people()[who], case, cards), clock=lambda: NOON)


def bundles(folder: Path) -> list[BundleContents]:
    """Two teams on one hospital, one of them on another; they disagree about F2."""
    a, b = journal(folder, "zhang", "C-1"), journal(folder, "wang", "C-1")
    for desk in (a, b):
        desk.append(
            "opened", "F1", opened("XY2-03", ("B1", "60.00", "100.00"), ("B2", "40.00", "40.00"))
        )
        confirmed(desk, "F1", yes("100.00"))
        desk.append("opened", "F2", opened("SES-01", ("B3", "1230.00", "1230.00")))
    confirmed(a, "F2", yes("1230.00"))
    b.append("verdict", "F2", no("clinically-justified", NOTE))
    b.append("opened", "F3", opened("XY2-11", ("B1", "90.00", "100.00")))
    confirmed(b, "F3", yes("90.00"))
    a.append("opened", "F4", opened("XY2-11", ("B9", "5.00", "5.00")))
    a.append("verdict", "F4", no("policy-allows"))
    c = journal(folder, "wang", "C-2")
    c.append("opened", "F5", opened("XY2-03", ("B1", "12345.60", "20000.00")))
    confirmed(c, "F5", yes("12345.60"))
    return [
        bundle(a, ["zhang", "li"], 1, "H33010200001", "C-1"),
        bundle(b, ["wang"], 2, "H33010200001", "C-1"),
        bundle(c, ["wang"], 3, "H33010200002", "C-2"),
    ]


def first_revision(pdf: Path) -> bytes:
    data = pdf.read_bytes()
    return data[: data.index(b"%%EOF") + 6]


def twice_and_foreign(folder: Path) -> Merged:
    """Three bundles, one of them twice, and one on a snapshot that is not its own."""
    given = bundles(folder)
    foreign = replace(given[2], snapshot_digests=(OTHER,), digest=f"sha256:{9:064x}", case_id="C-2")
    return gather([*given, given[0], foreign])


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Merged:
    return twice_and_foreign(tmp_path_factory.mktemp("teams"))


@pytest.fixture(scope="module")
def files(merged: Merged, tmp_path_factory: pytest.TempPathFactory) -> SummaryFiles:
    folder = tmp_path_factory.mktemp("summary")
    return write_summary(folder, merged, zhou(), made_on=DAY, lang="zh")


@pytest.fixture
def copy(files: SummaryFiles, tmp_path: Path) -> SummaryFiles:
    shutil.copytree(files.folder, tmp_path / "copy")
    return SummaryFiles(tmp_path / "copy")
