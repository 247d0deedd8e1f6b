"""The whole inspection on the sample audit, both sides: the office, two teams, the supervisor.

Each side has a home folder of its own, as four computers would; what passes between them are the
files a real inspection hands over: cards, a roster, a snapshot, bundles, receipts.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from inspector import shipped
from inspector.errors import CaseExists
from inspector.i18n.catalogue import Language
from inspector.steps.check import check
from inspector.steps.desk import Desk, open_desk
from inspector.steps.gather import Gathered, gather
from inspector.steps.open import open_case
from inspector.steps.outcomes import CheckSummary, outcomes
from inspector.steps.people import (
    issue_roster,
    make_identity,
    read_card,
    trust_file,
)
from inspector.steps.prepare import Packed, pack_exports
from inspector.steps.record import confirm, from_hits, reject
from inspector.steps.report import make_report
from inspector.steps.sign import sign_report
from inspector.steps.submit import submit
from inspector.steps.verify import verify_file
from inspector.trust import Identity, Role

PASSPHRASE = "demo"
"""Of every identity of the demo; they are made for it and good for nothing else."""
INSPECTION = "样例检查"
PACKS = ("dialysis", "general", "inventory", "rehab")
"""What a team picks for a rehabilitation hospital with a dialysis room."""

Narrate = Callable[[str, dict[str, object]], None]
"""Told the i18n key of what happened and its facts, as it happens."""


@dataclass(frozen=True)
class Person:
    """One made-up person of the demo, at one side's computer."""

    side: str
    file: str
    name: str
    role: Role
    cert_no: str
    organisation: str


OFFICE = Person("office", "office", "数据办公室", "authority", "", "样例省医保局")
TEAM_A = (
    Person("team-a", "zhang", "张检查", "lead", "YB330001", "检查一组"),
    Person("team-a", "li", "李检查", "inspector", "YB330002", "检查一组"),
)
TEAM_B = (
    Person("team-b", "wang", "王检查", "lead", "YB330003", "检查二组"),
    Person("team-b", "zhao", "赵检查", "inspector", "YB330004", "检查二组"),
)
BUREAU = Person("bureau", "zhou", "周督导", "supervisor", "YB330009", "样例省医保局")
EVERYBODY = (OFFICE, *TEAM_A, *TEAM_B, BUREAU)


@dataclass(frozen=True)
class Walked:
    """What the demo made and where."""

    folder: Path
    packed: Packed
    checked: CheckSummary
    case: Path
    report: Path
    gathered: Gathered


def demo(folder: Path, narrate: Narrate, lang: Language) -> Walked:
    """Walk through one inspection in `folder`, which must be empty or not there.

    Raises:
        CaseExists: something is in `folder` already; it is left alone.
    """
    if folder.exists() and any(folder.iterdir()):
        raise CaseExists(path=str(folder))
    people = _introduce(folder)
    narrate("demo.introduced", {"count": len(people), "folder": folder})
    packed, snapshot = _office(folder, people, narrate)
    first = _team(folder, TEAM_A, people, snapshot, narrate, lang, _decide_thoroughly)
    _team(folder, TEAM_B, people, snapshot, narrate, lang, _decide_sessions_only)
    gathered = _bureau(folder, people, narrate)
    for team in (TEAM_A, TEAM_B):
        _receipts(folder, team, people, narrate)
    return Walked(folder, packed, first[0], folder / "team-a" / "case", first[1], gathered)


def _introduce(folder: Path) -> dict[str, Identity]:
    """Everybody makes keys; cards go round; the office signs who takes part."""
    cards = folder / "cards"
    cards.mkdir(parents=True)
    (folder / "bureau" / "inbox").mkdir(parents=True)
    people = {person.file: _join(folder, person) for person in EVERYBODY}
    for person in EVERYBODY:
        card = folder / person.side / f"{person.file}.card"
        (cards / card.name).write_bytes(card.read_bytes())
    roster = cards / "team.roster"
    members = [read_card(cards / f"{person.file}.card") for person in EVERYBODY]
    with at(folder, "office"):
        until = date.today() + timedelta(days=90)
        issue_roster(roster, INSPECTION, members, people[OFFICE.file], until)
    for side in sorted({person.side for person in EVERYBODY}):
        with at(folder, side):
            trust_file(cards / f"{OFFICE.file}.card")
            trust_file(roster)
    return people


def _join(folder: Path, person: Person) -> Identity:
    path = folder / person.side / f"{person.file}.identity"
    path.parent.mkdir(parents=True, exist_ok=True)
    with at(folder, person.side):
        return make_identity(
            path,
            person.name,
            person.role,
            PASSPHRASE,
            cert_no=person.cert_no,
            organisation=person.organisation,
        )


@contextmanager
def at(folder: Path, side: str) -> Iterator[Path]:
    """Sit at the computer of `side`: its trust store, and nobody else's."""
    before = os.environ.get("INSPECTOR_HOME")
    place = folder / side / "home"
    os.environ["INSPECTOR_HOME"] = str(place)
    try:
        yield place
    finally:
        if before is None:
            del os.environ["INSPECTOR_HOME"]
        else:
            os.environ["INSPECTOR_HOME"] = before


def _office(folder: Path, people: dict[str, Identity], narrate: Narrate) -> tuple[Packed, Path]:
    raw = shipped.folder("sample_audits") / "kangning" / "raw"
    snapshot = folder / "office" / "kangning.snapshot"
    teams = [people[person.file].card for person in (*TEAM_A, *TEAM_B)]
    with at(folder, "office"):
        packed = pack_exports([raw], people[OFFICE.file], teams, snapshot)
        verify_file(snapshot)
    sources = packed.manifest.sources
    narrate(
        "demo.packed",
        {
            "files": len(sources),
            "taken": f"{sum(source['rows_taken'] for source in sources):,}",
            "quarantined": sum(source["rows_quarantined"] for source in sources),
            "snapshot": snapshot,
        },
    )
    return packed, snapshot


Decide = Callable[[Desk], None]


def _team(
    folder: Path,
    team: Sequence[Person],
    people: dict[str, Identity],
    snapshot: Path,
    narrate: Narrate,
    lang: Language,
    decide: Decide,
) -> tuple[CheckSummary, Path]:
    """One team, from the snapshot to a bundle handed in."""
    lead, second = (people[person.file] for person in team)
    side = team[0].side
    case = folder / side / "case"
    with at(folder, side):
        open_case(case, [snapshot], lead)
        with open_desk(case, lead) as desk:
            checked = check(desk, [shipped.folder("rulepacks") / name for name in PACKS])
            narrate("demo.checked", _counts(team, checked))
            decide(desk)
            narrate("demo.decided", _decisions(team, desk))
            made = make_report(desk, None, lang)
            sign_report(desk, made.folder)
        with open_desk(case, second) as desk:
            sign_report(desk, made.folder)
            narrate("demo.signed", {"team": team[0].organisation, "report": made.pdf})
            submit(desk, str(folder / "bureau" / "inbox"))
            narrate("demo.submitted", {"team": team[0].organisation})
    return checked, made.folder


def _counts(team: Sequence[Person], checked: CheckSummary) -> dict[str, object]:
    return {
        "team": team[0].organisation,
        "rules": len(checked.outcomes),
        "hits": sum(row.hits for row in checked.outcomes),
        "amount": f"{checked.amount_distinct:,.2f}",
    }


def _decisions(team: Sequence[Person], desk: Desk) -> dict[str, object]:
    found = list(desk.findings().values())
    return {
        "team": team[0].organisation,
        "confirmed": sum(one.stands for one in found),
        "rejected": sum(one.state == "rejected" for one in found),
        "open": sum(one.state == "suspected" for one in found),
    }


def _decide_thoroughly(desk: Desk) -> None:
    """The first team decides everything: it confirms, but clears every tenth after looking."""
    from_hits(desk)
    names = sorted(desk.findings())
    cleared = names[9::10]
    reject(desk, cleared, "clinically-justified", "病历记载与收费相符")
    confirm(desk, [name for name in names if name not in cleared], note="已核对明细与病历")


def _decide_sessions_only(desk: Desk) -> None:
    """The second team looks at rehab only, and disagrees with the first about a few."""
    rehab = [one for one in _rules(desk) if one.startswith("SES")]
    from_hits(desk, rules=rehab)
    names = sorted(desk.findings())
    doubted, undecided = names[3::7], names[5::7]
    reject(desk, doubted, "evidence-insufficient", "纸质治疗卡待补")
    sure = [name for name in names if name not in {*doubted, *undecided}]
    confirm(desk, sure, note="已核对治疗记录")


def _rules(desk: Desk) -> list[str]:
    return [row.rule_id for row in outcomes(desk)]


def _bureau(folder: Path, people: dict[str, Identity], narrate: Narrate) -> Gathered:
    inbox, summary = folder / "bureau" / "inbox", folder / "bureau" / "summary"
    with at(folder, "bureau"):
        gathered = gather([inbox], summary, people[BUREAU.file])
    merged = gathered.merged
    narrate(
        "demo.gathered",
        {
            "accepted": gathered.accepted,
            "findings": sum(len(one.findings) for one in merged.inspections),
            "conflicts": len(merged.conflicts),
            "amount": f"{merged.total:,.2f}",
        },
    )
    return gathered


def _receipts(
    folder: Path, team: Sequence[Person], people: dict[str, Identity], narrate: Narrate
) -> None:
    """Handing in once more delivers nothing twice and brings the receipt home."""
    side = team[0].side
    with at(folder, side), open_desk(folder / side / "case", people[team[0].file]) as desk:
        sent = submit(desk, str(folder / "bureau" / "inbox"))
    narrate("demo.receipts", {"team": team[0].organisation, "count": len(sent.receipts)})
