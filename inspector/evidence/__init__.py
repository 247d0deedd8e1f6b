"""Evidence: what was attached, how it was taken, and what is still to be asked for."""

from inspector.evidence.kept import (
    EvidenceProblem,
    attach,
    get,
    hand_over,
    kept,
    reseal,
    take_over,
    verify_all,
)
from inspector.evidence.requests import Clip, Count, Record, Requests, requests
from inspector.evidence.small import Small, small
from inspector.evidence.taken import KINDS, Taken, camera_time

__all__ = [
    "KINDS",
    "Clip",
    "Count",
    "EvidenceProblem",
    "Record",
    "Requests",
    "Small",
    "Taken",
    "attach",
    "camera_time",
    "get",
    "hand_over",
    "kept",
    "requests",
    "reseal",
    "small",
    "take_over",
    "verify_all",
]
