"""Evidence, reports, an outbox and a log made up for the screens, in memory."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

from inspector.errors import InspectorError, SignaturesMissing
from inspector.evidence import Small, Taken
from inspector.outbox import Entry, Progress, silently
from inspector.report import Exhibit
from inspector.steps import Colleague, Head, Log, Noted, Plan, ReportState, Sent, Synced
from inspector.tui.papers import Referring


def noted(kind: str, detail: str = "", note: str = "") -> Noted:
    return Noted("2024-07-02T01:00:00Z", "王检", kind, "", f"sha256:{kind}", detail, note)


class MadeUpPapers:
    """The part of the protocol about what is kept, made, signed and handed in."""

    acts: list[tuple[Any, ...]]
    role: str
    events: tuple[Noted, ...] = (noted("opened-case"), noted("asked", "43  [b]SELECT 1"))
    pieces: tuple[Exhibit, ...] = ()
    made: tuple[ReportState, ...] = ()
    filled: tuple[Path, ...] = ()
    sent: tuple[Entry, ...] = ()

    def log(self) -> Log:
        return Log(self.events, (Head("王检", self.role, len(self.events), "sha256:head"),))

    def refused(self, act: str, refusal: InspectorError) -> None:
        self.events = (*self.events, noted("refused", f"{act}  {refusal.code}"))

    def evidence(self) -> Sequence[Exhibit]:
        return self.pieces

    def photo(self, digest: str, columns: int, rows: int) -> Small:
        return (((255, 0, 0), (0, 0, 255)),) if digest.endswith(".jpg") else ()

    def attach(self, finding: str, files: Sequence[Path], taken: Taken) -> int:
        self.acts.append(("attach", finding, tuple(files), taken))
        kept = [
            Exhibit(f"sha256:{one.name}", finding, one.name, 12, "2024-07-02T01:00:00Z", "王检")
            for one in files
        ]
        self.pieces = (*self.pieces, *(replace(one, place=taken.place) for one in kept))
        return len(kept)

    def reports(self) -> Sequence[ReportState]:
        return self.made

    def documents(self) -> Sequence[Path]:
        return self.filled

    def forms(self) -> Sequence[tuple[str, str]]:
        return [("notice", "检查通知书"), ("interview", "询问笔录")]

    def make_document(self, form: str) -> Path:
        self.acts.append(("document", form))
        self.filled = (*self.filled, Path(f"documents/{form}-001.pdf"))
        return self.filled[-1]

    going: Event | None = None
    """Set once a person may go on; while it is not, a report waits before its pages."""

    def make_report(self, going: Callable[[str], None] = lambda part: None) -> Path:
        going("figures")
        if self.going is not None:
            self.going.wait(60)
        going("pages")
        self.acts.append(("report",))
        folder = Path(f"reports/{len(self.made) + 1:03d}")
        self.made = (*self.made, ReportState(folder, (), 2))
        return folder

    def sign(self, refused: str = "") -> ReportState:
        self.acts.append(("sign", refused))
        return self.made[-1] if refused else self._signed("王检")

    def sign_as(self, identity: Path, passphrase: str) -> ReportState:
        self.acts.append(("sign-as", identity, passphrase))
        return self._signed("李检")

    def _signed(self, name: str) -> ReportState:
        now = replace(self.made[-1], signers=(*self.made[-1].signers, name))
        self.made = (*self.made[:-1], now)
        return now

    def outbox(self) -> Sequence[Entry]:
        return self.sent

    def submit(self, to: str, timestamp: str, progress: Progress = silently) -> Sent:
        self.acts.append(("submit", to, timestamp))
        if not self.made or len(self.made[-1].signers) < 2:
            raise SignaturesMissing(path="reports/001", have=0, need=2)
        progress("bundle", 1, 2)
        targets = (to,) if to else ()
        self.sent = (Entry("sha256:0011", Path("b"), "sent" if to else "waiting", targets),)
        return Sent(self.sent, ())

    def receipts(self) -> Mapping[str, str]:
        return {one.digest: "周督导 2024-07-03" for one in self.sent if one.state == "received"}

    def plan_submit(self, to: str) -> Plan:
        self.acts.append(("plan", to))
        return Plan(Path("reports/001"), True, ())

    def referred(self, to: str) -> Sequence[str]:
        return {"police": ("问题编号", "结算ID", "金额（元）"), "drug": ("药品追溯码",)}.get(to, ())

    def refer(self, told: Referring, findings: Sequence[str]) -> Mapping[str, object]:
        self.acts.append(("refer", told, tuple(findings)))
        return {"findings": len(findings), "rows": "3", "names": "公安", "path": told.out}

    def sync(self, folder: Path) -> Synced:
        self.acts.append(("sync", folder))
        return Synced(folder, 12, 1, 0, ("f" * 64,), (Colleague("李检查", 9, 12),), ())
