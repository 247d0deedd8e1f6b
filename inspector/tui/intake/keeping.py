"""What the intake screen writes: the mapping with `w`, the snapshot with `p`, and nothing else."""

from pathlib import Path

from inspector.i18n import say
from inspector.tui.cells import clean
from inspector.tui.intake import work
from inspector.tui.intake.dialogs import PackDialog, Packing, PathDialog
from inspector.tui.intake.jobs import Working
from inspector.tui.intake.lines import OfficeLine
from inspector.tui.intake.office import Office
from inspector.whole import write_whole


class Keeping(Working):
    """Writes whole files, never over one that is there without asking; leaves not without asking
    while the mapping is not written."""

    office: Office
    leaving = False
    """Whether a person was told that the mapping is not written."""

    def action_write(self) -> None:
        """Write the mapping, whole; ask where, and before a file of somebody else's is replaced."""
        office = self.office
        if not office.dirty:
            self.notify(say("tui.intake.nothing-changed"), markup=False, timeout=4)
        elif office.target is None:
            self.app.push_screen(PathDialog(Path.cwd() / "mapping.toml"), self._write)
        elif office.kept != _on_disk(office.target):
            self.app.push_screen(PathDialog(office.target, own=True), self._write)
        else:
            self._write(office.target)

    def _write(self, path: Path | None) -> None:
        if path is None:
            return
        try:
            write_whole(path, self.office.text.encode())
        except OSError as error:
            why = error.strerror or type(error).__name__
            self.notify(
                say("tui.intake.not-written", path=clean(str(path)), why=why),
                severity="error",
                markup=False,
            )
            return
        self.office.target, self.office.kept = path, self.office.text
        self.query_one(OfficeLine).refresh()
        self.notify(say("tui.intake.written", path=clean(str(path))), markup=False, timeout=4)

    def action_pack(self) -> None:
        """Ask who packs for whom; then pack."""
        if self.busy():
            return
        folder = self.office.raw[0]
        out = Path.cwd() / f"{folder.resolve().name or 'exports'}.snapshot"
        self.app.push_screen(PackDialog(work.last_identity(), out), self._pack)

    def _pack(self, asked: Packing | None) -> None:
        if asked is not None:
            raw, mapping = self.office.raw, self.office.mapping()
            self.begin(lambda tell: work.pack(raw, mapping, asked, tell))

    def action_leave(self) -> None:
        """Leave; with a mapping that is not written only when asked twice."""
        if self.office.dirty and not self.leaving:
            self.leaving = True
            self.notify(say("tui.intake.unwritten"), markup=False, timeout=6)
            return
        self.workers.cancel_all()
        self.app.exit()


def _on_disk(path: Path) -> str:
    return path.read_text("utf-8-sig") if path.is_file() else ""
