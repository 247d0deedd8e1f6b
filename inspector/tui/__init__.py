"""The full-screen program: one screen a step, the same steps as the command line; or read out."""

from inspector.tui.app import open_tui
from inspector.tui.plain import open_plain

__all__ = ["open_plain", "open_tui"]
