"""A table that draws only the lines on the screen: a million rows scroll as fast as ten.

A gutter and the first column stay while the others scroll sideways. The cursor is a `>` and a mark
a `*`, so neither depends on colour.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.events import Click, Resize
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from inspector.tui.cells import fit
from inspector.tui.widgets.rows import Cells, Pages, pages_of

GUTTER = 2


@dataclass(frozen=True)
class Column:
    """A column: label, width in cells, text on the right, whether it takes what is left."""

    label: str
    width: int
    right: bool = False
    grows: bool = False


class PagedTable(ScrollView, can_focus=True):
    """Rows of cells under a header; posts `Moved`, and `Chosen` for a double click."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "table--header",
        "table--cursor",
        "table--odd",
        "table--empty",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "tui.key.up", show=False),
        Binding("down,j", "move(1)", "tui.key.down", show=False),
        Binding("pageup", "page(-1)", "tui.key.page-up", show=False),
        Binding("pagedown", "page(1)", "tui.key.page-down", show=False),
        Binding("home", "jump(0)", "tui.key.first", show=False),
        Binding("end,G", "jump(-1)", "tui.key.last", show=False),
        Binding("left,h", "sideways(-8)", "tui.key.left", show=False),
        Binding("right,l", "sideways(8)", "tui.key.right", show=False),
    ]

    class Moved(Message):
        """The cursor stands on another row."""

        def __init__(self, table: "PagedTable", row: int) -> None:
            super().__init__()
            self.table, self.row = table, row

        @property
        def control(self) -> "PagedTable":
            """The table, so that handlers can select by its id."""
            return self.table

    class Chosen(Moved):
        """A double click on a row; Enter is the screen's own key."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.columns: Sequence[Column] = ()
        self.rows: Pages = pages_of(())
        self.empty = ""
        self.cursor = 0
        self.marks: set[int] = set()
        self._widths: list[int] = []

    def fill(
        self, columns: Sequence[Column], rows: Pages, *, empty: str = "", cursor: int = 0
    ) -> None:
        """Show these rows, or the sentence `empty` if there are none; marks are forgotten."""
        self.columns, self.rows, self.empty = columns, rows, empty
        self.marks = set()
        self.cursor = max(0, min(cursor, len(rows) - 1))
        self._measure()
        top = max(0, self.cursor - self._height() + 1) if cursor else 0
        self.scroll_to(0, top, animate=False, force=True)
        self.refresh()
        self._tell()

    def toggle_mark(self) -> None:
        """Mark the row under the cursor, or take the mark away, and step on."""
        if len(self.rows):
            self.marks ^= {self.cursor}
            self._redraw(self.cursor)
            self.action_move(1)

    def clear_marks(self) -> None:
        """Take all marks away."""
        self.marks = set()
        self.refresh()

    def _measure(self) -> None:
        self._widths = [column.width for column in self.columns]
        # The scrollbar is not there yet when rows that need it are filled in.
        scrolls = len(self.rows) + 1 > self.size.height
        bar = self.styles.scrollbar_size_vertical if scrolls else 0
        spare = self.size.width - bar - GUTTER - self._total()
        growing = [at for at, column in enumerate(self.columns) if column.grows]
        for place, at in enumerate(growing):
            self._widths[at] += max(0, spare) // len(growing) + (
                max(0, spare) % len(growing) if place == 0 else 0
            )
        self.virtual_size = Size(GUTTER + self._total(), len(self.rows) + 1)

    def _total(self) -> int:
        return sum(self._widths) + max(0, len(self._widths) - 1)

    def on_resize(self, event: Resize) -> None:
        """Give what is left of the line to the growing columns."""
        self._measure()
        self.refresh()

    def line(self, cells: Cells, gutter: str) -> tuple[str, str]:
        """One line as its standing part (gutter, first column) and its scrolling part."""
        fitted = [
            fit(cell, width, column.right)
            for cell, width, column in zip(cells, self._widths, self.columns, strict=True)
        ]
        return gutter + fitted[0] + " ", " ".join(fitted[1:])

    def render_line(self, y: int) -> Strip:
        """The header for line 0, else the row that has scrolled there."""
        if not self.columns:
            return Strip.blank(self.size.width, self.rich_style)
        row = int(self.scroll_offset.y) + y - 1
        if y == 0:
            labels = tuple(column.label for column in self.columns)
            return self._header(self._strip(labels, " " * GUTTER, "table--header"))
        if not len(self.rows):
            return self._empty_line(y)
        if row >= len(self.rows):
            return Strip.blank(self.size.width, self.rich_style)
        here = row == self.cursor
        gutter = (">" if here else " ") + ("*" if row in self.marks else " ")
        look = "table--cursor" if here else "table--odd" if row % 2 else ""
        return self._strip(self.rows[row], gutter, look)

    def _header(self, strip: Strip) -> Strip:
        """With a `>` at its end while columns are hidden there."""
        room = self.scrollable_content_region.width
        hidden = self.virtual_size.width - int(self.scroll_offset.x) > room
        if not hidden:
            return strip
        style = self.get_component_rich_style("table--header")
        return Strip.join([strip.crop(0, room - 1), Strip([Segment(">", style)])])

    def _strip(self, cells: Cells, gutter: str, look: str) -> Strip:
        style = self.get_component_rich_style(look) if look else self.rich_style
        standing, moving = self.line(cells, gutter)
        held = min(cell_len(standing), self.size.width)
        left = int(self.scroll_offset.x)
        rest = Strip([Segment(moving, style)]).crop_extend(
            left, left + max(0, self.size.width - held), style
        )
        return Strip.join([Strip([Segment(standing, style)]).crop(0, held), rest])

    def _empty_line(self, y: int) -> Strip:
        style = self.get_component_rich_style("table--empty")
        wrapped = self._wrapped()
        text = wrapped[y - 2] if 0 <= y - 2 < len(wrapped) else ""
        return Strip([Segment(fit(" " * GUTTER + text, self.size.width), style)])

    def _wrapped(self) -> list[str]:
        lines: list[str] = []
        for paragraph in self.empty.split("\n"):
            line = ""
            for word in paragraph.split(" ") if paragraph.isascii() else paragraph:
                joint = " " if line and paragraph.isascii() else ""
                if cell_len(line + joint + word) > self.size.width - 2 * GUTTER:
                    lines.append(line)
                    line, joint = "", ""
                line += joint + word
            lines.append(line)
        return lines

    def _height(self) -> int:
        return max(1, self.scrollable_content_region.height - 1)

    def _redraw(self, row: int) -> None:
        at = row - int(self.scroll_offset.y) + 1
        self.refresh(Region(0, at, self.size.width, 1))

    def go(self, row: int) -> None:
        """Stand on `row`, or on the nearest there is."""
        row = max(0, min(len(self.rows) - 1, row))
        before = self.cursor
        if row == before:
            return
        self.cursor = row
        top, height = int(self.scroll_offset.y), self._height()
        if row < top:
            self.scroll_to(y=row, animate=False, immediate=True)
        elif row >= top + height:
            self.scroll_to(y=row - height + 1, animate=False, immediate=True)
        self._redraw(before)
        self._redraw(row)
        self._tell()

    def _tell(self) -> None:
        if len(self.rows):
            self.post_message(self.Moved(self, self.cursor))

    def action_move(self, by: int) -> None:
        """Down or up by rows."""
        self.go(self.cursor + by)

    def action_page(self, by: int) -> None:
        """Down or up by screens."""
        self.go(self.cursor + by * max(1, self._height() - 1))

    def action_jump(self, to: int) -> None:
        """To the first row, or with -1 to the last."""
        self.go(len(self.rows) - 1 if to < 0 else to)

    def action_sideways(self, by: int) -> None:
        """Scroll the columns behind the first."""
        self.scroll_to(x=self.scroll_offset.x + by, animate=False)

    def on_click(self, event: Click) -> None:
        """A click stands on the row, a double click opens it."""
        row = int(self.scroll_offset.y) + event.y - 1
        if event.y > 0 and row < len(self.rows):
            self.go(row)
            if event.chain == 2:
                self.post_message(self.Chosen(self, row))
