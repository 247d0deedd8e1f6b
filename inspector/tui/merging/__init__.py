"""The supervisor's full-screen program: what was gathered, who disagrees, and settling it."""

from inspector.tui.merging.app import open_merging

__all__ = ["open_merging"]
