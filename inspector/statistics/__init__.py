"""Samples anybody can redraw, estimates with exact limits, and the tests auditors reach for."""

from inspector.statistics.draw import draw, draw_in_stages, draw_strata, ticket
from inspector.statistics.ratstats import Draw, place_in, ratstats

__all__ = ["Draw", "draw", "draw_in_stages", "draw_strata", "place_in", "ratstats", "ticket"]
