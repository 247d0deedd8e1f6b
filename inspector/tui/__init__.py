"""The full-screen program: one screen a step, the same steps as the command line.

Read out instead of painted, it is `inspector.tui.plain`.
"""

from inspector.tui.app import open_tui

__all__ = ["open_tui"]
