"""Step 9, handing in: what waits, what was delivered where, whose receipt is there."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.binding import Binding, BindingType
from textual.message import Message

from inspector.i18n import explain, say
from inspector.tui.cells import bar, clean, count
from inspector.tui.needs import Steps
from inspector.tui.screens.asking import AskDialog
from inspector.tui.screens.base import Changed
from inspector.tui.screens.detail import section
from inspector.tui.screens.listing import ListScreen, facts
from inspector.tui.screens.record import RecordScreen
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells

if TYPE_CHECKING:
    from inspector.outbox import Entry, Progress
    from inspector.steps import Plan, Synced

SHORT = 16


class OutboxScreen(ListScreen["Entry"]):
    """Every bundle; nothing is delivered twice."""

    step: ClassVar[str] = "outbox"
    _folder = ""
    receipts: Mapping[str, str] = {}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "submit", "tui.key.submit"),
        Binding("d", "dry_run", "tui.key.dry-run"),
        Binding("y", "sync", "tui.key.sync"),
    ]

    class Told(Message):
        """Lines for a page of their own."""

        def __init__(self, title: str, lines: Sequence[tuple[str, str]], kept: str = "") -> None:
            super().__init__()
            self.title, self.lines, self.kept = title, lines, kept

    def read(self) -> "Sequence[Entry]":
        """The outbox, by digest, and who signed for what."""
        self.receipts = self.session.steps.receipts()
        return self.session.steps.outbox()

    def columns(self) -> list[Column]:
        """State, bundle, where to."""
        return [
            Column(say("tui.column.state"), 20),
            Column(say("tui.outbox.bundle"), SHORT),
            Column(say("tui.outbox.targets"), 30, grows=True),
        ]

    def cells(self, row: "Entry") -> Cells:
        """A bundle's line."""
        return (
            say(f"outbox.state.{row.state}"),
            row.digest.removeprefix("sha256:")[:SHORT],
            clean(" ".join(row.targets)) or "-",
        )

    def told(self) -> str:
        """How many, how many of them wait."""
        waiting = sum(row.state == "waiting" for row in self.every)
        return say("tui.outbox.told", n=count(len(self.every)), waiting=count(waiting))

    def about(self, row: "Entry") -> Text:
        """The whole digest, where it lies, where it went."""
        return Text.assemble(
            (f"{say(f'outbox.state.{row.state}')}\n", "bold"),
            facts(
                (say("tui.outbox.bundle"), row.digest),
                (say("tui.report.where"), clean(str(row.path))),
            ),
            section("tui.outbox.targets", list(row.targets)),
            section("tui.outbox.receipt", [self.receipts.get(row.digest) or _no_receipt(row)]),
        )

    def action_dry_run(self) -> None:
        """Ask where to; then tell what would be sealed and sent, and do nothing."""
        if self.may("submit"):
            fields = [(say("tui.outbox.to"), self._last())]
            self.app.push_screen(AskDialog(say("tui.outbox.dry-run"), fields), self._dry_run)

    def _dry_run(self, told: tuple[str, ...] | None) -> None:
        if told is not None:
            steps, title = self.session.steps, say("tui.outbox.dry-run")
            self.bring("plan", lambda: self.Told(title, planned(steps.plan_submit(told[0]))))

    def action_sync(self) -> None:
        """Ask for the folder or stick; then bring this laptop and colleagues' to one state."""
        if self.may("draft"):
            fields = [(say("tui.outbox.folder"), self._folder)]
            self.app.push_screen(AskDialog(say("tui.outbox.sync"), fields), self._sync)

    def _sync(self, told: tuple[str, ...] | None) -> None:
        if not told or not told[0]:
            return
        [self._folder] = told
        steps, title = self.session.steps, say("tui.outbox.sync")

        def exchange() -> Message:
            done = steps.sync(Path(told[0]).expanduser())
            kept = say("tui.outbox.synced", events=count(done.events), evidence=done.evidence)
            return self.Told(title, exchanged(done), kept)

        self.bring("act", exchange, act=True)

    @on(Told)
    def tell(self, message: Told) -> None:
        """Show them; what reached the disk is said to everybody."""
        if message.kept:
            self.app.post_message(Changed(message.kept))
        self.app.push_screen(RecordScreen(message.lines, message.title))

    def _last(self) -> str:
        here = self.here()
        return here.targets[0] if here and here.targets else ""

    def action_submit(self) -> None:
        """Ask where to; then seal the signed report, once, and send what waits."""
        if not self.may("submit"):
            return
        fields = [(say("tui.outbox.to"), self._last()), (say("tui.outbox.timestamp"), "")]
        self.app.push_screen(AskDialog(say("tui.outbox.submit"), fields), self._submit)

    def _submit(self, told: tuple[str, ...] | None) -> None:
        if told is None:
            return

        def progress(what: str, done: int, of: int) -> None:
            told = f"{bar(done, of, 20)} {count(done)}/{count(of)}"
            self.going(f"{say('tui.outbox.sending')} {told}")

        self.act(say("tui.outbox.sending"), lambda steps: _send(steps, told[0], told[1], progress))


def _send(steps: Steps, to: str, timestamp: str, progress: "Progress") -> str:
    sent = steps.submit(to, timestamp, progress)
    waiting = sum(one.state == "waiting" for one in sent.entries)
    facts = {"n": count(len(sent.entries)), "waiting": count(waiting)}
    return say("tui.outbox.sent", receipts=count(len(sent.receipts)), **facts)


def _no_receipt(row: "Entry") -> str:
    return say("tui.outbox.unsent" if row.state == "waiting" else "tui.outbox.no-receipt")


def planned(plan: "Plan") -> list[tuple[str, str]]:
    """What would be sealed, and what sent."""
    told = [(say("tui.outbox.to-seal"), clean(str(plan.report)))] if plan.to_seal else []
    for entry, there in plan.sending:
        size = count(entry.path.stat().st_size)
        words = say("cli.submit-there" if there else "cli.submit-waits")
        told.append((entry.digest, f"{words}  {size} B"))
    return told or [(say("tui.outbox.nothing"), "")]


def exchanged(done: "Synced") -> list[tuple[str, str]]:
    """What came in, what is missing, who disagrees, who has seen what, what was left out."""
    told = [
        (say("tui.outbox.events"), count(done.events)),
        (say("tui.outbox.pieces"), count(done.evidence)),
        (say("tui.outbox.missing"), count(done.missing)),
        (say("tui.outbox.conflicted"), " ".join(one[:12] for one in done.conflicted) or "0"),
    ]
    seen = [
        (
            clean(one.name),
            say(
                "tui.outbox.absent" if one.seen is None else "tui.outbox.seen",
                seen=one.seen,
                of=one.of,
            ),
        )
        for one in done.colleagues
    ]
    refused = [(clean(str(path)), explain(error).what) for path, error in done.refused]
    return [*told, *seen, *refused]
