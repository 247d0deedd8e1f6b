"""Four laptops of one case come to one state, in whatever order and however often it breaks off."""

import random
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from errno import ENOSPC
from functools import partial
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import pytest

from inspector import steps
from inspector.errors import FileMissing, InspectorError, RoleForbidden, WriteFailed
from inspector.evidence import kept, verify_all
from inspector.findings import Event, Finding
from inspector.snapshot import About, pack
from inspector.steps import Desk, Synced, issue_roster
from inspector.trust import Identity, TrustStore, new_identity
from inspector.workspace import blank_engine
from tests.faults.scene import FEES, LI, OFFICE, SOURCES, ZHANG, ZHOU
from tests.rooms.rules_made_up import write_pack
from tests.rooms.snapshot_sample import ABOUT

WANG = new_identity("王检查", "inspector", cert_no="YB-3")
CHEN = new_identity("陈专家", "contractor", cert_no="YB-4")
TEAM = (ZHANG, LI, WANG, CHEN)
T = TypeVar("T")


@dataclass(frozen=True)
class Laptop:
    """One member's own copy of the case, with a trust store and a stick that goes round."""

    root: Path
    who: Identity
    stick: Path

    def at(self, act: Callable[[Desk], T]) -> T:
        home = {"INSPECTOR_HOME": str(self.root / "home")}
        with (
            patch.dict("os.environ", home),
            steps.open_desk(self.root / "case", self.who) as desk,
        ):
            return act(desk)

    def sync(self) -> Synced:
        return self.at(lambda desk: steps.sync(desk, self.stick))

    def findings(self) -> dict[str, Finding]:
        return self.at(lambda desk: desk.findings())

    def events(self) -> list[Event]:
        """All but who sat down when, which every look adds to."""
        events = self.at(lambda desk: desk.journal.events())
        return [event for event in events if event.kind != "entered"]

    def evidence(self) -> list[str]:
        assert self.at(lambda desk: verify_all(desk.case)) == []
        return self.at(lambda desk: kept(desk.case))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Each has opened the same snapshot; 张 has run the rules and opened what they found."""
    root = tmp_path_factory.mktemp("team")
    cards, snapshot = [one.card for one in (OFFICE, ZHOU, *TEAM)], root / "small.snapshot"
    with blank_engine(files=True) as office:
        office.con.execute(FEES)
        about = About(**{**vars(ABOUT), "sources": SOURCES})
        pack(office.con, ["fee_list_d"], about, OFFICE, [one.card for one in TEAM], snapshot)
    until = date.today() + timedelta(days=30)
    issue_roster(root / "team.roster", "2024-07", cards, OFFICE, until)
    write_pack(root / "pack")
    for number, who in enumerate(TEAM):
        laptop = Laptop(root / str(number), who, root / "stick")
        store = TrustStore(laptop.root / "home")
        store.trust(OFFICE.card)
        store.accept_roster((root / "team.roster").read_bytes())
        with patch.dict("os.environ", {"INSPECTOR_HOME": str(laptop.root / "home")}):
            steps.load_packs([root / "pack"])
            steps.open_case(laptop.root / "case", [snapshot], who)
    first = Laptop(root / "0", ZHANG, root / "stick")
    first.at(lambda desk: steps.check(desk, [root / "pack"]))
    first.at(steps.from_hits)
    return root


@pytest.fixture
def team(made: Path, tmp_path: Path) -> list[Laptop]:
    shutil.copytree(made, tmp_path / "team")
    (tmp_path / "stick").mkdir()
    return [
        Laptop(tmp_path / "team" / str(n), who, tmp_path / "stick") for n, who in enumerate(TEAM)
    ]


def go_round(team: Sequence[Laptop]) -> None:
    """The stick goes round twice: then everybody has seen everybody."""
    for laptop in (*team, *team):
        assert laptop.sync().refused == ()


def assert_one_state(team: Sequence[Laptop]) -> None:
    first = team[0]
    for other in team[1:]:
        assert other.events() == first.events()
        assert other.evidence() == first.evidence()
        assert other.findings() == first.findings()


def work(laptop: Laptop, dice: random.Random, root: Path) -> None:
    """One act of whoever sits there on some finding; what is not allowed is not done."""
    there = sorted(laptop.findings())
    if not there:
        return
    finding = dice.choice(there)
    photo = root / f"{dice.random()}.jpg"
    photo.write_bytes(dice.randbytes(5000))
    acts: list[Callable[[Desk], object]] = [
        lambda desk: steps.confirm(desk, [finding]),
        lambda desk: steps.reject(desk, [finding], "refunded"),
        lambda desk: steps.attach(desk, finding, [photo]),
        lambda desk: steps.annotate(desk, finding, "看过"),
    ]
    try:
        laptop.at(dice.choice(acts))
    except InspectorError:
        return


def break_off(laptop: Laptop, dice: random.Random) -> None:
    """The cable is pulled, or the program is ended, somewhere in the middle."""
    where = dice.choice(("hand_over", "write_whole", "take_over", "seal"))
    with (
        patch(f"inspector.steps.sync.{where}", side_effect=KeyboardInterrupt),
        pytest.raises(KeyboardInterrupt) if where != "take_over" else _perhaps(),
    ):
        laptop.sync()


class _perhaps:  # noqa: N801 - reads as pytest.raises does
    def __enter__(self) -> None: ...

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        return kind is None or issubclass(kind, KeyboardInterrupt)


@pytest.mark.heavy
@pytest.mark.parametrize("seed", range(6))
def test_four_laptops_come_to_one_state_in_any_order(
    team: list[Laptop], tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    for _ in range(14):
        laptop = dice.choice(team)
        dice.choice((laptop.sync, partial(work, laptop, dice, tmp_path)))()
        if dice.random() < 0.3:
            break_off(dice.choice(team), dice)
    work(team[0], dice, tmp_path)
    dice.shuffle(team)
    go_round(team)
    assert_one_state(team)
    assert team[0].findings()


def test_two_verdicts_given_unaware_of_each_other_are_in_conflict_on_every_laptop(
    team: list[Laptop], tmp_path: Path
) -> None:
    zhang, li, wang, chen = team
    go_round(team)
    first, second = sorted(zhang.findings())[:2]
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"a treatment card")
    zhang.at(lambda desk: steps.confirm(desk, [first]))
    zhang.at(lambda desk: steps.attach(desk, first, [photo]))
    li.at(lambda desk: steps.reject(desk, [first], "refunded"))
    li.at(lambda desk: steps.reject(desk, [second], "refunded"))
    zhang.sync()
    told = li.sync()
    assert told.conflicted == (first,)
    assert (told.evidence, told.missing, told.refused) == (1, 0, ())
    go_round(team)
    assert {one.findings()[first].state for one in team} == {"conflicted"}
    assert {one.findings()[second].state for one in team} == {"rejected"}
    assert_one_state([zhang, li, wang, chen])


def test_each_laptop_tells_who_has_seen_what(team: list[Laptop]) -> None:
    zhang, li, _, _ = team
    told = {one.name: one.seen for one in zhang.sync().colleagues}
    assert told == dict.fromkeys((LI.card.name, WANG.card.name, CHEN.card.name))
    assert li.sync().events > 0
    first = sorted(zhang.findings())[0]
    zhang.at(lambda desk: steps.annotate(desk, [first], "看过"))
    [seen] = [one for one in zhang.sync().colleagues if one.name == LI.card.name]
    assert seen.seen is not None and seen.of - seen.seen == 1
    li.sync()
    [seen] = [one for one in zhang.sync().colleagues if one.name == LI.card.name]
    assert seen.seen == seen.of


def test_nothing_on_the_stick_can_be_read_by_who_finds_it(team: list[Laptop]) -> None:
    go_round(team)
    left = [path.read_bytes() for path in team[0].stick.rglob("*") if path.is_file()]
    assert len(left) == len(TEAM)
    assert all(data.startswith(b"age-encryption.org/v1\n") for data in left)
    assert not any("推拿".encode() in data or b"opened" in data for data in left)


def test_what_is_damaged_on_the_stick_is_left_out_and_the_rest_still_counts(
    team: list[Laptop], tmp_path: Path
) -> None:
    zhang, li, wang, _ = team
    first = sorted(zhang.findings())[0]
    for number, data in enumerate((b"one", b"two")):
        photo = tmp_path / f"{number}.jpg"
        photo.write_bytes(data)
        zhang.at(partial(steps.attach, finding=first, files=[photo]))
    zhang.sync()
    wang.sync()
    piece = sorted(zhang.stick.rglob("*.age"))[0]
    piece.write_bytes(sorted(zhang.stick.rglob("*.age"))[1].read_bytes())
    [journal] = zhang.stick.glob(f"*/{ZHANG.card.key_id.removeprefix('sha256:')[:16]}.journal")
    journal.write_bytes(journal.read_bytes()[:-7])
    told = li.sync()
    assert {path for path, _ in told.refused} == {piece, journal}
    assert told.evidence == 1
    assert li.findings().keys() == zhang.findings().keys()


def test_a_stick_that_is_not_there_or_is_full_is_told(team: list[Laptop]) -> None:
    zhang = team[0]
    full = OSError(ENOSPC, "full")
    with patch("inspector.steps.sync.write_whole", side_effect=full), pytest.raises(WriteFailed):
        zhang.sync()
    zhang.stick.joinpath(next(zhang.stick.iterdir()).name, "evidence").rmdir()
    shutil.rmtree(zhang.stick)
    with pytest.raises(FileMissing):
        zhang.sync()


def test_a_supervisor_does_not_take_part(team: list[Laptop]) -> None:
    def posing(desk: Desk) -> None:
        desk.case.member = ZHOU
        with pytest.raises(RoleForbidden):
            steps.sync(desk, team[0].stick)

    team[0].at(posing)
