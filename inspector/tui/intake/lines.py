"""The two lines above the intake screen: what is on the table, and which page is in front."""

from pathlib import Path

from rich.cells import cell_len
from rich.text import Text
from textual.app import RenderResult
from textual.events import Click
from textual.widget import Widget

from inspector.i18n import say
from inspector.tui.cells import clean, fit
from inspector.tui.intake.office import Office

PAGES = ("files", "problems", "totals")


class OfficeLine(Widget):
    """The folder that was handed over, and the mapping with a `*` while it is not written."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office

    def render(self) -> RenderResult:
        """What does not fit is cut from the folder."""
        width = self.size.width
        said = f"{say('tui.intake.title')}  "
        mapping = f"  {self._mapping()}"
        raw = ", ".join(clean(str(path)) for path in self.office.raw)
        left = width - cell_len(said) - cell_len(mapping)
        shown = raw if cell_len(raw) <= left else clean(self.office.raw[0].name)
        return Text(fit(said + fit(shown, max(8, left)) + mapping, width), no_wrap=True)

    def _mapping(self) -> str:
        office = self.office
        star = " *" if office.dirty else ""
        if office.target is not None:
            return say("tui.intake.mapping", path=clean(short(office.target))) + star
        return say("tui.intake.mapping-new" if office.dirty else "tui.intake.no-mapping") + star


def short(path: Path) -> str:
    """A path that fits on a line: whole if it is short, else its name."""
    return str(path) if cell_len(str(path)) <= 32 else path.name


class PageLine(Widget):
    """The three pages by number; the one in front stands in brackets."""

    page = "files"

    def turn(self, page: str) -> None:
        """Put a page in front."""
        self.page = page
        self.refresh()

    def pieces(self) -> list[tuple[str, str]]:
        """Each page and its label."""
        labels = [
            (page, f"{n} {say(f'tui.intake.page.{page}')}") for n, page in enumerate(PAGES, 1)
        ]
        return [
            (page, f"[{label}]" if page == self.page else f" {label} ") for page, label in labels
        ]

    def render(self) -> RenderResult:
        """All pages on one line."""
        return Text.assemble(
            *(
                (label, "bold reverse" if page == self.page else "")
                for page, label in self.pieces()
            ),
            no_wrap=True,
        )

    async def on_click(self, event: Click) -> None:
        """Go to the page that was clicked."""
        at = 0
        for page, label in self.pieces():
            at += cell_len(label)
            if event.x < at:
                await self.run_action(f"screen.page('{page}')")
                return
