"""The report folder: made once, signed by one person after another, never rewritten once signed.

`report.json` names every file by digest, and a new one counts once it is there.
"""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from inspector.errors import PackageDamaged, ReportMissing, ReportSigned
from inspector.i18n.catalogue import Language
from inspector.report.facts import (
    REPORT_FORMAT,
    VERSION,
    evidence_facts,
    findings_file,
    report_facts,
)
from inspector.report.figures import Figures
from inspector.report.material import Material
from inspector.report.matter import Matter
from inspector.report.pdf import Furniture, draw_pdf
from inspector.report.signing import PdfSignature, pdf_signatures
from inspector.report.story import story
from inspector.report.template import load_template
from inspector.report.words import teller
from inspector.report.xlsx import write_annex
from inspector.trust import canonical, digest_file, signer_ids
from inspector.whole import put_in_place, sync_file

PDF, ANNEX, FINDINGS = "report.pdf", "annex.xlsx", "findings.json"
REPORT, SIGNATURES = "report.json", "signatures.json"
KIND = "report"


@dataclass(frozen=True)
class ReportFiles:
    """Where the parts of one report lie."""

    folder: Path

    @property
    def pdf(self) -> Path:
        """For people; signed in place."""
        return self.folder / PDF

    @property
    def annex(self) -> Path:
        """The workbook with every fee line."""
        return self.folder / ANNEX

    @property
    def findings(self) -> Path:
        """The findings for machines."""
        return self.folder / FINDINGS

    @property
    def manifest(self) -> Path:
        """`report.json`, which the inspectors sign."""
        return self.folder / REPORT

    @property
    def signatures(self) -> Path:
        """The inspectors' signatures over `report.json`; absent until one has signed."""
        return self.folder / SIGNATURES

    @property
    def unsound(self) -> tuple[str, ...]:
        """Findings with evidence that was missing, changed or shut when the report was made."""
        told = _read_facts(self.manifest.read_bytes(), str(self.folder)).get("evidence", ())
        return tuple(sorted({one["finding"] for one in told if one["state"] != "whole"}))


@dataclass(frozen=True)
class Report:
    """A report folder as read: its facts hold for its files; who signed is named, not yet checked.

    `signers`: key ids under `report.json`, in order. `pdf`: signatures in the PDF, in order.
    """

    files: ReportFiles
    facts: Mapping[str, Any]
    facts_bytes: bytes
    signers: tuple[str, ...]
    pdf: tuple[PdfSignature, ...]

    @property
    def needed(self) -> int:
        """How many inspectors must sign."""
        return int(self.facts["signers"]["needed"])

    @property
    def missing(self) -> int:
        """How many inspectors have yet to sign."""
        return max(0, self.needed - len(self.signers))


def write_report(
    folder: Path,
    figures: Figures,
    *,
    material: Material | None = None,
    lang: Language = "zh",
    template: str | Path = "standard",
    attached: Mapping[str, str] | None = None,
    inspection: str = "",
    drafts: Path | None = None,
) -> ReportFiles:
    """Write PDF, annex, findings and `report.json`; the same figures give the same bytes.

    An unsigned report that is there already is replaced by all of the new one, or stays.

    Args:
        material: what is shown beside the figures, such as the index of evidence.
        attached: digests of what goes along in the bundle only, such as `hits.parquet`.
        inspection: whose roster says who may sign; left out where there is none.
        drafts: where rows of the annex wait in the clear meanwhile; `folder`, if left out.

    Raises:
        ReportSigned: the folder holds a signed report; it is left as it is.
        FontMissing, FileMissing, FileUnreadable: nothing can be signed yet.
    """
    files, made = ReportFiles(folder), load_template(template)
    if files.signatures.exists() or (files.pdf.exists() and pdf_signatures(files.pdf.read_bytes())):
        raise ReportSigned(path=str(folder))
    folder.mkdir(parents=True, exist_ok=True)
    how: dict[str, Any] = {"lang": lang, "template": made.name, "attached": dict(attached or {})}
    shown = material or Material()
    how |= {"inspection": inspection} if inspection else {}
    how |= {"evidence": evidence_facts(shown.evidence)} if shown.evidence else {}
    facts = report_facts(figures, how)
    try:
        write_annex(_waiting(files.annex), figures, lang, drafts)
        sync_file(_waiting(files.annex))
        _write_waiting(files.findings, findings_file(figures, facts))
        listed = {path.name: _facts(_waiting(path)) for path in (files.annex, files.findings)}
        digests = {name: told["digest"] for name, told in listed.items()} | facts["attached"]
        blocks = story(Matter(figures, shown, made, digests, lang))
        _write_waiting(files.pdf, draw_pdf(blocks, _furniture(figures, lang)))
    except BaseException:
        for path in (files.annex, files.findings, files.pdf):
            _waiting(path).unlink(missing_ok=True)
        raise
    listed[PDF] = _facts(_waiting(files.pdf))
    _write_waiting(files.manifest, canonical(facts | {"files": listed}))
    put_in_place(_waiting(files.manifest), files.manifest)
    _settle(folder, listed)
    return files


def _waiting(path: Path) -> Path:
    """Where a file lies until `report.json` names it; a next try writes over it."""
    return path.with_name(f".{path.name}.next")


def _write_waiting(path: Path, data: bytes) -> None:
    with _waiting(path).open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def _settle(folder: Path, listed: Mapping[str, Any]) -> None:
    """Give each file that `report.json` names, and that still waits, its name."""
    for name, told in listed.items():
        waiting = _waiting(folder / name)
        # Somebody else who reads may be doing the same.
        with suppress(FileNotFoundError):
            if digest_file(waiting) == told["digest"]:
                put_in_place(waiting, folder / name)


def _furniture(figures: Figures, lang: Language) -> Furniture:
    tell = teller(lang)
    return Furniture(
        title=tell("title"),
        head=tell("head", case=figures.case_id),
        page=tell("page", page="{page}", pages="{pages}"),
        lang=lang,
    )


def _facts(path: Path) -> dict[str, Any]:
    return {"size": path.stat().st_size, "digest": digest_file(path)}


def read_report(folder: Path) -> Report:
    """The report in `folder`, its files compared with `report.json`, and that with the findings.

    Raises:
        ReportMissing: no report here.
        PackageDamaged: a file is not the one `report.json` names.
    """
    files = ReportFiles(folder)
    try:
        data = files.manifest.read_bytes()
    except OSError:
        raise ReportMissing(path=str(folder)) from None
    facts = _read_facts(data, str(folder))
    _settle(folder, facts["files"])
    for name, told in facts["files"].items():
        _check_file(folder / name, told)
    if json.loads(files.findings.read_bytes())["report"] != _without_files(facts):
        raise PackageDamaged(path=str(folder), entry=REPORT, problem="report-form")
    signed = files.signatures.read_bytes() if files.signatures.exists() else b""
    in_pdf = pdf_signatures(files.pdf.read_bytes(), str(files.pdf))
    return Report(files, facts, data, signer_ids(signed) if signed else (), in_pdf)


def _check_file(path: Path, told: Mapping[str, Any]) -> None:
    """A signed PDF begins with the bytes of the unsigned one, so its digest still holds."""
    if not path.is_file():
        raise PackageDamaged(path=str(path.parent), entry=path.name, problem="entry-missing")
    size = path.stat().st_size
    if size != told["size"] and not (path.name == PDF and size > told["size"]):
        raise PackageDamaged(path=str(path.parent), entry=path.name, problem="size")
    if digest_file(path, 0, told["size"]) != told["digest"]:
        raise PackageDamaged(path=str(path.parent), entry=path.name, problem="digest")


def _without_files(facts: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if name != "files"}


def _read_facts(data: bytes, path: str) -> dict[str, Any]:
    try:
        facts: dict[str, Any] = json.loads(data)
        sound = facts["format"] == REPORT_FORMAT and facts["version"] == VERSION
        sound = sound and {PDF, ANNEX, FINDINGS} == facts["files"].keys()
        sound = sound and canonical(facts) == data
    except (ValueError, KeyError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise PackageDamaged(path=path, entry=REPORT, problem="report-form")
    return facts
