"""Step 8, reports and signatures: made from the case, signed by two, and the forms beside them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Union

from rich.text import Text
from textual.binding import Binding, BindingType

from inspector.i18n import say
from inspector.tui.cells import clean, count
from inspector.tui.needs import Steps
from inspector.tui.screens.asking import AskDialog
from inspector.tui.screens.detail import section
from inspector.tui.screens.listing import ListScreen, facts
from inspector.tui.screens.picking import FormDialog, PickDialog
from inspector.tui.widgets.paged_table import Column
from inspector.tui.widgets.rows import Cells

if TYPE_CHECKING:
    from inspector.steps import ReportState

Paper = Union["ReportState", Path]
"""A report, or the PDF of a form."""


class ReportScreen(ListScreen[Paper]):
    """The reports, the latest first, then the forms; only the latest report is signed."""

    step: ClassVar[str] = "report"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "report", "tui.key.report"),
        Binding("s", "sign", "tui.key.sign"),
        Binding("o", "other", "tui.key.sign-other"),
        Binding("x", "refuse", "tui.key.sign-refused"),
        Binding("d", "document", "tui.key.document"),
    ]

    def read(self) -> Sequence[Paper]:
        """Reports and forms."""
        steps = self.session.steps
        return [*reversed(steps.reports()), *steps.documents()]

    def columns(self) -> list[Column]:
        """What it is, who signed, what is missing."""
        return [
            Column(say("tui.report.paper"), 24, grows=True),
            Column(say("tui.report.signers"), 20, grows=True),
            Column(say("tui.report.state"), 16),
        ]

    def cells(self, row: Paper) -> Cells:
        """A report's line, or a form's."""
        if isinstance(row, Path):
            return (row.stem, "-", "-")
        name = say("tui.report.number", number=row.folder.name)
        return (name, clean(say("findings.list-separator").join(row.signers)) or "-", state(row))

    def told(self) -> str:
        """How many reports, and whether the latest waits for signatures."""
        made = [row for row in self.every if not isinstance(row, Path)]
        told = say(
            "tui.report.told",
            reports=count(len(made)),
            documents=count(len(self.every) - len(made)),
        )
        return f"{told} | {state(made[0])}" if made else told

    def about(self, row: Paper) -> Text:
        """Where it lies, who signed, what to do next."""
        if isinstance(row, Path):
            where = (say("tui.report.where"), str(row))
            return Text.assemble((f"{row.stem}\n", "bold"), facts(where))
        from inspector.tui.screens.overview import what_next

        following = "sign" if len(row.signers) < row.needed else "submit"
        return Text.assemble(
            (f"{say('tui.report.number', number=row.folder.name)}  {state(row)}\n", "bold"),
            facts((say("tui.report.where"), str(row.folder))),
            section("tui.report.unsound", row.unsound),
            section("tui.report.signers", [clean(name) for name in row.signers]),
            what_next(f"cli.do.{following}"),
        )

    def action_report(self) -> None:
        """Write the report of the case as it stands."""
        if self.may("report"):
            self.act(say("tui.report.making"), self._make)

    def _make(self, steps: Steps) -> str:
        def going(part: str) -> None:
            self.going(f"{say('tui.report.making')} {say(f'tui.report.part.{part}')}")

        return say("tui.report.made", number=steps.make_report(going).name)

    def action_sign(self) -> None:
        """Ask once more; then sign the latest report."""
        if not self.may("sign"):
            return

        def answered(told: tuple[str, ...] | None) -> None:
            if told is not None:
                self.act(say("tui.report.signing"), lambda steps: signed(steps.sign()))

        title = say("tui.report.sign", name=clean(self.session.who.name))
        self.app.push_screen(AskDialog(title, []), answered)

    def action_other(self) -> None:
        """Ask the second inspector for identity and passphrase; they sign, then leave."""
        if not self.session.who.writes:
            self.may("sign")
            return

        def answered(told: tuple[str, ...] | None) -> None:
            if told and told[0]:
                file, passphrase = Path(told[0]).expanduser(), told[1]
                self.act(
                    say("tui.report.signing"), lambda steps: signed(steps.sign_as(file, passphrase))
                )

        fields = [(say("tui.unlock.file"), ""), (say("tui.unlock.passphrase"), "")]
        self.app.push_screen(FormDialog(say("tui.report.other"), fields, secrets=1), answered)

    def action_refuse(self) -> None:
        """Ask in which words the institution refused; then sign as its witness."""
        if not self.may("sign"):
            return

        def answered(told: tuple[str, ...] | None) -> None:
            if told and told[0]:
                self.act(say("tui.report.signing"), lambda steps: signed(steps.sign(told[0])))

        fields = [(say("tui.report.words"), "")]
        self.app.push_screen(AskDialog(say("tui.report.refused"), fields), answered)

    def action_document(self) -> None:
        """Pick a form; then fill it from the case."""
        if not self.may("report"):
            return

        def picked(form: str | None) -> None:
            if form is not None:
                self.act(say("tui.report.filling"), lambda steps: _fill(steps, form))

        choices = self.session.steps.forms()
        self.app.push_screen(PickDialog(say("tui.report.form"), choices), picked)


def state(row: "ReportState") -> str:
    """How many of the signatures needed are there."""
    have, need = len(row.signers), row.needed
    if have < need:
        return say("tui.report.waiting", have=have, need=need)
    return say("tui.report.complete", have=have)


def signed(now: "ReportState") -> str:
    """What to say after a signature."""
    return say("tui.report.signed", number=now.folder.name, have=len(now.signers))


def _fill(steps: Steps, form: str) -> str:
    return say("tui.report.filled", path=steps.make_document(form))
