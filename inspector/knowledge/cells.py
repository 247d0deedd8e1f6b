"""How a value that was read stands in a cell of a knowledge table; nothing said is empty."""

Values = dict[str, str]
"""The columns of a row as texts."""


def bars(words: object) -> str:
    """A list in one cell: '|51|52|'; empty if there is nothing in it."""
    assert isinstance(words, tuple | list)
    return f"|{'|'.join(map(str, words))}|" if words else ""


def text_of(value: int | None) -> str:
    """A number, or an empty cell."""
    return "" if value is None else str(value)
