"""What the screens of evidence, reports, outbox and log need of the steps, and its binding to them.

The second signer sits down for a moment at the same case: the first gets up, and sits down again.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from inspector.i18n import language

if TYPE_CHECKING:
    from inspector.errors import InspectorError
    from inspector.evidence import Small, Taken
    from inspector.outbox import Entry, Progress
    from inspector.report import Exhibit
    from inspector.steps import Desk, Log, Plan, ReportState, Sent, Synced


@dataclass(frozen=True)
class Referring:
    """A referral as a person fills it in: to which authority, whose card, why, what goes along."""

    to: str
    card: Path
    reason: str
    evidence: Sequence[str]
    out: Path


class Papers(Protocol):
    """What was kept, made, signed and handed in, and who did what."""

    def log(self) -> "Log": ...
    def refused(self, act: str, refusal: "InspectorError") -> None: ...
    def evidence(self) -> "Sequence[Exhibit]": ...
    def photo(self, digest: str, columns: int, rows: int) -> "Small": ...
    def attach(self, finding: str, files: Sequence[Path], taken: "Taken") -> int: ...
    def reports(self) -> "Sequence[ReportState]": ...
    def documents(self) -> Sequence[Path]: ...
    def forms(self) -> Sequence[tuple[str, str]]: ...
    def make_document(self, form: str) -> Path: ...
    def make_report(self, going: Callable[[str], None]) -> Path: ...
    def sign(self, refused: str = "") -> "ReportState": ...
    def sign_as(self, identity: Path, passphrase: str) -> "ReportState": ...
    def referred(self, to: str) -> Sequence[str]: ...
    def refer(self, told: "Referring", findings: Sequence[str]) -> Mapping[str, object]: ...
    def outbox(self) -> "Sequence[Entry]": ...
    def receipts(self) -> Mapping[str, str]: ...
    def plan_submit(self, to: str) -> "Plan": ...
    def sync(self, folder: Path) -> "Synced": ...
    def submit(self, to: str, timestamp: str, progress: "Progress") -> "Sent": ...


class BoundPapers:
    """One open desk; what touches the case takes turns."""

    _desk: "Desk"
    _engine: AbstractContextManager[object]
    _journal: AbstractContextManager[object]

    def log(self) -> "Log":
        """The whole trail; every signature and chain is verified on the way."""
        from inspector import steps

        with self._journal:
            return steps.log(self._desk)

    def refused(self, act: str, refusal: "InspectorError") -> None:
        """Note that the screens refused an act."""
        with self._journal:
            self._desk.refused(act, refusal)

    def evidence(self) -> "Sequence[Exhibit]":
        """Every piece, opened and hashed again."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.kept_evidence(self._desk)

    def photo(self, digest: str, columns: int, rows: int) -> "Small":
        """A photograph in at most so many cells."""
        from inspector import steps

        return steps.small_evidence(self._desk, digest, columns, rows)

    def attach(self, finding: str, files: Sequence[Path], taken: "Taken") -> int:
        """Seal files into the case for the finding whose id begins so; how many."""
        from inspector import steps

        with self._journal:
            named = steps.find(self._desk, finding).id
            return len(steps.attach(self._desk, named, files, taken))

    def reports(self) -> "Sequence[ReportState]":
        """Every report and its signers, the oldest first."""
        from inspector import steps

        with self._journal:
            return steps.made_reports(self._desk)

    def documents(self) -> Sequence[Path]:
        """Every form that was filled."""
        from inspector import steps

        return steps.made_documents(self._desk)

    def forms(self) -> Sequence[tuple[str, str]]:
        """The forms there are: name and title."""
        from inspector import steps

        return list(steps.document_forms(language()).items())

    def make_document(self, form: str) -> Path:
        """Fill a form from the case; its PDF."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.make_document(self._desk, form, language()).pdf

    def make_report(self, going: Callable[[str], None]) -> Path:
        """Write the report of the case as it stands; its folder."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.make_report(self._desk, None, language(), going=going).folder

    def sign(self, refused: str = "") -> "ReportState":
        """Sign the latest report; with `refused`, witness the institution's refusal."""
        from inspector import steps

        with self._journal:
            return steps.sign_report(self._desk, refused=refused)

    def sign_as(self, identity: Path, passphrase: str) -> "ReportState":
        """Let somebody else sit down, sign the latest report and get up again."""
        from inspector import steps

        other = steps.unlock_identity(identity, passphrase)
        with self._engine, self._journal:
            own = self._desk
            own.close()
            try:
                with steps.open_desk(own.case.folder, other) as desk:
                    return steps.sign_report(desk)
            finally:
                self._desk = steps.open_desk(own.case.folder, own.member)

    def referred(self, to: str) -> Sequence[str]:
        """What the authority gets of a finding, column by column."""
        from inspector import steps

        return [name for name, _ in steps.what_is_referred(to, language())]

    def refer(self, told: Referring, findings: Sequence[str]) -> Mapping[str, object]:
        """Write the sealed package; how many findings and rows, who can open it, where it is."""
        from inspector import steps

        card = steps.read_card(told.card)
        with self._engine, self._journal:
            facts = (findings, [card], told.reason, told.out, language(), told.evidence)
            done = steps.refer(self._desk, told.to, *facts)
        rows = f"{done.rows:,}"
        return {"findings": len(done.findings), "rows": rows, "names": card.name, "path": done.path}

    def outbox(self) -> "Sequence[Entry]":
        """Every bundle and how far it has come."""
        from inspector import steps

        return steps.handed_in(self._desk)

    def submit(self, to: str, timestamp: str, progress: "Progress") -> "Sent":
        """Seal the signed report into a bundle, once, and send what waits to `to` if named."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.submit(self._desk, to or None, timestamp=timestamp, progress=progress)

    def receipts(self) -> Mapping[str, str]:
        """By bundle, who signed for it and when, verified again."""
        from inspector import steps

        return steps.kept_receipts(self._desk)

    def plan_submit(self, to: str) -> "Plan":
        """What handing in would do now; nothing is sealed, queued or sent."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.plan_submit(self._desk, to or None)

    def sync(self, folder: Path) -> "Synced":
        """Take in what colleagues left in the folder, leave there what is here."""
        from inspector import steps

        with self._engine, self._journal:
            return steps.sync(self._desk, folder)
