"""The desk drawer: case folder, sealed files for DuckDB, encrypted spill, the sandbox."""

from inspector.workspace.case import Case
from inspector.workspace.closing import Wiped, check_certificate, half_closed
from inspector.workspace.closing import begin as begin_closing
from inspector.workspace.closing import finish as finish_closing
from inspector.workspace.closing import finish_alone as finish_closing_alone
from inspector.workspace.engine import FEE_NET, Engine, blank_engine, engine, lay_out
from inspector.workspace.gate import gate
from inspector.workspace.lock import Holder, writer_of
from inspector.workspace.masking import PERSONAL, SIGNS
from inspector.workspace.masks import Masks, masks_of
from inspector.workspace.overlap import lines_twice
from inspector.workspace.question import Answer, run_question
from inspector.workspace.sandbox import catalogue_digest, read_only
from inspector.workspace.translate import translate

__all__ = [
    "FEE_NET",
    "PERSONAL",
    "SIGNS",
    "Answer",
    "Case",
    "Engine",
    "Holder",
    "Masks",
    "Wiped",
    "begin_closing",
    "blank_engine",
    "catalogue_digest",
    "check_certificate",
    "engine",
    "finish_closing",
    "finish_closing_alone",
    "gate",
    "half_closed",
    "lay_out",
    "lines_twice",
    "masks_of",
    "read_only",
    "run_question",
    "translate",
    "writer_of",
]
