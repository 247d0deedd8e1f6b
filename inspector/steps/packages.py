"""The case packages a bureau keeps, out of the store: 现场数据包, 专家经验包, 档案包."""

from datetime import date
from pathlib import Path

from inspector.i18n import language
from inspector.merge import Merged, Store, library, make_feedback
from inspector.trust import Identity
from inspector.whole import write_whole

FEEDBACK = "rules.feedback"


def write_packages(out: Path, store: Store, merged: Merged, identity: Identity) -> list[Path]:
    """The three packages beside the summary in `out`, and the feedback for the next inspections."""
    from inspector.report import case_packages

    found = store.findings()
    seen = (one for hospital in store.hospitals() for one in hospital.seen)
    cases, left_out = library(found.to_pylist(), seen)
    hospitals = len({one.institution for one in merged.inspections})
    feedback = make_feedback(merged.effects, hospitals, identity, date.today())
    made = case_packages(out, merged, found, (cases, left_out), feedback, language())
    write_whole(out / FEEDBACK, feedback)
    for name, data in made.items():
        write_whole(out / name, data)
    return [out / name for name in (FEEDBACK, *made)]
