"""Samples as the journal's events add up to them: planned, seeded, drawn, appraised.

A plan has one draw. Where two people who had not seen each other drew it, the first by the order of
events holds, and `seeds` shows that there were two.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from inspector.findings.events import Event, in_order
from inspector.i18n import Language, say


@dataclass(frozen=True)
class KeptSample:
    """One sample; `plan`, `drawn` and `appraisals` are the bodies of its events."""

    id: str
    """The event that planned it, without `sha256:`."""
    at: str
    author: str
    purpose: str
    plan: Mapping[str, Any]
    seeds: tuple[str, ...] = ()
    source: str = ""
    """Of the first seed: `given` (dice, rolled before everybody) or `machine`."""
    drawn: Mapping[str, Any] | None = None
    appraisals: tuple[Mapping[str, Any], ...] = ()
    """In order; the last stands."""
    beside: tuple[str, ...] = ()
    """Other samples of the very same frame, each with its seed."""

    def replaced(self, lang: Language | None = None) -> str:
        """A sentence that names the appraisals the last one replaced; empty if there are none."""
        before = self.appraisals[:-1]
        if not before:
            return ""
        points = (
            f"{'、'.join(one['point'] for one in body['estimates'])} ({body['results'][:15]})"
            for body in before
        )
        return say("sampling.replaced", lang, times=len(before), earlier="; ".join(points))

    def drawn_beside(self, lang: Language | None = None) -> str:
        """A sentence that names the other draws of the very same frame; empty if there are none.

        Who draws again until a sample pleases cannot keep quiet about the others.
        """
        others = "; ".join(self.beside)
        return say("sampling.drawn-beside", lang, others=others) if others else ""


def samples(events: Iterable[Event]) -> dict[str, KeptSample]:
    """The samples that `events` add up to, by id, in the order they were planned."""
    known: dict[str, KeptSample] = {}
    for event in sorted(set(events), key=in_order):
        body = event.body
        if event.kind == "sample-planned":
            name = event.id.removeprefix("sha256:")
            planned = KeptSample(name, event.at, event.author, body["purpose"], body["plan"])
            known[name] = planned
        elif event.kind in _NEXT and body["sample"] in known:
            known[body["sample"]] = _NEXT[event.kind](known[body["sample"]], body)
    return {name: replace(one, beside=_beside(one, known.values())) for name, one in known.items()}


def _beside(one: KeptSample, known: Iterable[KeptSample]) -> tuple[str, ...]:
    if one.drawn is None:
        return ()
    return tuple(
        f"{other.id[:8]} ({'、'.join(other.seeds)})"
        for other in known
        if other.id != one.id and other.drawn and other.drawn["frame"] == one.drawn["frame"]
    )


def _seeded(one: KeptSample, body: Mapping[str, Any]) -> KeptSample:
    seeds = dict.fromkeys((*one.seeds, body["seed"]))
    return replace(one, seeds=tuple(seeds), source=one.source or body["source"])


def _drawn(one: KeptSample, body: Mapping[str, Any]) -> KeptSample:
    return one if one.drawn else replace(one, drawn=body)


def _appraised(one: KeptSample, body: Mapping[str, Any]) -> KeptSample:
    return replace(one, appraisals=(*one.appraisals, body))


_NEXT = {"sample-seeded": _seeded, "sample-drawn": _drawn, "sample-appraised": _appraised}
