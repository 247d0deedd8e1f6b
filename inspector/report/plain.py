"""The same blocks as text to edit: headings, tables and lines in Markdown, for who fills by hand.

Nothing is left out that a pen would need; a chart has no text and is left out.
"""

from collections.abc import Iterator, Sequence

from inspector.report.blocks import Blank, Block, Heading, Ink, Kept, Rows, Sentence, SigningPlaces

_LINE = "＿" * 30


def plain(blocks: Sequence[Block]) -> str:
    """The blocks as Markdown."""
    return "\n".join(line for block in blocks for line in _lines(block)).strip() + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from (f"{'#' * (block.level + 1)} {block.text}", "")
        case Sentence():
            yield from (block.text, "")
        case Rows():
            yield from (*_table(block), "")
        case Blank():
            yield from [_LINE, ""] * block.lines
        case Kept():
            for inner in block.blocks:
                yield from _lines(inner)
        case Ink():
            for label in block.labels:
                yield from (f"{label}：{_LINE[:12]}　{block.dated}", "")
        case SigningPlaces():
            yield from (block.statement, "")


def _table(block: Rows) -> Iterator[str]:
    head = block.head or ("",) * len(block.shares)
    yield _row(head)
    yield _row(["---"] * len(head))
    for row in block.rows:
        yield _row(row)


def _row(cells: Sequence[str]) -> str:
    told = (cell.replace("|", "｜").replace("\n", "；") for cell in cells)
    return f"| {' | '.join(told)} |"
