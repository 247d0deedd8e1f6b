"""A report and a bundle of version 1, signed on the one day their people's cards were valid.

They have to be read, verified and opened for ever: `tests/vectors` is append-only.
"""

from pathlib import Path

from inspector.report import open_bundle, read_report, verify_bundle, verify_report
from inspector.trust import Card, unlock

FROZEN = Path(__file__).parents[1] / "vectors" / "report" / "v1"


def known(key_id: str) -> Card | None:
    cards = (Card.from_bytes(file.read_bytes()) for file in sorted(FROZEN.glob("*.card")))
    return {card.key_id: card for card in cards}.get(key_id)


def test_a_report_of_version_1_still_verifies_after_its_signers_cards_ran_out() -> None:
    signers = verify_report(FROZEN / "report", known).signers
    assert [(one.name, one.role) for one in signers] == [
        ("王𬭎", "lead"),
        ("李䶮", "inspector"),
        ("康宁康复医院", "institution"),
    ]
    assert read_report(FROZEN / "report").missing == 0


def test_a_bundle_of_version_1_still_opens() -> None:
    verified = verify_bundle(FROZEN / "case.bundle", known)
    supervisor = unlock((FROZEN / "supervisor.identity").read_bytes(), "made up")
    parts = open_bundle(verified, supervisor)
    assert sorted(parts) == [
        "annex.xlsx",
        "findings.json",
        "hits.parquet",
        "journal.sealed",
        "report.pdf",
    ]
    assert parts["report.pdf"] == (FROZEN / "report" / "report.pdf").read_bytes()
