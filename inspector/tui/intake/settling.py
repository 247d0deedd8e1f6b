"""What a person settles of a sheet: its table, what a column becomes, how it is written, its 口径.

Each answer changes the mapping in memory, and the files it speaks of are looked at again.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from inspector.errors import InspectorError
from inspector.i18n import explain, say
from inspector.tui.intake.dialogs import NOT_TAKEN, ColumnDialog, TableDialog
from inspector.tui.intake.keeping import Keeping
from inspector.tui.intake.lines import OfficeLine
from inspector.tui.intake.mapping_ways import Limit, Writing
from inspector.tui.intake.office import ColumnRow, Seen
from inspector.tui.intake.shown import choices, tables
from inspector.tui.intake.way_dialogs import LimitDialog, WritingDialog, pairs, unpaired


class Settling(Keeping):
    """Asks, and has the office change its mapping."""

    columns: Sequence[ColumnRow] = ()
    """The columns of the sheet under the cursor."""

    def here(self) -> Seen | None:
        """The sheet under the cursor."""
        raise NotImplementedError

    def at(self) -> tuple[Seen, ColumnRow] | None:
        """The column under the cursor; if there is none to settle, a person is told."""
        raise NotImplementedError

    def settled(self, files: Sequence[Path] | None) -> None:
        """The mapping has changed: look at `files` again, or None: it could not be changed."""
        raise NotImplementedError

    def ask_column(self) -> None:
        """Which column the header becomes."""
        if (found := self.at()) is None:
            return
        here, row = found
        of = self.office.table(here)
        assert of is not None
        dialog = ColumnDialog(
            row.header, row.shape, choices(of, self.columns, row), row.column or NOT_TAKEN
        )

        def said(chosen: str | None) -> None:
            if chosen is not None:
                column = None if chosen == NOT_TAKEN else chosen
                self._settle(lambda: self.office.change(here, row.header, column))

        self.app.push_screen(dialog, said)

    def action_writing(self) -> None:
        """How the cells under the header are written: format, unit, words."""
        if (found := self.at()) is None:
            return
        here, row = found
        if not row.column:
            self.notify(say("tui.intake.writing.none"), markup=False, timeout=4)
            return
        now = self.office.writing(here, row)
        if unpaired(pairs(now.values)) != now.values:
            self.notify(say("tui.intake.writing.in-file"), markup=False, timeout=6)
            return
        moment, units = self.office.ways(here, row)

        def wrong(said: Writing) -> str:
            return self._refused(lambda: self.office.rewrite(here, row, said, dry=True))

        def settle(said: Writing | None) -> None:
            if said is not None and said != now:
                self._settle(lambda: self.office.rewrite(here, row, said))

        dialog = WritingDialog(row.header, row.shape, now, moment=moment, units=units, refuse=wrong)
        self.app.push_screen(dialog, settle)

    def action_limit(self) -> None:
        """Which rows are looked at by this header (口径)."""
        if (found := self.at()) is None:
            return
        here, row = found
        now = self.office.limit(here, row)

        def wrong(said: Limit) -> str:
            return self._refused(lambda: self.office.limited(here, row, said, dry=True))

        def settle(said: Limit | None) -> None:
            if said is not None and said != now:
                self._settle(lambda: self.office.limited(here, row, said))

        self.app.push_screen(LimitDialog(row.header, row.shape, now, wrong), settle)

    def _settle(self, change: Callable[[], Sequence[Path] | None]) -> None:
        try:
            self.settled(change())
        except InspectorError as error:
            self.notify(explain(error).what, severity="error", markup=False, timeout=10)

    def _refused(self, change: Callable[[], Sequence[Path] | None]) -> str:
        try:
            done = change()
        except InspectorError as error:
            return explain(error).what
        return say("tui.intake.unchangeable") if done is None else ""

    def action_table(self) -> None:
        """Say which table a sheet is that nobody recognised."""
        here = self.here()
        if here is None or self.busy():
            return
        if here.profile.table:
            self.notify(say("tui.intake.recognised"), markup=False, timeout=4)
            return

        def said(table: str | None) -> None:
            if table is not None:
                self.office.chosen[here.key] = table
                self.named()

        name, now = here.profile.path.name, self.office.table(here) or ""
        self.app.push_screen(TableDialog(name, "", tables(), now), said)

    def named(self) -> None:
        """A person said which table a sheet is: show it."""
        raise NotImplementedError

    def star(self) -> None:
        """The mapping has changes that are not written."""
        self.query_one(OfficeLine).refresh()
        self.leaving = False
