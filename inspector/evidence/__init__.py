"""Evidence: what was attached, how it was taken, and what is still to be asked for."""

from inspector.evidence.kept import EvidenceProblem, attach, get, kept, reseal, verify_all
from inspector.evidence.requests import Clip, Count, Record, Requests, requests
from inspector.evidence.taken import KINDS, Taken, camera_time

__all__ = [
    "KINDS",
    "Clip",
    "Count",
    "EvidenceProblem",
    "Record",
    "Requests",
    "Taken",
    "attach",
    "camera_time",
    "get",
    "kept",
    "requests",
    "reseal",
    "verify_all",
]
