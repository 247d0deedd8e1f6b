"""A sample as its screen tells it: a line in the table, and beside it frame, seed and estimates."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.text import Text

from inspector.i18n import language, say
from inspector.tui.cells import clean, count
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells

if TYPE_CHECKING:
    from inspector.findings import KeptSample
    from inspector.statistics import Plan

PLAN = ("question", "key", "kind", "size", "second", "method", "stratum", "cluster", "amount")
DEFAULTS = {"kind": "attribute", "method": "tickets", "key": "setl_id", "size": "60"}
DEFAULTS |= {"question": "SELECT setl_id FROM setl_d"}


def unit_of(unit: Mapping[str, str]) -> str:
    """A unit on one line."""
    return clean("  ".join(unit[name] for name in ("stratum", "cluster", "key") if name in unit))


def plan_of(told: Mapping[str, str]) -> "Plan":
    """The plan that was typed; a size that is no number is none, which the step refuses."""
    from inspector.statistics import Plan

    numbers = {
        name: int(told[name]) if told[name].isdecimal() else 0 for name in ("size", "second")
    }
    return Plan.from_body({**told, **numbers})


def columns() -> list[Column]:
    """Id, kind, frame, sample, state."""
    return [
        Column(say("sampling.column.sample"), 8),
        Column(say("sampling.column.kind"), 12, grows=True),
        Column(say("sampling.column.units"), 9, right=True),
        Column(say("sampling.column.drawn"), 6, right=True),
        Column(say("sampling.column.state"), 9),
    ]


def cells(one: "KeptSample") -> Cells:
    """A sample's line."""
    drawn: Mapping[str, Any] = one.drawn or {}
    state = "appraised" if one.appraisals else "drawn" if drawn else "planned"
    return (
        one.id[:8],
        say(f"sampling.kind.{one.plan['kind']}"),
        count(drawn["units"]) if drawn else "",
        count(len(drawn["drawn"])) if drawn else "",
        say(f"sampling.state.{state}"),
    )


def about(one: "KeptSample") -> Text:
    """Frame, seed, digest, and each estimate with what it may be used for."""
    told = Text()
    asked = one.plan["question"] or say("sampling.hits-of", rule=one.plan["rule"])
    _add(told, "question", asked)
    if one.seeds:
        _add(told, "seed", f"{'、'.join(one.seeds)} ({say(f'sampling.source.{one.source}')})")
    if one.drawn:
        facts = {"units": count(one.drawn["units"]), "amount": one.drawn["amount"]}
        told.append(clean(say("sampling.frame", digest=one.drawn["frame"], **facts)) + "\n")
    for body in one.appraisals[-1:]:
        for estimate in body["estimates"]:
            told.append(f"{say('sampling.method.' + estimate['method'])}\n", "bold")
            told.append(f"{estimate['point']}  ± {estimate['error']}\n")
            for level, limits in estimate["limits"].items():
                told.append(f"  {level} %  {limits['lower']} – {limits['upper']}\n")
        told.append(body["use"][language()] + "\n", "italic")
    for sentence in filter(None, (one.replaced(), one.drawn_beside())):
        told.append(clean(sentence) + "\n")
    return told


def _add(told: Text, label: str, value: str) -> None:
    told.append(f"{say(f'sampling.label.{label}')}\n", "bold").append(f"{clean(value)}\n")
