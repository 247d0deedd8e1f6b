"""The intake screen of the data office: files, columns, problems, totals, and the packing."""

from inspector.tui.intake.app import open_intake

__all__ = ["open_intake"]
