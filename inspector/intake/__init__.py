"""Hospital exports to canonical rows: what was taken, what was refused and why."""

from inspector.intake.blank import write_blanks
from inspector.intake.convert import convert
from inspector.intake.look.profile import FileProfile, Problem, Profile, profile
from inspector.intake.look.sampled import Sample, sample
from inspector.intake.mapping.file import UNITS, has_format, load_mapping, read_mapping
from inspector.intake.mapping.mapping import Mapping
from inspector.intake.result import ControlTotal, Intake, Progress, SourceFile
from inspector.intake.rows.coded import code_like
from inspector.intake.suggest.draft import draft
from inspector.intake.suggest.guesses import Guess
from inspector.intake.suggest.suggest import Suggestion, suggest

__all__ = [
    "UNITS",
    "ControlTotal",
    "FileProfile",
    "Guess",
    "Intake",
    "Mapping",
    "Problem",
    "Profile",
    "Progress",
    "Sample",
    "SourceFile",
    "Suggestion",
    "code_like",
    "convert",
    "draft",
    "has_format",
    "load_mapping",
    "profile",
    "read_mapping",
    "sample",
    "suggest",
    "write_blanks",
]
