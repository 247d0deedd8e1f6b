"""The journal: signed events, and the findings they add up to."""

from inspector.findings.bodies import ANSWERS, AUTHORITIES, JUDGED, SETTLING, SEVERITIES
from inspector.findings.chain import check_chains, open_event
from inspector.findings.claims import claims, laid
from inspector.findings.classes import class_of
from inspector.findings.diagram import lifecycle_page
from inspector.findings.drafts import (
    ACT_TO,
    TARGETS,
    Words,
    chosen_article,
    confirmed_at_once,
    move_to,
    referred_to,
)
from inspector.findings.events import FIRST, Event, EventInvalid, in_order
from inspector.findings.exclusions import EXCLUSIONS, Exclusion, exclusions, false_positives
from inspector.findings.exhibits import KeptPiece, pieces
from inspector.findings.finding import CLEARED, UPHELD, Finding, FindingLine, Reply, Side
from inspector.findings.fold import fold
from inspector.findings.follow_up import FollowUp, follow_up, follow_ups
from inspector.findings.fund import FundPart, FundShare, fund_share
from inspector.findings.journal import Journal, TornTail
from inspector.findings.known import latest
from inspector.findings.lifecycle import (
    AFTER,
    STATES,
    TABLE,
    act_of,
    allowed_acts,
    check_move,
    leaves,
    may_act,
)
from inspector.findings.questions import KeptQuestion, questions
from inspector.findings.samples import KeptSample, samples
from inspector.findings.signing import sign_event
from inspector.findings.telling import told_of
from inspector.findings.travel import kept_events, pack_events, unpack_events
from inspector.findings.undo import act_on, last_act, last_of
from inspector.findings.verdicts import check_verdict

__all__ = [
    "ACT_TO",
    "AFTER",
    "ANSWERS",
    "AUTHORITIES",
    "CLEARED",
    "EXCLUSIONS",
    "FIRST",
    "JUDGED",
    "SETTLING",
    "SEVERITIES",
    "STATES",
    "TABLE",
    "TARGETS",
    "UPHELD",
    "Event",
    "EventInvalid",
    "Exclusion",
    "Finding",
    "FindingLine",
    "FollowUp",
    "FundPart",
    "FundShare",
    "Journal",
    "KeptPiece",
    "KeptQuestion",
    "KeptSample",
    "Reply",
    "Side",
    "TornTail",
    "Words",
    "act_of",
    "act_on",
    "allowed_acts",
    "check_chains",
    "check_move",
    "check_verdict",
    "chosen_article",
    "claims",
    "class_of",
    "confirmed_at_once",
    "exclusions",
    "false_positives",
    "fold",
    "follow_up",
    "follow_ups",
    "fund_share",
    "in_order",
    "kept_events",
    "laid",
    "last_act",
    "last_of",
    "latest",
    "leaves",
    "lifecycle_page",
    "may_act",
    "move_to",
    "open_event",
    "pack_events",
    "pieces",
    "questions",
    "referred_to",
    "samples",
    "sign_event",
    "told_of",
    "unpack_events",
]
