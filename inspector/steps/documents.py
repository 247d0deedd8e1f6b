"""Fill the forms of an inspection from the case: as PDF to sign, and as text to edit.

A form that was made is noted; what is still to be asked for is derived from the hits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import FormUnknown, NotChecked, writing
from inspector.evidence import Requests, requests
from inspector.findings import Finding
from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.rules import Rule
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.hits import raw_hits
from inspector.steps.material import exhibits
from inspector.steps.outcomes import outcomes
from inspector.steps.packs import kept_pack
from inspector.steps.record import find
from inspector.steps.report import case_figures, numbered
from inspector.trust import Card, digest
from inspector.whole import write_whole

if TYPE_CHECKING:
    from inspector.report import CaseMatter, Form

FOLDER = "documents"


@dataclass(frozen=True)
class Document:
    """A form that was made: where it lies, and its number."""

    pdf: Path
    text: Path
    number: str


def document_forms(lang: Language) -> dict[str, str]:
    """The titles of the shipped forms, by name, in the order of an inspection."""
    from inspector.report import forms

    return {name: form.title[lang] for name, form in forms().items()}


@acting("report")
def make_document(
    desk: Desk,
    named: str,
    lang: Language,
    *,
    findings: Sequence[str] = (),
    out: Path | None = None,
    refused: str = "",
) -> Document:
    """Fill the form `named` (its name, its title, or the file of a local one).

    Args:
        findings: what it is about; all that are not cleared, if none is named.
        out: the folder it goes to; the case's own, if left out.
        refused: the words in which signing was refused, printed in the note of refusal.

    Raises:
        RoleForbidden, FormUnknown, FindingUnknown, NotChecked, FontMissing: nothing was written.
    """
    from inspector.report import filling, form_pdf, form_text

    form, folder = _form(named), out or desk.case.folder / FOLDER
    matter = _matter(desk, [find(desk, one).id for one in findings])
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        count = len(list(folder.glob(f"{form.name}-*.pdf"))) + 1
        facts = {"case": desk.case.id, "form": form.name, "count": count}
        number = say("document.number", lang, **facts)
        told = filling(matter, number, lang, refused)
        pdf, text = form_pdf(form, told, number, lang), form_text(form, told, lang)
        place = folder / f"{form.name}-{count:03}"
        noted = {"what": f"document {form.name}", "digest": digest(pdf)}
        desk.note("exported", noted | ({"refused": refused} if refused else {}))
        write_whole(place.with_suffix(".md"), text.encode("utf-8"))
        write_whole(place.with_suffix(".pdf"), pdf)
    return Document(place.with_suffix(".pdf"), place.with_suffix(".md"), number)


def _form(named: str) -> "Form":
    from inspector.report import forms, load_form

    known = forms()
    for name, form in known.items():
        if named == name or any(title.endswith(named) for title in form.title.values()):
            return form
    if Path(named).suffix == ".toml":
        return load_form(Path(named))
    raise FormUnknown(form=named, known=", ".join(known))


def _matter(desk: Desk, wanted: Sequence[str]) -> "CaseMatter":
    from inspector.report import CaseMatter

    figures = case_figures(desk)
    chosen = tuple(one for one in figures.findings if _about(one, wanted))
    rules = _rules(desk)
    book, day = _book(desk)
    return CaseMatter(
        figures=figures,
        chosen=chosen,
        evidence=exhibits(desk, {one.id: one for one in figures.findings}),
        requests=_requests(desk, rules, book, wanted),
        questions={rule.id: rule.ask for rule in rules.values()},
        handed=_handed(desk),
        officers=_officers(desk, figures.expected),
        now=f"{datetime.now():%Y-%m-%d %H:%M}",
        book_day=day,
    )


def _officers(desk: Desk, expected: Sequence[Card]) -> list[Card]:
    """Who is at the desk, and who else of the same team may sign."""
    own = desk.member.card
    return sorted(
        (card for card in expected if card.organisation == own.organisation),
        key=lambda card: (card.key_id != own.key_id, card.cert_no),
    )


def _about(finding: Finding, wanted: Sequence[str]) -> bool:
    return finding.id in wanted if wanted else finding.stands or finding.undecided


def _rules(desk: Desk) -> dict[str, Rule]:
    """The rules of the last check, as the case keeps their packs."""
    ran = outcomes(desk)
    if not ran:
        raise NotChecked(path=str(desk.case.folder))
    digests = sorted({row.pack_digest for row in ran})
    packs = [kept_pack(desk.case.folder / "packs", one, desk.known) for one in digests]
    run = {(row.rule_id, row.rule_digest) for row in ran}
    return {rule.id: rule for pack in packs for rule in pack.rules if (rule.id, rule.digest) in run}


def _requests(
    desk: Desk,
    rules: dict[str, Rule],
    book: dict[str, tuple[str, Decimal]],
    wanted: Sequence[str],
) -> Requests:
    rows = raw_hits(desk).to_pylist()
    return requests([row for row in rows if not wanted or row["hit_id"] in wanted], rules, book)


def _book(desk: Desk) -> tuple[dict[str, tuple[str, Decimal]], str]:
    """By item, the unit and what the books last hold of it over all stores; and of which month."""
    if "inv_balance" not in desk.engine().tables:
        return {}, ""
    told = desk.engine().con.execute(_BOOKS).fetchall()
    days = sorted({month for _, _, _, month in told})
    book = {code: (unit or "", Decimal(held)) for code, unit, held, _ in told}
    return book, f"{days[-1][:4]}-{days[-1][-2:]}" if days else ""


_BOOKS = """
SELECT medins_list_codg, MIN(split_unit), SUM(close_cnt_min), MAX(year_month) FROM inv_balance
WHERE year_month = (SELECT MAX(year_month) FROM inv_balance) AND close_cnt_min IS NOT NULL
GROUP BY medins_list_codg ORDER BY medins_list_codg
"""


def _handed(desk: Desk) -> dict[str, str]:
    """Digest of each file of the latest report, by name."""
    from inspector.report import read_report

    made = numbered(desk.case.folder / "reports")
    if not made:
        return {}
    files = read_report(made[-1]).facts["files"]
    return {name: str(told["digest"]) for name, told in sorted(files.items())}
