"""The journal: signed events, and the findings they add up to."""

from inspector.findings.chain import check_chains, open_event
from inspector.findings.claims import claims, laid
from inspector.findings.events import FIRST, Event, EventInvalid
from inspector.findings.exclusions import EXCLUSIONS, Exclusion, exclusions, false_positives
from inspector.findings.finding import Finding, FindingLine, Side
from inspector.findings.fold import fold, latest
from inspector.findings.journal import Journal, TornTail
from inspector.findings.lifecycle import AFTER, STATES, allowed_acts, check_move
from inspector.findings.samples import KeptSample, samples
from inspector.findings.signing import sign_event
from inspector.findings.travel import pack_events, unpack_events
from inspector.findings.verdicts import check_verdict

__all__ = [
    "AFTER",
    "EXCLUSIONS",
    "FIRST",
    "STATES",
    "Event",
    "EventInvalid",
    "Exclusion",
    "Finding",
    "FindingLine",
    "Journal",
    "KeptSample",
    "Side",
    "TornTail",
    "allowed_acts",
    "check_chains",
    "check_move",
    "check_verdict",
    "claims",
    "exclusions",
    "false_positives",
    "fold",
    "laid",
    "latest",
    "open_event",
    "pack_events",
    "samples",
    "sign_event",
    "unpack_events",
]
