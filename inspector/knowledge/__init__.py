"""What the state has published: knowledge tables rules join, every row with dates and source."""

from inspector.knowledge.families import Family, families, family_of
from inspector.knowledge.layers import Layer, Shape, read_knowledge
from inspector.knowledge.library import (
    NATIONAL,
    REVIEW,
    Kept,
    keep_publications,
    kept_tables,
    layer_rows,
    layers,
    make_tables,
    national_points,
    read_publication,
)
from inspector.knowledge.overlay import Filled, keep_filled, open_lines, read_filled, template
from inspector.knowledge.points import Listed, Point, Publication
from inspector.knowledge.published_lists import (
    NationalRule,
    ProblemItem,
    national_rules,
    problem_items,
)
from inspector.knowledge.review import Line, confirm, lines
from inspector.knowledge.sheets import Sheet, read_sheets
from inspector.knowledge.working_days import (
    Due,
    is_worked,
    working_days_after,
    working_days_left,
)

__all__ = [
    "NATIONAL",
    "REVIEW",
    "Due",
    "Family",
    "Filled",
    "Kept",
    "Layer",
    "Line",
    "Listed",
    "NationalRule",
    "Point",
    "ProblemItem",
    "Publication",
    "Shape",
    "Sheet",
    "confirm",
    "families",
    "family_of",
    "is_worked",
    "keep_filled",
    "keep_publications",
    "kept_tables",
    "layer_rows",
    "layers",
    "lines",
    "make_tables",
    "national_points",
    "national_rules",
    "open_lines",
    "problem_items",
    "read_filled",
    "read_knowledge",
    "read_publication",
    "read_sheets",
    "template",
    "working_days_after",
    "working_days_left",
]
