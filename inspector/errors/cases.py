"""The case does not allow it now (6): closed, held by another, not so far, or a full disk."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspector.errors.base import ExitStatus, InspectorError


class CaseState(InspectorError):
    """Base: the case does not allow it now."""

    exit_status = ExitStatus.CASE


class CaseMissing(CaseState):
    """Facts: path."""

    code = "case.missing"


class CaseExists(CaseState):
    """Facts: path."""

    code = "case.exists"


class LinesTwice(CaseState):
    """Fee lines lie in two snapshots. Facts: path, other, count."""

    code = "case.lines-twice"


class CaseDamaged(CaseState):
    """Facts: path, problem."""

    code = "case.damaged"


class StoreDamaged(CaseState):
    """The supervisor's store is none, or not as it was left. Facts: path."""

    code = "merge.store-damaged"


class CaseLocked(CaseState):
    """Another process writes. Facts: path, holder, since."""

    code = "case.locked"


class MoveForbidden(CaseState):
    """The lifecycle does not allow this act now. Facts: finding, state, act, allowed."""

    code = "findings.move-forbidden"


class NothingToPresent(CaseState):
    """No finding is far enough to be put to the hospital."""

    code = "replies.nothing-to-present"


class NothingToUndo(CaseState):
    """The last act on it is not one's own, or nothing that can be taken back. Facts: finding."""

    code = "findings.nothing-to-undo"


class CaseReadOnly(CaseState):
    """Opened for reading, because another process writes or nobody asked to. Facts: path."""

    code = "case.read-only"


class CaseClosed(CaseState):
    """Its key was destroyed after handing in. Facts: path, by, at."""

    code = "case.closed"


class CaseHalfClosed(CaseState):
    """Closing was interrupted; nothing but closing goes on. Facts: path."""

    code = "case.half-closed"


class HandoverMissing(CaseState):
    """The case cannot be closed: something of it is not received yet. Facts: path, lacking."""

    code = "case.handover-missing"


class WriteFailed(CaseState):
    """The disk did not take it; what was there before is as it was. Facts: path, problem."""

    code = "case.write-failed"


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """While it lasts, what the system refuses is refused for `path`, in words.

    Raises:
        WriteFailed
    """
    try:
        yield
    except OSError as error:
        told = errno.errorcode.get(error.errno or 0, "")
        raise WriteFailed(path=str(path), problem=told) from error


class NotChecked(CaseState):
    """No rule has run yet. Facts: path."""

    code = "case.not-checked"


class ReportMissing(CaseState):
    """Facts: path."""

    code = "report.missing"


class ReportSigned(CaseState):
    """A report somebody signed is never written again; a new one gets a folder of its own. path."""

    code = "report.signed"


class SignaturesMissing(CaseState):
    """Facts: path, have, need."""

    code = "report.signatures-missing"


class FontMissing(CaseState):
    """A character no embedded font draws. Facts: count, first (a code point, U+…)."""

    code = "report.glyph-missing"


class SupervisorMissing(CaseState):
    """No supervisor's card is trusted here, so a bundle could be sealed to nobody."""

    code = "case.supervisor-missing"
