"""One inspection of a small made-up hospital, walked once by the commands; tests copy its stages.

Computers that share nothing: what passes between them are files copied from one to another.
"""

import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.commands.computer import Computer, Run

ROOT = Path(__file__).parents[2]
MAKE = ROOT / "sample_audits" / "kangning" / "make.py"
RULES = (
    *("DQ-03", "TRC-02", "XY2-01", "XY2-03", "XY2-12", "XY2-27", "XY2-31"),
    *("INV-01", "INV-02", "SES-01", "SES-02", "SES-03"),
)
PICKED = (
    *(
        word
        for name in ("general", "inventory", "rehab")
        for word in ("--pack", str(ROOT / "rulepacks" / name))
    ),
    *(word for rule in RULES for word in ("--rule", rule)),
)
"""Three packs, and of their rules those the exports hold violations of."""
FEE_LINES = 8000


@dataclass(frozen=True)
class Inspection:
    """The computers of one inspection, side by side under `root`."""

    root: Path

    @property
    def office(self) -> Computer:
        return self._at("office", INSPECTOR_IDENTITY="office.identity")

    @property
    def team(self) -> Computer:
        """张 leads, 李 inspects, 陈 is a hired expert; all three at one laptop."""
        return self._at("team", INSPECTOR_IDENTITY="zhang.identity", INSPECTOR_CASE="case")

    @property
    def bureau(self) -> Computer:
        return self._at("bureau", INSPECTOR_IDENTITY="zhou.identity")

    @property
    def stranger(self) -> Computer:
        """An inspector of another inspection, in no roster of this one."""
        return self._at("stranger", INSPECTOR_IDENTITY="strange.identity", INSPECTOR_CASE="case")

    def _at(self, side: str, **settings: str) -> Computer:
        folder = self.root / side
        folder.mkdir(parents=True, exist_ok=True)
        return Computer(folder, settings=settings)

    def copied(self, to: Path) -> "Inspection":
        """The same inspection at the same stage, for one test to go on with."""
        shutil.copytree(self.root, to)
        return Inspection(to)


@dataclass
class Walk:
    """What the commands said, and the inspection as it stood at each stage."""

    raw: Path
    now: Inspection
    stages: Path
    said: dict[str, Run] = field(default_factory=dict)

    def keep(self, stage: str) -> None:
        self.now.copied(self.stages / stage)

    def stage(self, stage: str) -> Inspection:
        return Inspection(self.stages / stage)


def make_raw(folder: Path, fee_lines: int = FEE_LINES) -> Path:
    """The exports of a small hospital."""
    command = [sys.executable, str(MAKE), "--out", str(folder), "--fee-lines", str(fee_lines)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return folder / "raw"


def walk(root: Path) -> Walk:
    """From keys to receipts; `keep` marks where tests may start from."""
    walked = Walk(make_raw(root / "export"), Inspection(root / "now"), root / "stages")
    introduce(walked)
    pack_and_open(walked)
    walked.keep("opened")
    walked.said["check"] = walked.now.team.does("check", "--json", *PICKED)
    walked.said["from-hits"] = walked.now.team.does("finding", "from-hits")
    walked.keep("checked")
    decide(walked)
    report_and_sign(walked)
    hand_in(walked)
    return walked


def introduce(walked: Walk) -> None:
    now, said = walked.now, walked.said
    people = (
        (now.office, "office", "authority", "数据办公室"),
        (now.team, "zhang", "lead", "张组长"),
        (now.team, "li", "inspector", "李检查"),
        (now.team, "chen", "contractor", "陈专家"),
        (now.stranger, "strange", "inspector", "吴外人"),
        (now.bureau, "zhou", "supervisor", "周督导"),
    )
    cards = walked.now.root / "cards"
    cards.mkdir()
    for computer, file, role, name in people:
        made = f"{file}.identity"
        told = ("--name", name, "--role", role, "--cert-no", f"YB-{file}", "-o", made)
        said[f"new {file}"] = computer.does("identity", "new", *told)
        if file != "strange":
            shutil.copy(computer.folder / f"{file}.card", cards)
    roster, inspection = cards / "team.roster", ("--inspection", "2024-07")
    members = sorted(cards.glob("*.card"))
    said["roster"] = now.office.does("identity", "roster", *members, *inspection, "-o", roster)
    for computer in (now.team, now.bureau, now.stranger):
        trusted = ("identity", "trust", cards / "office.card", roster)
        said[f"trust {computer.folder.name}"] = computer.does(*trusted)


def pack_and_open(walked: Walk) -> None:
    now, said = walked.now, walked.said
    to = [word for one in ("zhang", "li", "chen") for word in ("--to", f"../cards/{one}.card")]
    said["profile"] = now.office.does("profile", walked.raw)
    said["pack"] = now.office.does("pack", walked.raw, *to, "-o", "k.snapshot")
    shutil.copy(now.office.folder / "k.snapshot", now.team.folder)
    said["verify snapshot"] = now.team.does("verify", "k.snapshot")
    said["open"] = now.team.does("open", "case", "k.snapshot")


def decide(walked: Walk) -> None:
    team, said = walked.now.team, walked.said
    opened = said["from-hits"].stdout.split()
    (team.folder / "photo.jpg").write_bytes(b"a picture of the treatment card")
    said["confirm"] = team.does("finding", "confirm", opened[0], "--note", "病历已核")
    said["confirm second"] = team.does("finding", "confirm", opened[-1][:8])
    said["reject"] = team.does("finding", "reject", opened[1], "--reason", "refunded")
    said["attach"] = team.does("attach", opened[0], "photo.jpg")


def report_and_sign(walked: Walk) -> None:
    team, said = walked.now.team, walked.said
    said["report"] = team.does("report", "--lang", "zh")
    said["sign"] = team.does("sign")
    walked.keep("signed once")
    said["sign second"] = team.does("sign", "--as", "li.identity")
    walked.keep("signed")
    said["verify report"] = team.does("verify", "case/reports/001")


def hand_in(walked: Walk) -> None:
    team, bureau, said = walked.now.team, walked.now.bureau, walked.said
    inbox = bureau.folder / "inbox"
    inbox.mkdir()
    said["submit"] = team.does("submit", "--to", inbox)
    said["gather"] = bureau.does("gather", "inbox", "-o", "summary", "--json")
    said["submit again"] = team.does("submit", "--to", inbox)
    said["submit once more"] = team.does("submit", "--to", inbox)
    said["status"] = team.does("status", "--json")
    said["log"] = team.does("log", "--json")
