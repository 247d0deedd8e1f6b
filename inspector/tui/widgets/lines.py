"""The lines that are always there: the case, the steps, and the keys that work here and now."""

from datetime import date

from rich.cells import cell_len
from rich.text import Text
from textual.app import RenderResult
from textual.binding import Binding
from textual.events import Click
from textual.screen import Screen
from textual.widget import Widget

from inspector.i18n import say
from inspector.tui.cells import clean, count, day, fit
from inspector.tui.session import Session

STEPS = (
    *("overview", "rules", "hits", "findings", "query"),
    *("sampling", "evidence", "report", "outbox", "log"),
)
"""By their number keys, 1 to 9 and 0."""
LEAST = 8
"""Cells of the hospital's name that are always shown."""
_SHORT = {"pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End"}
_NAMES = {
    "up": "tui.keyname.up",
    "down": "tui.keyname.down",
    "left": "tui.keyname.left",
    "right": "tui.keyname.right",
    "space": "tui.keyname.space",
    "escape": "tui.keyname.escape",
    "enter": "tui.keyname.enter",
    "slash": "tui.keyname.slash",
    "question_mark": "tui.keyname.question",
}


def key_name(key: str) -> str:
    """How a key is called: `^P`, `F1`, 空格."""
    if key in _NAMES:
        return say(_NAMES[key])
    if key.startswith("ctrl+"):
        return "^" + key.removeprefix("ctrl+").upper()
    return key.upper() if key.startswith("f") and key[1:].isdigit() else _SHORT.get(key, key)


class CaseLine(Widget):
    """Hospital, period, where the case stands, who sits here, what is unsigned or unsent."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def render(self) -> RenderResult:
        """All parts; what does not fit is cut from the hospital's name."""
        width = self.size.width
        narrow = width < 110
        joint = "  " if narrow else " | "
        name = clean(self.session.overview.institution)
        parts = self._parts(narrow)
        if cell_len(joint.join([name, *parts])) > width and self.session.who.writes:
            # Whether it was checked stands on the overview too; who sits here does not.
            del parts[1]
        left = width - cell_len(joint.join(["", *parts]))
        told = joint.join([fit(name, max(LEAST, min(cell_len(name), left))), *parts])
        return Text(fit(told, width), no_wrap=True)

    def _parts(self, narrow: bool) -> list[str]:
        told, who = self.session.overview, self.session.who
        state = "checked" if told.outcomes else "unchecked"
        return [
            span(*told.period, narrow=narrow),
            say(f"tui.state.{state if who.writes else 'reading'}"),
            f"{clean(who.name)} {say(f'trust.role.{who.role}')}",
            say("masking.tui.shown" if self.session.revealed else "tui.covered"),
            say("tui.waiting", signed=len(told.signers), unsent=count(told.unsent)),
        ]


def span(first: date, last: date, *, narrow: bool) -> str:
    """A period; on a narrow screen one within a year goes by its months: `2024-01至12`."""
    if narrow and first.year == last.year:
        return f"{first:%Y-%m}{say('tui.to')}{last:%m}"
    return f"{day(first)}{say('tui.to')}{day(last)}"


class StepLine(Widget):
    """The steps by number; the one in front stands in brackets."""

    def __init__(self, step: str) -> None:
        super().__init__()
        self.step = step

    def pieces(self) -> list[tuple[str, str]]:
        """Each step and its label."""
        words = {step: say(f"tui.step.{step}") for step in STEPS}
        roomy = sum(cell_len(word) + 4 for word in words.values()) <= self.size.width
        gap = " " if roomy else ""
        return [
            (step, f"[{number % 10}{gap}{word}]")
            if step == self.step
            else (step, f" {number % 10}{gap}{word}{gap}")
            for number, (step, word) in enumerate(words.items(), 1)
        ]

    def render(self) -> RenderResult:
        """All steps on one line."""
        return Text.assemble(
            *(
                (label, "bold reverse" if step == self.step else "")
                for step, label in self.pieces()
            ),
            no_wrap=True,
        )

    async def on_click(self, event: Click) -> None:
        """Go to the step that was clicked."""
        at = 0
        for step, label in self.pieces():
            at += cell_len(label)
            if event.x < at:
                await self.run_action(f"app.step('{step}')")
                return


LAST = ("app.help", "app.quit", "app.command_palette")


def rank(action: str) -> int:
    """The screen's own actions first, then help, leaving, the palette."""
    return LAST.index(action) + 1 if action in LAST else 0


def _helps(binding: Binding) -> bool:
    return binding.action == LAST[0]


class KeyLine(Widget):
    """The keys that work where the focus is; those that do not fit are left to F1, never cut."""

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[object]) -> None:
        self.refresh()

    def bindings(self) -> list[Binding]:
        """The active bindings with a name of ours, each action once, the general ones last."""
        seen: dict[str, Binding] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and binding.description.startswith("tui."):
                seen.setdefault(binding.action, binding)
        return sorted(seen.values(), key=lambda binding: rank(binding.action))

    def pieces(self) -> list[tuple[Binding, str]]:
        """Each key with its name, as many as fit; help always does, it tells the others."""
        named = [
            (binding, f" {key_name(binding.key)} {say(binding.description)} ")
            for binding in self.bindings()
        ]
        left = self.size.width - sum(cell_len(label) for key, label in named if _helps(key))
        return [
            (binding, label)
            for binding, label in named
            if _helps(binding) or (left := left - cell_len(label)) >= 0
        ]

    def render(self) -> RenderResult:
        """Keys in bold, what they do beside them."""
        line = Text(no_wrap=True)
        for binding, label in self.pieces():
            key = key_name(binding.key)
            line.append(f" {key}", "bold").append(label[len(key) + 1 :])
        return line

    def on_click(self, event: Click) -> None:
        """A click on a key is the key."""
        at = 0
        for binding, label in self.pieces():
            at += cell_len(label)
            if event.x < at:
                self.app.simulate_key(binding.key)
                return
