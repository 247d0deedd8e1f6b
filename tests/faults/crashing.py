"""Strike an act at every step of its way to the disk, and look at what is left."""

import gc
import itertools
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from inspector.errors import CaseLocked, InspectorError
from tests.faults.disk import KINDS, Disk, Kind, PowerCut, Step, faulty
from tests.faults.scene import Act, Scene, Stages, left_over, look

EVERY = int(os.environ.get("INSPECTOR_TEST_CRASH_EVERY", "1"))
"""Strike only every so many steps, while working on it."""


def _all_of(state: Any) -> Any:
    return state


@dataclass(frozen=True)
class Acts:
    """What one person does, one act after another; each is acknowledged when it returns."""

    name: str
    stage: str
    moves: Sequence[Act]
    look: Callable[[Scene], Any] = look
    repeatable: bool = False
    """Whether doing it once more, after it was done, changes nothing."""
    certain: Callable[[Any], Any] = _all_of
    """What of the state is before or after at every instant; the rest a second try completes."""


@dataclass
class Struck:
    """How many points were struck, by kind, and what did not hold."""

    points: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def strike_everywhere(acts: Acts, stages: Stages, tmp: Path) -> Struck:
    """Every kind of failure at every step of the acts."""
    struck, states = Struck(), _states(acts, stages, tmp)
    for kind, at, step in points_of(acts, stages, tmp):
        struck.points[kind] += 1
        scene = stages[acts.stage].copied(tmp / f"{kind}{at}")
        wrong = _wrong_after(acts, scene, states, at, kind)
        struck.wrong += [f"{acts.name}: {kind} at {at} ({step}): {one}" for one in wrong]
        shutil.rmtree(scene.root)
    return struck


def points_of(acts: Acts, stages: Stages, tmp: Path) -> list[tuple[Kind, int, str]]:
    """Where to strike and how: every step there is, and every failure that step can have.

    Of many writes to one file with nothing between them, the first, the last and every eighth.
    """
    ways, scene = Disk(tmp / "dry"), stages[acts.stage].copied(tmp / "dry")
    with faulty(ways):
        _go(acts, scene, 0, [])
    shutil.rmtree(scene.root)
    return [
        (kind, at, step)
        for kind, (at, step) in itertools.product(KINDS, _struck(ways.steps))
        if ways.fits(kind, step) and not (at + len(kind)) % EVERY
    ]


def _struck(steps: Sequence[Step]) -> Iterator[tuple[int, str]]:
    numbered = enumerate(steps, 1)
    for (what, _), run in itertools.groupby(numbered, lambda one: one[1]):
        places = [at for at, _ in run]
        few = {places[0], *places[::8], places[-1]} if what == "write" else places
        yield from ((at, what) for at in sorted(few))


def strike_children(acts: Acts, stages: Stages, tmp: Path, every: int) -> Struck:
    """The same with a process that really ends, at every `every`-th step."""
    struck, states = Struck(), _states(acts, stages, tmp)
    for at in itertools.count(1, every):
        scene = stages[acts.stage].copied(tmp / f"child{at}")
        told = tmp / f"told{at}"
        ended = _in_a_child(acts, scene, at, told)
        done = len(told.read_text("utf-8")) if told.exists() else 0
        wrong = _wrong_left(acts, scene, states, done)
        struck.wrong += [f"{acts.name}: ended at {at}: {one}" for one in wrong]
        shutil.rmtree(scene.root)
        if not ended:
            return struck
        struck.points["ended"] += 1
    return struck


def _in_a_child(acts: Acts, scene: Scene, at: int, told: Path) -> bool:
    """Whether it was ended in the middle; what it acknowledged is told outside the scene."""
    child = os.fork()
    if not child:
        signal.alarm(60)  # One that hangs fails, rather than the tests.
        with suppress(BaseException), faulty(Disk(scene.root, at, "stop", lambda: os._exit(9))):
            for move in acts.moves:
                move(scene)
                with told.open("a") as file:
                    file.write("x")
            os._exit(0)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9), f"{acts.name}: the child failed at {at}"
    return code == 9


def _look_again(acts: Acts, scene: Scene) -> Any:
    """A process that ended lets go of its lock; one that only seems to does so a little later."""
    try:
        return acts.look(scene)
    except CaseLocked:
        gc.collect()
        return acts.look(scene)


def _states(acts: Acts, stages: Stages, tmp: Path) -> list[Any]:
    """Before the first act, and after each."""
    scene = stages[acts.stage].copied(tmp / "states")
    states = [acts.look(scene)]
    for move in acts.moves:
        move(scene)
        states.append(acts.look(scene))
    shutil.rmtree(scene.root)
    return states


def _go(acts: Acts, scene: Scene, first: int, acknowledged: list[int]) -> None:
    for number, move in enumerate(acts.moves[first:], first):
        move(scene)
        acknowledged.append(number)


def _wrong_after(acts: Acts, scene: Scene, states: list[Any], at: int, kind: Kind) -> Iterator[str]:
    acknowledged: list[int] = []
    try:
        with faulty(Disk(scene.root, at, kind)):
            _go(acts, scene, 0, acknowledged)
    except (PowerCut, InspectorError):
        pass
    except Exception as error:  # noqa: BLE001 - any other is what we look for
        yield f"raised {type(error).__name__}: {error}"
    yield from _wrong_left(acts, scene, states, len(acknowledged))


def _wrong_left(acts: Acts, scene: Scene, states: list[Any], done: int) -> Iterator[str]:
    """What a person finds: all that was acknowledged, the act in hand whole or not there."""
    try:
        left = _look_again(acts, scene)
    except Exception as error:  # noqa: BLE001 - told with its place
        yield f"cannot be opened: {type(error).__name__}: {error}"
        return
    if acts.certain(left) not in map(acts.certain, states[done : done + 2]):
        yield f"is neither before nor after: {left}"
    begun = states.index(left, done) if left in states[done:] else done
    try:
        _go(acts, scene, begun - (begun > done and acts.repeatable), [])
    except Exception as error:  # noqa: BLE001 - told with its place
        yield f"a second try fails: {type(error).__name__}: {error}"
        return
    if begun < len(states) - 1 and acts.look(scene) != states[-1]:
        yield f"a second try leaves {acts.look(scene)}"
    if left_over(scene):
        yield f"left over: {left_over(scene)}"
