"""What was added to a report between two signatures: compared, unless its signer signed the whole.

Who signs a bundle's manifest signs for every byte of the PDF in it; whoever has not is protected by
a comparison of what they signed with what lies there now.
"""

from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from inspector.errors import PackageDamaged
from inspector.report import (
    build_bundle,
    open_bundle,
    sign_report_folder,
    signing,
    verify_bundle,
    write_report,
)
from inspector.report.folder import read_report
from inspector.report.signing import pdf_signatures
from inspector.trust import Card, Identity, canonical, envelope
from tests.rooms.report_sample import sample, team


@cache
def people() -> tuple[Identity, Identity, Identity, Identity]:
    return team()


def known(key_id: str) -> Card | None:
    return {person.card.key_id: person.card for person in people()}.get(key_id)


def overdrawn(pdf: bytes) -> bytes:
    """The same file with a black bar over the figures of its first page."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    bar = writer.add_object(generic.StreamObject(stream_data=b"0 0 0 rg 50 400 400 200 re f"))
    page[generic.pdf_name("/Contents")] = generic.ArrayObject([page.raw_get("/Contents"), bar])
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report the lead signed; somebody then drew over it, and the inspector signed that."""
    lead, inspector, *_ = people()
    cards = tuple(person.card for person in people())
    made = write_report(tmp_path_factory.mktemp("report"), sample(cards)).folder
    sign_report_folder(made, lead)
    altered = overdrawn((made / "report.pdf").read_bytes())
    signed = signing._signed(altered, inspector, "Inspector2", ("zh", False, ""), "")
    (made / "report.pdf").write_bytes(signed)
    return made


def bundled(folder: Path, out: Path, hand: Identity) -> Path:
    """As a program would bundle it that looks at nothing; `hand` signs the manifest."""
    lead, inspector, _, supervisor = people()
    facts = read_report(folder).facts
    found = pdf_signatures((folder / "report.pdf").read_bytes())
    names = ("report.pdf", "annex.xlsx", "findings.json")
    return build_bundle(
        out,
        manifest_facts={
            "case": facts["case"],
            "report": facts,
            "pdf_signers": [{"certificate": one.certificate_digest} for one in found],
        },
        report_signatures=envelope("report", canonical(facts), (lead, inspector)),
        parts={name: folder / name for name in names},
        signers=[hand],
        recipients=[supervisor.card],
    )


def test_what_was_drawn_over_a_signed_page_is_seen_by_its_first_signature(folder: Path) -> None:
    first, second = pdf_signatures((folder / "report.pdf").read_bytes())
    assert (first.intact, first.holds, second.holds) == (True, False, True)


def test_a_bundle_whose_first_signer_never_saw_the_change_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    _, inspector, _, supervisor = people()
    forged = bundled(folder, tmp_path / "a.bundle", inspector)
    with pytest.raises(PackageDamaged) as refused:
        open_bundle(verify_bundle(forged, known), supervisor)
    assert refused.value.facts["problem"] == "pdf-cut-off"


def test_whoever_signed_the_manifest_has_signed_the_change_too(
    folder: Path, tmp_path: Path
) -> None:
    lead, _, _, supervisor = people()
    theirs = bundled(folder, tmp_path / "b.bundle", lead)
    assert open_bundle(verify_bundle(theirs, known), supervisor)["report.pdf"]


def test_the_comparison_is_left_out_for_that_signer_alone(folder: Path) -> None:
    pdf = (folder / "report.pdf").read_bytes()
    second = pdf_signatures(pdf)[1].certificate_digest
    assert [one.holds for one in pdf_signatures(pdf, "", frozenset([second]))] == [False, True]
