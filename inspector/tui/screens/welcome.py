"""No case in this folder: make keys, open a snapshot, or look at the sample, each by one key."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Center, Middle
from textual.message import Message
from textual.widgets import Static
from textual.worker import get_current_worker

from inspector.errors import CheckInterrupted, InspectorError
from inspector.i18n import explain, say
from inspector.tui.beginning import Beginning
from inspector.tui.screens.base import Refused
from inspector.tui.screens.opening import OpeningScreen
from inspector.tui.screens.picking import FormDialog
from inspector.tui.widgets.lines import KeyLine
from inspector.tui.widgets.prose import Prose

WAYS = {"i": "identity", "s": "snapshot", "d": "sample"}


class WelcomeScreen(OpeningScreen):
    """What can be done here, and the key of each."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"begin('{way}')", f"tui.key.begin-{way}") for key, way in WAYS.items()
    ]

    class Told(Message):
        """How far it has come, or what was made."""

        def __init__(self, told: str) -> None:
            super().__init__()
            self.told = told

    def __init__(self, beginning: Beginning) -> None:
        super().__init__()
        self.beginning = beginning

    def compose(self) -> ComposeResult:
        """The three ways, each with its key and its command."""
        with Middle(), Center():
            yield Static(Prose(self._ways()), id="paragraph", markup=False)
        yield KeyLine()

    def _ways(self, above: str = "") -> Text:
        told = Text.assemble((say("tui.welcome.title"), "bold"), "\n\n")
        told.append(above or say("tui.welcome.none"))
        for key, way in WAYS.items():
            told.append("\n\n").append(f"{key}  ", "bold").append(say(f"tui.begin.{way}"))
            told.append(f"\n   {say(f'tui.begin.{way}-command')}", "dim")
        return told

    def refuse(self, error: InspectorError) -> None:
        """Tell why; the ways stay open."""
        told = explain(error)
        self.query_one("#paragraph", Static).update(Prose(self._ways(f"{told.what}\n{told.next}")))

    @on(Told)
    def tell(self, message: Told) -> None:
        """Say how far it has come."""
        self.query_one("#paragraph", Static).update(Prose(self._ways(message.told)))

    def action_begin(self, way: str) -> None:
        """Ask what it takes; then do it off the screen."""
        ask = {"identity": self._identity, "snapshot": self._snapshot, "sample": self._sample}
        fields, secrets, do = ask[way]()
        labels = [(say(f"tui.begin.{name}"), value) for name, value in fields]

        def answered(told: tuple[str, ...] | None) -> None:
            if told is not None:
                self.tell(self.Told(say("tui.begin.working")))
                self.run_worker(lambda: self._do(do, told), thread=True, group="begin")

        self.app.push_screen(FormDialog(say(f"tui.begin.{way}"), labels, secrets), answered)

    def _do(self, do: Callable[[tuple[str, ...]], Message], told: tuple[str, ...]) -> None:
        try:
            message = do(told)
        except InspectorError as error:
            message = Refused(error)
        self.post_message(message)

    def _identity(self) -> "Asked":
        def do(told: tuple[str, ...]) -> Message:
            path = self.beginning.identity(*told)
            return self.Told(say("tui.begin.made", path=path, card=path.with_suffix(".card").name))

        fields = [("name", ""), ("role", say("trust.role.inspector")), ("cert-no", "")]
        fields += [("organisation", ""), ("file", "my.identity")]
        return [*fields, ("passphrase", ""), ("again", "")], 2, do

    def _snapshot(self) -> "Asked":
        def do(told: tuple[str, ...]) -> Message:
            return self.Begun(self.beginning.snapshot(*told))

        found = [str(path) for path in sorted(Path().glob("*.snapshot"))[:1]]
        keys = [str(path) for path in sorted(Path().glob("*.identity"))[:1]]
        fields = [("package", "".join(found)), ("folder", "case"), ("key", "".join(keys))]
        return [*fields, ("passphrase", "")], 1, do

    def _sample(self) -> "Asked":
        def do(told: tuple[str, ...]) -> Message:
            worker = get_current_worker()

            def narrate(sentence: str) -> None:
                if worker.is_cancelled:
                    raise CheckInterrupted()
                self.post_message(self.Told(sentence))

            return self.Begun(self.beginning.sample(told[0], narrate))

        return [("sample-folder", "inspector-demo")], 0, do


Asked = tuple[list[tuple[str, str]], int, Callable[[tuple[str, ...]], Message]]
"""What is asked (name, value there already), how many of it are secret, what is done then."""
