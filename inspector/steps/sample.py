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

import pyarrow as pa

from inspector.errors import (
    FrameInvalid,
    QuestionStopped,
    SampleSeeded,
    SampleUndrawn,
    SampleUnknown,
)
from inspector.findings import KeptSample, samples
from inspector.i18n import say
from inspector.query import ask as put_question
from inspector.statistics import (
    USE,
    Drawn,
    Frame,
    Plan,
    Unit,
    check_plan,
    draw_planned,
    estimate,
    frame_of,
    ticket,
)
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.estimates import estimate_body
from inspector.steps.hits import hits
from inspector.steps.results import errors_of
from inspector.steps.tables import export
from inspector.trust import canonical, digest
from inspector.workspace import gate

MOST_UNITS = 2_000_000
_SECONDS = 600.0
_MEMORY_MB = 2048
_DIGITS = 20
_RESULTS = ("defect", "error", "audited", "note")
"""Columns of a worksheet that people fill."""


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
    frame = _frame(desk, plan)
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


def _frame(desk: Desk, plan: Plan) -> Frame:
    if plan.rule:
        columns, rows = _hits_of(desk, plan.rule)
        return frame_of(plan, columns, rows)
    answer = put_question(desk.case, plan.question, MOST_UNITS, _SECONDS, _MEMORY_MB)
    if answer.cut:
        raise QuestionStopped(limit=f"{MOST_UNITS:,}")
    return frame_of(plan, answer.columns, answer.rows)


def _hits_of(desk: Desk, rule: str) -> tuple[list[str], list[tuple[object, ...]]]:
    """One row a hit: what identifies it, and its 元."""
    whose = ["hit_id", "psn_no", "mdtrt_id", "setl_id", "med_list_codg"]
    found = hits(desk, rule).select([*whose, "amount"]).to_pylist()
    units: dict[str, tuple[object, ...]] = {}
    for row in found:
        before = units.get(row["hit_id"])
        amount = (row["amount"] or Decimal(0)) + (before[-1] if before else Decimal(0))  # type: ignore[operator]
        units[row["hit_id"]] = (*(row[name] for name in whose), amount)
    return [*whose, "amount"], list(units.values())


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
    sample, told = _drawn_one(desk, name)
    plan = Plan.from_body(sample.plan)
    frame = _frame(desk, plan)
    again = _told(frame, draw_planned(plan, frame, sample.seeds[0]))
    return Redrawn(
        sample, frame.digest, frame.digest == told["frame"], again["drawn"] == list(told["drawn"])
    )


def _drawn_one(desk: Desk, name: str) -> tuple[KeptSample, Mapping[str, Any]]:
    sample = find_sample(desk, name)
    if sample.drawn is None:
        raise SampleUndrawn(sample=sample.id[:8])
    return sample, sample.drawn


def drawn_units(sample: KeptSample) -> list[Unit]:
    """The units of a drawn sample, in the order to examine them."""
    return [Unit.from_body(one) for one in (sample.drawn or {}).get("drawn", ())]


def worksheet(sample: KeptSample) -> pa.Table:
    """The units drawn, with the columns that people fill; `appraise_sample` reads it back."""
    plan, units = Plan.from_body(sample.plan), drawn_units(sample)
    parts = {
        "no": [str(number) for number in range(1, len(units) + 1)],
        plan.key: [unit.key for unit in units],
        **({plan.stratum: [unit.stratum for unit in units]} if plan.stratum else {}),
        **({plan.cluster: [unit.cluster for unit in units]} if plan.cluster else {}),
        **({plan.amount: [str(unit.amount) for unit in units]} if plan.amount else {}),
        **{name: [""] * len(units) for name in _RESULTS},
    }
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in parts.items()})


@acting("ask")
def frame_table(desk: Desk, name: str) -> pa.Table:
    """The whole frame of a drawn sample in its order, with each unit's ticket.

    Raises:
        SampleUnknown, SampleUndrawn: nobody sees a frame before its seed is there.
    """
    sample, _ = _drawn_one(desk, name)
    units = _frame(desk, Plan.from_body(sample.plan)).units
    columns = {
        "no": [str(number) for number in range(1, len(units) + 1)],
        "stratum": [unit.stratum for unit in units],
        "cluster": [unit.cluster for unit in units],
        "key": [unit.key for unit in units],
        "amount": [str(unit.amount) for unit in units],
        "ticket": [ticket(sample.seeds[0], unit.key).hex() for unit in units],
    }
    return pa.table({name: pa.array(cells, pa.string()) for name, cells in columns.items()})


def export_sample(desk: Desk, table: pa.Table, out: Path, what: str) -> None:
    """Write a worksheet or a frame to `out`; it is in the journal before it is on the disk."""
    export(desk, table, out, "table", {"of": what})


@acting("draft")
def appraise_sample(desk: Desk, name: str, results: Path | None) -> KeptSample:
    """Estimate what the results of the units drawn say of the frame, and keep it as an event.

    Args:
        results: the filled worksheet (CSV or workbook); None takes the findings of the case.

    Raises:
        RoleForbidden, SampleUnknown, SampleUndrawn, FileMissing, FileUnreadable, ResultUnfit,
            SampleUnfit: nothing was written.
    """
    sample, told = _drawn_one(desk, name)
    plan, units = Plan.from_body(sample.plan), drawn_units(sample)
    errors = errors_of(desk, plan, units, results)
    drawn = Drawn(tuple(units), Decimal(told["interval"]))
    found = estimate(plan, _frame(desk, plan), drawn, errors)
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
