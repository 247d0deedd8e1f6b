"""The same program for who does not see a screen: it prints lines and asks for numbers."""

from inspector.tui.plain.desk import open_plain

__all__ = ["open_plain"]
