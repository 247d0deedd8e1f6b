"""Hospital exports to canonical rows: what was taken, what was refused and why."""

from inspector.intake.blank import write_blanks
from inspector.intake.convert import convert
from inspector.intake.profile import FileProfile, Problem, Profile, profile
from inspector.intake.result import ControlTotal, Intake, Progress, SourceFile

__all__ = [
    "ControlTotal",
    "FileProfile",
    "Intake",
    "Problem",
    "Profile",
    "Progress",
    "SourceFile",
    "convert",
    "profile",
    "write_blanks",
]
