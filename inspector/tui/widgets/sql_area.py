"""An editor for one SELECT: keywords, strings and comments are told apart by weight and colour."""

import re

from rich.text import Text
from textual.widgets import TextArea

_KEYWORDS = (
    "select from where group by order having limit join left right inner full cross on using and or"
    " not in is null as with union all distinct case when then else end between like exists asc"
    " desc over partition qualify filter cast interval date timestamp values offset"
    " except intersect"
)
_TOKEN = re.compile(
    rf"(?P<comment>--.*$)|(?P<string>'[^']*'?)|(?P<word>\b(?:{'|'.join(_KEYWORDS.split())})\b)",
    re.IGNORECASE,
)


class SqlArea(TextArea):
    """Highlights line by line without a parser, so that nothing more need be installed."""

    def get_line(self, line_index: int) -> Text:
        """A line with its keywords made visible."""
        line = super().get_line(line_index)
        theme = self.app.theme_variables
        look = {
            "comment": "dim italic",
            "string": f"italic {theme['text-success']}",
            "word": f"bold {theme['text-primary']}",
        }
        for token in _TOKEN.finditer(line.plain):
            line.stylize(look[token.lastgroup or "word"], token.start(), token.end())
        return line
