"""Refer findings to the police, the health or the drug authority: one package, sealed to it.

The journal has what went, to whom and why before the package has its name; who it is for opens it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from inspector.errors import FileExists, FileMissing, RevealUnexplained, writing
from inspector.evidence import get
from inspector.findings import Finding, referred_to
from inspector.i18n import say
from inspector.i18n.catalogue import Language
from inspector.steps.acting import acting
from inspector.steps.desk import Desk
from inspector.steps.record import at_once, each_of
from inspector.steps.shown import shown_findings
from inspector.trust import Card, Identity, TrustStore, digest, home
from inspector.whole import beside, put_in_place, sync_file, write_whole

if TYPE_CHECKING:
    from inspector.report import Letter, OpenedReferral


@dataclass(frozen=True)
class Referred:
    """A package that was made: its file and digest, the findings, the rows of its list."""

    path: Path
    digest: str
    findings: tuple[Finding, ...]
    rows: int
    files: tuple[str, ...]


def what_is_referred(to: str, lang: Language) -> list[tuple[str, str]]:
    """What the authority `to` (police, health, drug) gets of a finding, and why each column."""
    from inspector.report import why_columns

    return why_columns(to, lang)


@acting("confirm")
def refer(
    desk: Desk,
    to: str,
    findings: Sequence[str],
    recipients: Sequence[Card],
    reason: str,
    out: Path,
    lang: Language,
    evidence: Sequence[str] = (),
) -> Referred:
    """Write the package for `to` (one of `AUTHORITIES`) to the file `out`; the findings move on.

    It is sealed to `recipients` and to who made it, who can then show what was handed over.

    Args:
        evidence: digests, or their beginnings, of the pieces that go along; none, if none is named.

    Raises:
        RoleForbidden, RevealUnexplained, FindingUnknown, MoveForbidden, FileMissing, FileExists,
            FontMissing: nothing was written.
    """
    if not reason.strip():
        raise RevealUnexplained()
    if out.exists():
        raise FileExists(path=str(out))
    chosen = list(shown_findings(desk, each_of(desk, findings)).values())
    letter = _letter(desk, to, recipients, reason.strip(), lang)
    files, rows = _files(to, letter, chosen, _pieces(desk, chosen, evidence), lang)
    sealed = _sealed(desk, to, letter, files, recipients, lang)
    draft = referred_to(
        to, reason.strip(), digest(sealed), [card.key_id for card in recipients], sorted(files)
    )
    with writing(out), beside(out) as part:
        part.write_bytes(sealed)
        sync_file(part)
        moved = at_once(desk, [(one.id, *draft) for one in chosen])
        put_in_place(part, out)
    return Referred(out, digest(sealed), tuple(moved), rows, tuple(sorted(files)))


def open_referred(file: Path, identity: Identity, out: Path) -> "OpenedReferral":
    """Lay out in the folder `out` what somebody referred to the holder of `identity`.

    Raises:
        FileMissing, FileExists, NotRecipient, SealDamaged, PackageDamaged, SignatureInvalid,
            SignerUnknown: nothing was written.
    """
    from inspector.report import open_referral

    if not file.is_file():
        raise FileMissing(path=str(file))
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FileExists(path=str(out))
    opened = open_referral(file.read_bytes(), identity, TrustStore(home()).anywhere, file.name)
    with writing(out):
        for name, data in opened.files.items():
            write_whole(out / name, data)
    return opened


def _letter(
    desk: Desk, to: str, recipients: Sequence[Card], reason: str, lang: Language
) -> "Letter":
    from inspector.report import Letter

    hospitals = {
        f"{one.manifest.institution_name}（{one.manifest.institution_code}）"
        for one in desk.case.snapshots
    }
    named = (f"{card.name} {card.organisation}".strip() for card in recipients)
    own = desk.member.card
    return Letter(
        number=say("document.number", lang, case=desk.case.id, form=to, count=_so_many(desk) + 1),
        to=say(f"referral.to.{to}", lang),
        recipients="、".join(named),
        institution="、".join(sorted(hospitals)),
        reason=reason,
        sender=say("document.officer", lang, name=own.name, cert_no=own.cert_no),
        now=f"{datetime.now():%Y-%m-%d %H:%M}",
    )


def _so_many(desk: Desk) -> int:
    """How many packages the case has made."""
    events = desk.journal.events()
    return len({one.body.get("package") for one in events if one.kind == "referred"} - {None})


def _pieces(desk: Desk, findings: Sequence[Finding], wanted: Sequence[str]) -> dict[str, bytes]:
    """Each piece wanted, of those the findings name, under its digest and its kind of file."""
    names = {
        event.body["digest"]: Path(event.body["name"]).suffix
        for one in findings
        for event in one.history
        if event.kind == "evidence-added" and event.body["digest"] in one.evidence
    }
    pieces = {}
    for begin in wanted:
        found = [one for one in names if one.removeprefix("sha256:").startswith(_bare(begin))]
        if len(found) != 1:
            raise FileMissing(path=begin)
        suffix = names[found[0]] if names[found[0]].isascii() else ""
        pieces[f"evidence-{_bare(found[0])[:16]}{suffix}"] = get(desk.case, found[0])
    return pieces


def _bare(named: str) -> str:
    return named.removeprefix("sha256:")


def _files(
    to: str,
    letter: "Letter",
    findings: Sequence[Finding],
    pieces: dict[str, bytes],
    lang: Language,
) -> tuple[dict[str, bytes], int]:
    """The files of the package by name, and how many rows its list has."""
    from inspector.report import LETTER, LIST, list_rows, referral_letter, referral_list

    rows = list_rows(to, findings)
    files = {LIST: referral_list(to, rows, lang), **pieces}
    listed = {name: digest(files[name]) for name in sorted(files)}
    return {LETTER: referral_letter(to, letter, findings, listed, lang), **files}, len(rows)


def _sealed(
    desk: Desk,
    to: str,
    letter: "Letter",
    files: dict[str, bytes],
    recipients: Sequence[Card],
    lang: Language,
) -> bytes:
    from inspector.report import seal_referral, why_columns

    told = {
        "case": desk.case.id,
        "to": to,
        "number": letter.number,
        "reason": letter.reason,
        "made_at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "columns": [{"name": name, "why": why} for name, why in why_columns(to, lang)],
    }
    return seal_referral(told, files, desk.member, [*recipients, desk.member.card])
