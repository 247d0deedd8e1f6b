"""What the state has published: knowledge tables rules join, every row with dates and source."""

from inspector.knowledge.layers import Layer, Shape, read_knowledge

__all__ = ["Layer", "Shape", "read_knowledge"]
