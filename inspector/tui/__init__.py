"""The full-screen program: one screen a step, the same steps as the command line."""

from inspector.tui.app import open_tui

__all__ = ["open_tui"]
