"""What a case puts into the forms: facts and rows, from the same figures as the report.

Persons do not appear; visits, settlements and fee lines do. The same case gives the same words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from inspector.evidence import Requests
from inspector.findings import Finding, laid
from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.report.figures import ZERO, Figures
from inspector.report.forms import Filling
from inspector.report.material import Exhibit
from inspector.report.money import counted_once
from inspector.report.words import label, teller, when, yuan
from inspector.schema import FORMS, TABLES
from inspector.trust import Card

Row = dict[str, str]
_LINES = 60
"""Fee lines printed in a form; the annex has all."""


@dataclass(frozen=True)
class CaseMatter:
    """What a form is filled from; `chosen` are the findings it is about, in order."""

    figures: Figures
    chosen: tuple[Finding, ...]
    evidence: tuple[Exhibit, ...]
    requests: Requests
    questions: Mapping[str, Sequence[str]]
    """By rule id."""
    handed: Mapping[str, str]
    """Digest of each file of the latest report, by name."""
    officers: Sequence[Card]
    now: str
    book_day: str = ""


def filling(matter: CaseMatter, number: str, lang: Language, refused: str = "") -> Filling:
    """Facts, rows and questions for any form."""
    return Filling(
        facts=_facts(matter, number, lang),
        rows={name: rows(matter, lang) for name, rows in _ROWS.items()},
        questions=_asked(matter, lang),
        refused=refused,
    )


def _facts(matter: CaseMatter, number: str, lang: Language) -> Row:
    figures = matter.figures
    named = (
        say("document.officer", lang, name=card.name, cert_no=card.cert_no)
        for card in matter.officers
    )
    start, end = figures.period
    return {
        "number": number,
        "institution": "、".join(name for _, name in figures.institutions),
        "code": "、".join(code for code, _ in figures.institutions),
        "period": teller(lang)("cover.period_text", start=start, end=end),
        "case": figures.case_id,
        "officers": "、".join(named),
        "snapshots": "\n".join(package.digest for package in figures.packages),
        "findings": _named([one.id for one in matter.chosen], lang),
        "count": str(len(matter.chosen)),
        "total": yuan(sum((_amount(one) for one in matter.chosen), ZERO)),
        "counted": yuan(counted_once(matter.chosen)),
        "now": matter.now,
        "book_day": matter.book_day,
    }


def _named(names: Sequence[str], lang: Language) -> str:
    more = " " + teller(lang)("and_more") if len(names) > 3 else ""
    return "、".join(names[:3]) + more


def _amount(finding: Finding) -> Decimal:
    return finding.amount_confirmed if finding.stands else finding.amount


def _asked(matter: CaseMatter, lang: Language) -> list[tuple[str, Sequence[str]]]:
    titles = {one.rule_id: one.title[lang] for one in matter.chosen}
    return [
        (say("document.about", lang, rule=rule, title=titles[rule]), matter.questions[rule])
        for rule in sorted(titles)
        if matter.questions.get(rule)
    ]


def _wanted(matter: CaseMatter, lang: Language) -> list[Row]:
    yes = say("document.yes", lang)
    return [
        {"name": form.workbook, "table": form.table, "required": yes if form.required else ""}
        for form in FORMS
        if form.workbook != form.table
    ]


def _sources(matter: CaseMatter, lang: Language) -> list[Row]:
    return [
        {
            "file": str(source["file"]),
            "table": _table(str(source.get("table") or ""), lang),
            "taken": f"{source['rows_taken']:,}",
            "quarantined": f"{source['rows_quarantined']:,}",
            "digest": str(source.get("digest", "")).removeprefix("sha256:"),
        }
        for package in matter.figures.packages
        for source in package.sources
    ]


def _table(name: str, lang: Language) -> str:
    known = TABLES.get(name)
    return name if known is None else (known.zh if lang == "zh" else known.en)


def _findings(matter: CaseMatter, lang: Language) -> list[Row]:
    return [
        {"finding": one.id, "rule": one.rule_id, "title": one.title[lang]} for one in matter.chosen
    ]


def _problems(matter: CaseMatter, lang: Language) -> list[Row]:
    rules: dict[str, list[Finding]] = {}
    for one in matter.chosen:
        rules.setdefault(one.rule_id, []).append(one)
    return [
        {
            "rule": rule,
            "title": rules[rule][0].title[lang],
            "count": str(len(rules[rule])),
            "amount": yuan(sum(map(_amount, rules[rule]), ZERO)),
            "basis": "；".join(dict.fromkeys(text for one in rules[rule] for text in one.basis)),
        }
        for rule in sorted(rules)
    ]


def _lines(matter: CaseMatter, lang: Language) -> list[Row]:
    told = [
        {
            "finding": one.id,
            "visit": line.mdtrt_id,
            "line": line.bkkp_sn,
            "item": line.name or line.med_list_codg,
            "when": when(line.occurred_on),
            "amount": yuan(amount),
        }
        for one in matter.chosen
        for line, amount in laid(one, _amount(one))
    ]
    rest = {"at": "", "item": say("document.shown", lang, rest=len(told) - _LINES)}
    return told if len(told) <= _LINES else [*told[:_LINES], rest]


def _evidence(matter: CaseMatter, lang: Language) -> list[Row]:
    tell, about = teller(lang), {one.id for one in matter.chosen}
    return [
        {
            "name": one.name,
            "kind": label(tell, "kind", one.kind) if one.kind else "",
            "finding": one.finding,
            "holder": "\n".join(text for text in (one.source, one.holder) if text),
            "where": "\n".join(text for text in (one.place, one.at) if text),
            "original": label(tell, "original", one.original) if one.original else "",
            "pages": one.pages,
            "digest": one.digest.removeprefix("sha256:"),
            "state": tell(f"evidence.state_{one.state}"),
        }
        for one in matter.evidence
        if one.finding in about
    ]


def _counts(matter: CaseMatter, lang: Language) -> list[Row]:
    return [
        {
            "code": one.code,
            "name": one.name,
            "unit": one.unit,
            "book": "" if one.book is None else f"{one.book.normalize():f}",
            "rules": "、".join(one.rules),
        }
        for one in matter.requests.counts
    ]


def _clips(matter: CaseMatter, lang: Language) -> list[Row]:
    return [
        {
            "rule": one.rule_id,
            "where": one.where,
            "when": f"{one.at:%Y-%m-%d %H:%M:%S}",
            "begins": f"{one.begins:%Y-%m-%d %H:%M:%S}",
            "ends": f"{one.ends:%Y-%m-%d %H:%M:%S}",
        }
        for one in matter.requests.clips
    ]


def _records(matter: CaseMatter, lang: Language) -> list[Row]:
    return [
        {"rule": one.rule_id, "what": "\n".join(one.what), "visits": "、".join(one.visits)}
        for one in matter.requests.records
    ]


def _replies(matter: CaseMatter, lang: Language) -> list[Row]:
    tell = teller(lang)
    return [
        {
            "finding": one.id,
            "point": "\n".join(
                text
                for text in (label(tell, "answer", reply.answer), reply.reason, reply.note)
                if text
            ),
            "proof": reply.proof,
            "reply": reply.judged_note,
            "judged": label(tell, "judged", reply.judged or "open"),
        }
        for one in matter.chosen
        for reply in one.replies
    ]


def _handed(matter: CaseMatter, lang: Language) -> list[Row]:
    return [
        {"file": name, "digest": told.removeprefix("sha256:")}
        for name, told in matter.handed.items()
    ]


_ROWS: dict[str, Callable[[CaseMatter, Language], list[Row]]] = {
    "wanted": _wanted,
    "sources": _sources,
    "findings": _findings,
    "problems": _problems,
    "lines": _lines,
    "evidence": _evidence,
    "counts": _counts,
    "clips": _clips,
    "records": _records,
    "replies": _replies,
    "handed": _handed,
}
