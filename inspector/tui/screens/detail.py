"""The words about one hit: what was seen, why it is one, the law, what to look at and to ask."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from rich.text import Text

from inspector.i18n import language, say
from inspector.tui.cells import clean, count, covered, day, money, shown, shown_of, titled

if TYPE_CHECKING:
    from inspector.findings import Finding
    from inspector.steps import OutcomeRow, RuleCard

Line = Mapping[str, Any]


def state_of(finding: "Finding | None") -> str:
    """The state of a hit's finding, or that nobody has judged it."""
    return say("tui.unjudged" if finding is None else f"findings.state.{finding.state}")


RAN = ("hit", "clean")


def states() -> Sequence[str]:
    """All states of a finding, in their order."""
    from inspector.findings import STATES

    return STATES


def state_width() -> int:
    """The widest word for a state, in cells."""
    words = [say("tui.unjudged"), *(say(f"findings.state.{state}") for state in states())]
    return max(cell_len(word) for word in words)


def section(head: str, told: Sequence[str]) -> Text:
    """A heading with its points below; nothing at all without points."""
    if not told:
        return Text()
    points = [f"- {clean(point)}" for point in told] if len(told) > 1 else [clean(told[0])]
    return Text.assemble((say(head), "bold"), "\n", "\n".join(points), "\n")


def about_rule(card: "RuleCard", told: str = "") -> Text:
    """What the rule says of the hit (`told`; else with gaps), law, evidence, false positives."""
    why = told or card.sentence.format_map(_Gaps())
    return Text.assemble(
        section("tui.about.why", [why] if why else []),
        *(section(f"rules.part.{part}", lines) for part, lines in card.sections),
    )


class _Gaps(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "__"


def about_outcome(row: "OutcomeRow", reason: str) -> Text:
    """How a rule came out, with its denominators; one that did not run has none, and says why."""
    if row.status not in RAN:
        return section("tui.about.result", [f"{say(f'rules.status.{row.status}')}  {reason}"])
    told = say(
        "tui.about.outcome",
        status=say(f"rules.status.{row.status}"),
        read=count(row.rows_read),
        amount_read=money(row.amount_read),
        hits=count(row.hits),
        amount=money(row.amount),
    )
    verdict = say("tui.about.verdict", verdict=say(f"rules.verdict.{row.verdict}"))
    return section("tui.about.result", [told, verdict])


def about_hit(lines: Sequence[Line], finding: "Finding | None") -> Text:
    """When, whom, how much, and what has been decided."""
    days = sorted({day(line["occurred_on"]) for line in lines if line.get("occurred_on")})
    people = sorted({covered(line["psn_no"]) for line in lines if line.get("psn_no")})
    visits = sorted({shown(line["mdtrt_id"]) for line in lines if line.get("mdtrt_id")})
    amount = sum((line["amount"] or Decimal() for line in lines), Decimal("0.00"))
    much = say("tui.about.amount", amount=money(amount), lines=count(len(lines)))
    facts = [
        [much, span("tui.about.days", days)],
        [span("tui.about.person", people), span("tui.about.visit", visits)],
    ]
    told = ["  ".join(fact for fact in line if fact) for line in facts]
    return Text.assemble("\n".join(line for line in told if line), "\n", about_finding(finding))


def span(key: str, values: Sequence[str]) -> str:
    """One value, or the first and the last and how many."""
    if not values:
        return ""
    if len(values) == 1:
        return say(key, value=values[0])
    return say(key, value=say("tui.about.many", first=values[0], last=values[-1], n=len(values)))


def about_finding(finding: "Finding | None") -> Text:
    """What was decided, by which note; nothing while the hit has no finding."""
    if finding is None:
        return Text(say("tui.about.undecided") + "\n", "italic")
    parts = [say("tui.about.state", state=state_of(finding))]
    if finding.stands:
        parts.append(say("tui.about.confirmed", amount=money(finding.amount_confirmed)))
    if note := note_of(finding):
        parts.append(say("tui.about.note", note=note))
    return Text("  ".join(parts) + "\n", "bold")


def note_of(finding: "Finding") -> str:
    """What was last written about it, with a decision or on its own."""
    written = [event.body["note"] for event in finding.history if event.body.get("note")]
    return clean(written[-1] if written else finding.note)


def title_of(finding: "Finding") -> str:
    """A finding's title in the language in force."""
    return titled(finding.title, language())


def record(row: Mapping[str, Any]) -> list[tuple[str, str]]:
    """All columns of a row that hold something, one a line; in Chinese by their Chinese names."""
    called = _chinese_names() if language() == "zh" else {}
    return [
        (f"{called[name]}  {name}" if name in called else name, shown_of(name, value))
        for name, value in row.items()
        if value not in (None, "")
    ]


@cache
def _chinese_names() -> Mapping[str, str]:
    """What the national interface calls a column; of two tables' names the first one's."""
    from inspector.schema import TABLES

    names: dict[str, str] = {}
    for table in TABLES.values():
        names = {column.name: column.zh for column in table.columns} | names
    return names
