"""What of some findings another authority gets: its list of columns, and a reason for each.

What is not on an authority's list is not in its package; no list has a name, an identity number, a
diagnosis. Who a person is, the authority asks for by a request of its own.

Source: 条例 Art. 22, 32, 48; 法发〔2024〕6号 for the police.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from inspector import shipped
from inspector.findings import Finding
from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.report.export import Cell, Sheet, workbook
from inspector.report.forms import Filling, form_pdf, load_form
from inspector.report.words import when

_ALWAYS = ("finding", "rule")
_WHAT = ("item", "code", "when")
REFERRED: Mapping[str, tuple[str, ...]] = {
    "police": (
        *(*_ALWAYS, "settlement", "visit", "person", *_WHAT),
        *("department", "doctor", "staff", "trace", "amount"),
    ),
    "health": (*_ALWAYS, "visit", *_WHAT, "department", "doctor", "staff"),
    "drug": (*_ALWAYS, *_WHAT, "trace"),
}
"""By authority (公安, 卫健, 药监), the columns of the list it gets; no others."""
LETTER, LIST = "letter.pdf", "list.xlsx"
Row = dict[str, Cell]


@dataclass(frozen=True)
class Letter:
    """What the letter says beside the findings; every text is shown as it is."""

    number: str
    to: str
    recipients: str
    institution: str
    reason: str
    sender: str
    now: str


def why_columns(to: str, lang: Language) -> list[tuple[str, str]]:
    """The columns the authority `to` gets, as people call them, each with its reason."""
    return [
        (say(f"referral.column.{name}", lang), say(f"referral.why.{name}", lang))
        for name in REFERRED[to]
    ]


def list_rows(to: str, findings: Sequence[Finding]) -> list[tuple[Cell, ...]]:
    """The list: a row a fee line or trace of each finding, in the columns of `to`, each row once.

    Args:
        findings: as they are shown, every person behind a pseudonym.
    """
    told = (row for finding in findings for row in _rows(finding))
    cut = (tuple(row.get(name, "") for name in REFERRED[to]) for row in told)
    return list(dict.fromkeys(cut))


def referral_list(to: str, rows: Sequence[tuple[Cell, ...]], lang: Language) -> bytes:
    """The list as a workbook."""
    headings = [name for name, _ in why_columns(to, lang)]
    return workbook([Sheet(say("referral.list", lang), headings, rows)])


def referral_letter(
    to: str, letter: Letter, findings: Sequence[Finding], files: Mapping[str, str], lang: Language
) -> bytes:
    """The letter as PDF: to whom, what, which columns and why, which files.

    Args:
        files: digest of each file enclosed, by name.

    Raises:
        FontMissing: a character has no glyph.
    """
    form = load_form(shipped.folder("templates") / "referrals" / "letter.toml")
    rows: dict[str, list[Mapping[str, str]]] = {
        "findings": [
            {"finding": one.id, "title": one.title[lang], "basis": "\n".join(one.basis)}
            for one in findings
        ],
        "columns": [{"name": name, "why": why} for name, why in why_columns(to, lang)],
        "enclosed": [
            {"file": name, "digest": told.removeprefix("sha256:")} for name, told in files.items()
        ],
    }
    facts = vars(letter) | {"withheld": say(f"referral.withheld.{to}", lang)}
    return form_pdf(form, Filling(facts, rows), letter.number, lang)


def _rows(finding: Finding) -> Iterator[Row]:
    begin: Row = {"finding": finding.id, "rule": finding.rule_id}
    for line in finding.lines:
        yield begin | {
            "settlement": line.setl_id,
            "visit": line.mdtrt_id,
            "person": line.psn_no,
            "item": line.name,
            "code": line.med_list_codg,
            "when": when(line.occurred_on),
            "department": line.dept,
            # A doctor is named once the finding stands, not while it is a suspicion.
            "doctor": line.doctor if finding.stands else "",
            "amount": line.amount,
        }
    for trace in finding.origin.evidence:
        yield begin | {
            "visit": trace.get("mdtrt_id", ""),
            "when": when(trace.get("occurred_on", "")),
            "staff": trace.get("staff_code", "") if finding.stands else "",
            "trace": trace.get("drug_trac_codg", ""),
        }
