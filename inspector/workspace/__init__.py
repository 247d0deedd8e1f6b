"""The desk drawer: case folder, sealed files for DuckDB, encrypted spill, the sandbox."""

from inspector.workspace.case import Case
from inspector.workspace.engine import Engine, blank_engine, engine
from inspector.workspace.gate import gate
from inspector.workspace.question import Answer, run_question
from inspector.workspace.sandbox import catalogue_digest, read_only
from inspector.workspace.translate import translate

__all__ = [
    "Answer",
    "Case",
    "Engine",
    "blank_engine",
    "catalogue_digest",
    "engine",
    "gate",
    "read_only",
    "run_question",
    "translate",
]
