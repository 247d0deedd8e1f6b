"""Figures told as blocks, section by section; no number is computed here.

Insured persons appear by person number only; names and identity numbers have no way in.
"""

from collections.abc import Callable, Iterator

from inspector.report.blocks import (
    Block,
    Heading,
    Logo,
    Rows,
    Sentence,
    SigningPlace,
    SigningPlaces,
)
from inspector.report.detail import detail
from inspector.report.fields import INSPECTOR_FIELDS, INSTITUTION_FIELD
from inspector.report.figures import Figures
from inspector.report.matter import Matter
from inspector.report.problems import problems
from inspector.report.proof import evidence, method, pictures, replies
from inspector.report.received import coverage, data
from inspector.report.sampled import sample
from inspector.report.words import Tell, label, numbered, yuan
from inspector.trust import Card

Section = Callable[[Matter], Iterator[Block]]


def story(matter: Matter) -> list[Block]:
    """The whole report as blocks; a section with nothing in it is left out."""
    tell, template, lang = matter.tell, matter.template, matter.lang
    blocks: list[Block] = [Logo(template.logo)] if template.logo else []
    title = template.title.get(lang, tell("title"))
    blocks += [Heading(title, 0), *_cover(matter.figures, tell)]
    at = 0
    for name in template.sections:
        told = list(_SECTIONS[name](matter))
        if not told:
            continue
        heading = numbered(at, template.heading(name, tell(f"{name}.heading"), lang), lang)
        at += 1
        match told[0]:
            case SigningPlaces() as places:
                blocks.append(SigningPlaces(places.statement, places.places, heading))
            case _:
                blocks += [Heading(heading), *told]
    return blocks


def _cover(figures: Figures, tell: Tell) -> Iterator[Block]:
    start, end = figures.period
    rows = []
    for code, name in figures.institutions:
        rows += [(tell("cover.institution"), name), (tell("cover.code"), code)]
    rows += [
        (tell("cover.period"), tell("cover.period_text", start=start, end=end)),
        (tell("cover.case"), figures.case_id),
        (tell("cover.made_on"), figures.made_on.isoformat()),
    ]
    for package in figures.packages:
        told = tell("cover.snapshot_text", id=package.snapshot_id, digest=package.digest)
        rows.append((tell("cover.snapshot"), told))
    for name, digest in figures.packs:
        rows.append((tell("cover.pack"), tell("cover.pack_text", name=name, digest=digest)))
    team = "\n".join(_member(member, tell) for member in figures.roster)
    rows.append((tell("cover.team"), team or tell("not_named")))
    yield Rows((), rows, (18, 82))


def _member(member: Card, tell: Tell) -> str:
    return tell(
        "cover.member",
        name=member.name,
        role=label(tell, "role", member.role),
        cert_no=member.cert_no or tell("none"),
    )


def _overview(matter: Matter) -> Iterator[Block]:
    figures, tell = matter.figures, matter.tell
    statuses, states = figures.statuses, figures.states
    yield Sentence(
        tell(
            "overview.data",
            packages=len(figures.packages),
            taken=f"{sum(package.taken for package in figures.packages):,}",
            quarantined=f"{sum(package.quarantined for package in figures.packages):,}",
        )
    )
    outcomes = {name: statuses.get(name, 0) for name in ("hit", "clean", "not_run", "error")}
    yield Sentence(tell("overview.rules", rules=len(figures.coverage), **outcomes))
    yield Sentence(
        tell(
            "overview.findings",
            found=len(figures.findings),
            confirmed=states.get("confirmed", 0),
            partly=states.get("partly", 0),
            cleared=sum(problem.cleared for problem in figures.problems),
            conflicted=states.get("conflicted", 0),
            open=figures.to_examine,
        )
    )
    yield Sentence(tell("overview.money", total=yuan(figures.confirmed.total)))
    if figures.open.total:
        yield Sentence(tell("overview.open_money", total=yuan(figures.open.total)))
    fund = figures.fund
    if fund.fund or fund.other:
        told = {name: yuan(getattr(fund, name)) for name in ("fund", "other", "unknown")}
        yield Sentence(tell("overview.fund_part", **told))
    if any(one.state != "whole" for one in matter.material.evidence):
        bad = sum(one.state != "whole" for one in matter.material.evidence)
        yield Sentence(tell("overview.evidence", bad=bad))
    yield Sentence(tell("overview.fund"), small=True)


def _annex(matter: Matter) -> Iterator[Block]:
    figures, annexes, tell = matter.figures, matter.annexes, matter.tell
    workbook = next((name for name in annexes if name.endswith(".xlsx")), "")
    yield Sentence(tell("annex.text", name=workbook, lines=f"{len(figures.lines):,}"))
    for name, digest in annexes.items():
        yield Sentence(tell("annex.digest", name=name, digest=digest), small=True)
    yield Sentence(tell("annex.masked"))


def _signatures(matter: Matter) -> Iterator[Block]:
    tell = matter.tell
    fields = (*INSPECTOR_FIELDS, INSTITUTION_FIELD)
    labels = ("inspector1", "inspector2", "institution")
    places = tuple(
        SigningPlace(field, tell(f"signatures.{label}"))
        for field, label in zip(fields, labels, strict=True)
    )
    yield SigningPlaces(tell("signatures.statement"), places)


def _detail(matter: Matter) -> Iterator[Block]:
    return detail(matter.figures, matter.template.fee_lines, matter.tell, matter.lang)


_SECTIONS: dict[str, Section] = {
    "overview": _overview,
    "method": method,
    "data": data,
    "coverage": coverage,
    "problems": problems,
    "pictures": pictures,
    "sample": sample,
    "replies": replies,
    "evidence": evidence,
    "detail": _detail,
    "annex": _annex,
    "signatures": _signatures,
}
