"""The desk drawer: case folder, sealed files for DuckDB, encrypted spill, the sandbox."""

from inspector.workspace.case import Case
from inspector.workspace.engine import FEE_NET, Engine, blank_engine, engine, lay_out
from inspector.workspace.gate import gate
from inspector.workspace.masking import PERSONAL, SIGNS
from inspector.workspace.masks import Masks, masks_of
from inspector.workspace.question import Answer, run_question
from inspector.workspace.sandbox import catalogue_digest, read_only
from inspector.workspace.translate import translate

__all__ = [
    "PERSONAL",
    "SIGNS",
    "FEE_NET",
    "Answer",
    "Case",
    "Engine",
    "Masks",
    "blank_engine",
    "catalogue_digest",
    "engine",
    "gate",
    "masks_of",
    "lay_out",
    "read_only",
    "run_question",
    "translate",
]
