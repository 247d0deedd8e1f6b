"""An editor for one SELECT: keywords, strings and comments are told apart by weight and colour.

What a word may become is offered below it; nothing is put in but by Tab or a click.
"""

import re
from collections.abc import Callable, Sequence

from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import OptionList, TextArea
from textual.widgets.option_list import Option

from inspector.tui.cells import clean, fit
from inspector.tui.completing import Candidate, begun, word_before

_KEYWORDS = (
    "select from where group by order having limit join left right inner full cross on using and or"
    " not in is null as with union all distinct case when then else end between like exists asc"
    " desc over partition qualify filter cast interval date timestamp values offset"
    " except intersect"
)
_TOKEN = re.compile(
    rf"(?P<comment>--.*$)|(?P<string>'[^']*'?)|(?P<param>\$[^\W\d]\w*)"
    rf"|(?P<word>\b(?:{'|'.join(_KEYWORDS.split())})\b)",
    re.IGNORECASE,
)
_NAME, _TOLD = 24, 30
"""Cells of a candidate's name and of what it is called."""
Offer = Callable[[str, str], Sequence[Candidate]]
"""What may come, from the text before the cursor and the whole text."""


class SqlArea(TextArea):
    """Highlights line by line without a parser, so that nothing more need be installed."""

    def get_line(self, line_index: int) -> Text:
        """A line with its keywords made visible."""
        line = super().get_line(line_index)
        theme = self.app.theme_variables
        look = {
            "comment": "dim italic",
            "string": f"italic {theme['text-success']}",
            "param": f"bold {theme['text-warning']}",
            "word": f"bold {theme['text-primary']}",
        }
        for token in _TOKEN.finditer(line.plain):
            line.stylize(look[token.lastgroup or "word"], token.start(), token.end())
        return line

    @property
    def before(self) -> str:
        """The text up to the cursor."""
        return self.get_text_range(self.document.start, self.cursor_location)

    async def _on_key(self, event: events.Key) -> None:
        """While candidates are shown some keys are theirs; Tab behind a word asks for them."""
        offered = self.parent
        if isinstance(offered, SqlEditor) and offered.takes(event.key):
            event.stop()
            event.prevent_default()
        else:
            await super()._on_key(event)


class SqlEditor(Vertical):
    """The editor, and what may come at its cursor."""

    def __init__(self, text: str, offer: Offer, id: str | None = None) -> None:
        super().__init__(id=id)
        self._text, self._offer = text, offer
        self._offered: Sequence[Candidate] = ()
        self._quiet = False

    def compose(self) -> ComposeResult:
        """The list lies over what is below."""
        yield SqlArea(self._text, id="sql", soft_wrap=True)
        listed = OptionList(id="offered", markup=False, compact=True)
        listed.can_focus = False
        listed.display = False
        yield listed

    @property
    def area(self) -> SqlArea:
        """Where one types."""
        return self.query_one(SqlArea)

    @property
    def listed(self) -> OptionList:
        """What may come."""
        return self.query_one(OptionList)

    def insert(self, name: str) -> None:
        """Put a name where the cursor stands, and go on typing."""
        self._quiet = True
        self.area.insert(name)
        self.area.focus()

    def takes(self, key: str) -> bool:
        """Do what a key means to the candidates; False if it means nothing to them."""
        if not self.listed.display:
            return key == "tab" and bool(self.area.before[-1:].strip()) and self._show()
        if key == "tab":
            self._accept(self.listed.highlighted or 0)
        elif key == "up":
            self.listed.action_cursor_up()
        elif key == "down":
            self.listed.action_cursor_down()
        elif key == "escape":
            self.hide()
        return key in ("tab", "up", "down", "escape")

    @on(TextArea.Changed)
    def typed(self) -> None:
        """Candidates come by themselves once a word has begun, not where one was put in."""
        if self._quiet or not self.area.has_focus or not begun(self.area.before):
            self._quiet = False
            self.hide()
        else:
            self._show()

    @on(TextArea.SelectionChanged)
    def moved(self) -> None:
        """What is offered belongs to one place."""
        if (
            self.listed.display
            and not word_before(self.area.before)
            and self.area.before[-1:] != "."
        ):
            self.hide()

    @on(events.DescendantBlur)
    def hide(self) -> None:
        """Offer nothing."""
        self.listed.display = False

    @on(OptionList.OptionSelected)
    def clicked(self, event: OptionList.OptionSelected) -> None:
        """A click puts it in."""
        event.stop()
        self._accept(event.option_index)

    def _show(self) -> bool:
        self._offered = self._offer(self.area.before, self.area.text)
        self.listed.clear_options()
        self.listed.add_options(
            Option(f"{fit(one.text, _NAME)} {fit(clean(one.told), _TOLD)}") for one in self._offered
        )
        self.listed.display = bool(self._offered)
        if self._offered:
            self.listed.highlighted = 0
            at, own = self.area.cursor_screen_offset, self.area.region
            self.listed.styles.offset = (at.x - own.x, at.y + 1 - own.bottom)
        return bool(self._offered)

    def _accept(self, at: int) -> None:
        area, row_column = self.area, self.area.cursor_location
        row, column = row_column
        begin = (row, column - len(word_before(area.before)))
        self._quiet = True
        area.replace(self._offered[at].text, begin, row_column)
        self.hide()
        area.focus()
