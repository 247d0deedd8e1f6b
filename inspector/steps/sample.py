"""Samples: planned, seeded before the frame opens, drawn, redrawn, appraised; each step an event.

A frame is asked of the covered tables, as any question is, so that neither frame nor journal holds
a person's number. The seed is in the journal before the first row of the frame is read, and a
plan has one seed: who wants another makes another plan, and the log shows both.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from inspector.errors import (
    FrameInvalid,
    SampleSeeded,
    SampleUndrawn,
    SampleUnknown,
)
from inspector.findings import KeptSample, samples
from inspector.i18n import say
from inspector.statistics import (
    USE,
    Drawn,
    Frame,
    Plan,
    Unit,
    check_plan,
    draw_planned,
    estimate,
)
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.estimates import estimate_body
from inspector.steps.results import errors_of
from inspector.steps.sample_frame import open_frame, same_frame
from inspector.trust import canonical, digest
from inspector.workspace import gate

_DIGITS = 20
"""Of a seed this computer makes."""


@dataclass(frozen=True)
class Redrawn:
    """A sample drawn once more: whether frame and units came out as the journal has them."""

    sample: KeptSample
    frame: str
    same_frame: bool
    same_units: bool

    @property
    def equal(self) -> bool:
        """Whether both did."""
        return self.same_frame and self.same_units


@acting("draft")
def plan_sample(desk: Desk, plan: Plan, purpose: str = "") -> KeptSample:
    """Fix a plan in the journal; nothing is read yet.

    Raises:
        RoleForbidden, FrameInvalid, QuestionRefused: nothing was written.
    """
    check_plan(plan)
    if plan.question:
        gate(plan.question)
    event = desk.note("sample-planned", {"plan": plan.to_body(), "purpose": purpose})
    return find_sample(desk, event.id.removeprefix("sha256:"))


def kept_samples(desk: Desk) -> list[KeptSample]:
    """The samples of the case, in the order they were planned."""
    return list(samples(desk.journal.events()).values())


def find_sample(desk: Desk, name: str) -> KeptSample:
    """One sample by its id, or by the beginning of it if that names one only.

    Raises:
        SampleUnknown
    """
    found = [one for one in kept_samples(desk) if name and one.id.startswith(name)]
    if len(found) != 1:
        raise SampleUnknown(sample=name)
    return found[0]


@acting("draft")
def draw_sample(desk: Desk, name: str, seed: str = "") -> KeptSample:
    """Write the seed down, then open the frame, then draw; a seed that is there already is used.

    Args:
        seed: made before everybody's eyes, as dice; "" lets this computer make one.

    Raises:
        RoleForbidden, SampleUnknown, SampleSeeded: nothing was written.
        FrameInvalid, QuestionFailed, QuestionStopped: the seed stands, nothing was drawn.
    """
    sample = find_sample(desk, name)
    if sample.seeds and seed not in ("", sample.seeds[0]):
        raise SampleSeeded(sample=sample.id[:8])
    if sample.drawn:
        return sample
    plan = Plan.from_body(sample.plan)
    if not sample.seeds:
        _seed(desk, sample.id, plan, seed.strip())
    chosen = find_sample(desk, sample.id).seeds[0]
    frame = open_frame(desk, plan)
    drawn = draw_planned(plan, frame, chosen)
    desk.note("sample-drawn", {"sample": sample.id, **_told(frame, drawn)})
    return find_sample(desk, sample.id)


def _seed(desk: Desk, sample: str, plan: Plan, given: str) -> None:
    seed = given or _machine_seed(plan.method)
    if plan.method == "ratstats" and not _above_nothing(seed):
        raise FrameInvalid(problem="seed", size=plan.size, units=0)
    source = "given" if given else "machine"
    desk.note("sample-seeded", {"sample": sample, "seed": seed, "source": source})


def _machine_seed(method: str) -> str:
    if method == "ratstats":
        return f"{Decimal(secrets.randbelow(9_999_999) + 1) / 100}"
    return f"{secrets.randbelow(10**_DIGITS):0{_DIGITS}}"


def _above_nothing(seed: str) -> bool:
    try:
        return float(seed) > 0
    except ValueError:
        return False


def _told(frame: Frame, drawn: Drawn) -> dict[str, object]:
    return {
        "frame": frame.digest,
        "units": len(frame.units),
        "amount": str(frame.amount),
        "left_out": frame.left_out,
        "order": "stratum, cluster, key",
        "interval": str(drawn.interval),
        "drawn": [unit.to_body() for unit in drawn.units],
    }


@acting("ask")
def redraw_sample(desk: Desk, name: str) -> Redrawn:
    """Open the frame again and draw again with the seed of the journal; nothing is written.

    Raises:
        SampleUnknown, SampleUndrawn
    """
    sample, told = drawn_one(desk, name)
    plan = Plan.from_body(sample.plan)
    frame = open_frame(desk, plan)
    again = _told(frame, draw_planned(plan, frame, sample.seeds[0]))
    return Redrawn(
        sample, frame.digest, frame.digest == told["frame"], again["drawn"] == list(told["drawn"])
    )


def drawn_one(desk: Desk, name: str) -> tuple[KeptSample, Mapping[str, Any]]:
    """A sample and what its draw told.

    Raises:
        SampleUnknown, SampleUndrawn
    """
    sample = find_sample(desk, name)
    if sample.drawn is None:
        raise SampleUndrawn(sample=sample.id[:8])
    return sample, sample.drawn


@acting("draft")
def appraise_sample(desk: Desk, name: str, results: Path | None) -> KeptSample:
    """Estimate what the results of the units drawn say of the frame, and keep it as an event.

    Args:
        results: the filled worksheet (CSV or workbook); None takes the findings of the case.

    Raises:
        RoleForbidden, SampleUnknown, SampleUndrawn, FileMissing, FileUnreadable, ResultUnfit,
            SampleUnfit, FrameInvalid: nothing was written.
    """
    sample, told = drawn_one(desk, name)
    plan = Plan.from_body(sample.plan)
    units = [Unit.from_body(one) for one in told["drawn"]]
    errors = errors_of(desk, plan, units, results)
    drawn = Drawn(tuple(units), Decimal(told["interval"]))
    found = estimate(plan, same_frame(desk, plan, told), drawn, errors)
    desk.note(
        "sample-appraised",
        {
            "sample": sample.id,
            "results": digest(canonical({key: str(error) for key, error in errors.items()})),
            "source": "findings" if results is None else "file",
            "estimates": [estimate_body(one) for one in found],
            "use": {"zh": say(USE, "zh"), "en": say(USE, "en")},
        },
    )
    return find_sample(desk, sample.id)
