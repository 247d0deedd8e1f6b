"""Files of a sample: the worksheet people fill, and the frame with every unit's ticket."""

from pathlib import Path

import pyarrow as pa

from inspector.errors import SampleUndrawn
from inspector.findings import KeptSample
from inspector.statistics import Plan, Unit, ticket
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.sample import drawn_one
from inspector.steps.sample_frame import same_frame
from inspector.steps.tables import export

_RESULTS = ("defect", "error", "audited", "note")
"""Columns of a worksheet that people fill."""


def drawn_units(sample: KeptSample) -> list[Unit]:
    """The units of a drawn sample, in the order to examine them."""
    return [Unit.from_body(one) for one in (sample.drawn or {}).get("drawn", ())]


def worksheet(sample: KeptSample) -> pa.Table:
    """The units drawn, with the columns that people fill; `appraise_sample` reads it back.

    Raises:
        SampleUndrawn: there is nothing to fill.
    """
    if sample.drawn is None:
        raise SampleUndrawn(sample=sample.id[:8])
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
        FrameInvalid: it is not the frame it was.
    """
    sample, told = drawn_one(desk, name)
    units = same_frame(desk, Plan.from_body(sample.plan), told).units
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
