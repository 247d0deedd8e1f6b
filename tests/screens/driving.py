"""Drive the full-screen program from a test: open the made-up case, press keys, read widgets."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.widgets import Static

from inspector.tui.app import InspectorApp
from inspector.tui.needs import Opener
from inspector.tui.widgets.paged_table import PagedTable
from tests.screens.made_up import MadeUpSteps
from tests.screens.settling import settled, until


class Desk:
    """The running program, its made-up steps, and what can be read off it."""

    def __init__(self, app: InspectorApp, steps: MadeUpSteps, pilot: Pilot[None]) -> None:
        self.app, self.steps, self.pilot = app, steps, pilot

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        await self.pilot.press(*text)
        await self.settle()

    async def settle(self) -> None:
        """Until every worker has reported and the cursor has rested."""
        await settled(self.pilot)

    async def until(self, seen: Callable[[], bool]) -> None:
        """Until `seen`, while work goes on."""
        await until(self.pilot, seen)

    async def told(self, words: str) -> None:
        """Until the screen's line tells `words`, while work goes on."""
        await self.until(lambda: words in self.text("#told"))

    @property
    def table(self) -> PagedTable:
        return self.app.screen.query_one(PagedTable)

    def cells(self, row: int) -> tuple[str, ...]:
        return self.table.rows[row]

    def text(self, selector: str) -> str:
        return str(self.app.screen.query_one(selector, Static).content)

    def notices(self) -> list[str]:
        return [f"{note.title} {note.message}".strip() for note in self.app._notifications]


@asynccontextmanager
async def at_the_desk(
    steps: MadeUpSteps | None = None,
    size: tuple[int, int] = (80, 24),
    opener: Opener | None = None,
) -> AsyncIterator[Desk]:
    """The made-up case, or the one that `opener` opens."""
    steps = steps or MadeUpSteps()
    app = InspectorApp(opener or (lambda write: steps))
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, steps, pilot)
        await desk.until(lambda: app.session is not None)
        await desk.settle()
        yield desk
