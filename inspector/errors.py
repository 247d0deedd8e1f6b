"""Every way to be stopped: one class per thing a person can act on.

An error carries facts (file, column, rule, count), a stable code and an exit status. It holds no
prose: the sentence and the next step are in `i18n`, both languages. Facts never hold a cell value.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import ClassVar

Fact = str | int


class ExitStatus(IntEnum):
    """What the shell sees; part of the command contract."""

    DONE = 0
    UNFORESEEN = 1
    USAGE = 2
    INPUT = 3
    TRUST = 4
    RULE = 5
    CASE = 6
    NOT_SENT = 7
    INTERRUPTED = 130


class InspectorError(Exception):
    """The base of all refusals. `facts` fill the sentence in `i18n/<lang>/<room>.toml`."""

    code: ClassVar[str]
    exit_status: ClassVar[ExitStatus]

    def __init__(self, **facts: Fact) -> None:
        super().__init__(self.code, facts)
        self.facts = facts

    def __str__(self) -> str:
        told = ", ".join(f"{name}={value}" for name, value in self.facts.items())
        return f"[{self.code}] {told}"


class Usage(InspectorError):
    """The command line asks for something that is not there."""

    code = "usage"
    exit_status = ExitStatus.USAGE


# --- input refused (3) -------------------------------------------------------------------------


class InputRefused(InspectorError):
    """Base: what was handed over cannot be used."""

    exit_status = ExitStatus.INPUT


class FileMissing(InputRefused):
    """Facts: path."""

    code = "input.file-missing"


class FileExists(InputRefused):
    """Something is there already and must not be written over. Facts: path."""

    code = "input.file-exists"


class PathRefused(InputRefused):
    """The system cannot read or write there. Facts: path, problem (as `ENOSPC`)."""

    code = "input.path-refused"


class FileUnreadable(InputRefused):
    """A file that is not what its name says, as a workbook that is none. Facts: path, problem."""

    code = "input.file-unreadable"


class TableUnknown(InputRefused):
    """Facts: table; known (comma separated)."""

    code = "input.table-unknown"


class ColumnMissing(InputRefused):
    """A required column is not in the file. Facts: path, table, column."""

    code = "input.column-missing"


class NothingRecognised(InputRefused):
    """No file in the folder is a table of the schema. Facts: path."""

    code = "input.nothing-recognised"


class MappingInvalid(InputRefused):
    """Facts: path, problem."""

    code = "input.mapping-invalid"


class TableUnpackable(InputRefused):
    """DuckDB could not read a table; its message is not quoted. Facts: table, kind."""

    code = "input.table-unpackable"


class QuestionRefused(InputRefused):
    """An ad-hoc statement that is not one reading SELECT. Facts: reason."""

    code = "query.refused"


class QuestionFailed(InputRefused):
    """DuckDB could not answer; the message is translated, never quoted. Facts: kind, hint."""

    code = "query.failed"


class QuestionStopped(InputRefused):
    """A question ran past its limit of time or memory. Facts: limit."""

    code = "query.stopped"


class QuestionBroken(InputRefused):
    """The process that answers a question ended by itself, within its limits. Facts: ended."""

    code = "query.broken"


class FindingUnknown(InputRefused):
    """Facts: finding."""

    code = "findings.unknown"


class ReasonUnknown(InputRefused):
    """A rejection without a reason of the list. Facts: reason, known (comma separated)."""

    code = "findings.reason-unknown"


class NoteMissing(InputRefused):
    """A reason that says nothing without a note. Facts: finding, reason."""

    code = "findings.note-missing"


class AmountOver(InputRefused):
    """More money than the fee lines of the finding cost. Facts: finding, amount, limit."""

    code = "findings.amount-over"


class HitUnknown(InputRefused):
    """Facts: hit."""

    code = "rules.hit-unknown"


class PersonUnknown(InputRefused):
    """No pseudonym of this case."""

    code = "masking.person-unknown"


class RevealUnexplained(InputRefused):
    """Whoever wants a person named says why."""

    code = "masking.unexplained"


class FrameInvalid(InputRefused):
    """Facts: problem (repeats | size | seed | amount | strata), size, units."""

    code = "statistics.frame-invalid"


class SampleUnfit(InputRefused):
    """Facts: problem, have, least. The figures cannot carry the method asked of them."""

    code = "statistics.sample-unfit"


# --- trust refused (4) -------------------------------------------------------------------------


class TrustRefused(InspectorError):
    """Base: a signature, a recipient or a role does not allow it."""

    exit_status = ExitStatus.TRUST


class PassphraseWrong(TrustRefused):
    """Facts: path."""

    code = "trust.passphrase-wrong"


class IdentityDamaged(TrustRefused):
    """Facts: path."""

    code = "trust.identity-damaged"


class TrustStoreDamaged(TrustRefused):
    """A file of the trust store cannot be read. Facts: path."""

    code = "trust.store-damaged"


class CardInvalid(TrustRefused):
    """Facts: path, problem."""

    code = "trust.card-invalid"


class RosterInvalid(TrustRefused):
    """Facts: path, problem."""

    code = "trust.roster-invalid"


class NotRecipient(TrustRefused):
    """The identity is not among those the file was sealed to. Facts: path."""

    code = "trust.not-recipient"


class SealDamaged(TrustRefused):
    """A sealed file does not authenticate. Facts: path."""

    code = "trust.seal-damaged"


class SignatureInvalid(TrustRefused):
    """Facts: path, problem."""

    code = "trust.signature-invalid"


class SignerUnknown(TrustRefused):
    """Signed by a key that is not in the trust store. Facts: path, signer."""

    code = "trust.signer-unknown"


class PackageDamaged(TrustRefused):
    """A package is not what its signed manifest says. Facts: path, entry, problem."""

    code = "trust.package-damaged"


class PackageRolledBack(TrustRefused):
    """An older version over a newer one. Facts: path, version, floor."""

    code = "trust.package-rolled-back"


class RoleForbidden(TrustRefused):
    """Facts: role, act."""

    code = "trust.role-forbidden"


class SecondKeyNeeded(TrustRefused):
    """More rows that name people than one may take out alone. Facts: rows, budget."""

    code = "masking.second-key-needed"


class SecondKeyRefused(TrustRefused):
    """Not another person of this case whose card is valid. Facts: name."""

    code = "masking.second-key-refused"


class OutOfTime(TrustRefused):
    """Card or roster did not let this person act on that day. Facts: name, day."""

    code = "trust.out-of-time"


class InspectionUnclear(TrustRefused):
    """Somebody takes part in several inspections, or not in the one named. Facts: known."""

    code = "trust.inspection-unclear"


class SecondPersonNeeded(TrustRefused):
    """The same person cannot sign twice. Facts: path, signer."""

    code = "trust.second-person"


class JournalDamaged(TrustRefused):
    """A journal's middle was changed. Facts: author, position, problem."""

    code = "trust.journal-damaged"


# --- rule or pack wrong (5) --------------------------------------------------------------------


class RuleWrong(InspectorError):
    """Base: a rule or pack cannot be used."""

    exit_status = ExitStatus.RULE


class PackInvalid(RuleWrong):
    """Facts: path, problem."""

    code = "rules.pack-invalid"


class RuleFileInvalid(RuleWrong):
    """Facts: path, line, problem."""

    code = "rules.file-invalid"


class RuleCaseFailed(RuleWrong):
    """A rule's own case returned other rows than it promises. rule, case, expected, got, path."""

    code = "rules.case-failed"


class PackMissing(RuleWrong):
    """A pack a finding was made with is not in the case. Facts: path."""

    code = "rules.pack-missing"


class RerunFailed(RuleWrong):
    """A rule that once gave a finding cannot run now. Facts: finding, rule, problem."""

    code = "rules.rerun-failed"


class CheckInterrupted(InspectorError):
    """Ctrl-C while rules ran; what was done is kept. Facts: done, of."""

    code = "rules.interrupted"
    exit_status = ExitStatus.INTERRUPTED


class RuleDraftInvalid(RuleWrong):
    """A form for a rule on site that cannot become one. Facts: problem."""

    code = "rules.draft-invalid"


class RuleWithoutForm(RuleWrong):
    """A rule that no form makes, so a finding of it cannot fill one. Facts: rule, finding."""

    code = "rules.without-form"


class ClusterUnfit(RuleWrong):
    """The engine outside cannot be used. Facts: problem."""

    code = "cluster.unfit"


class RuleUnknown(RuleWrong):
    """Facts: rule."""

    code = "rules.unknown"


# --- case in the wrong state (6) ---------------------------------------------------------------


class CaseState(InspectorError):
    """Base: the case does not allow it now."""

    exit_status = ExitStatus.CASE


class CaseMissing(CaseState):
    """Facts: path."""

    code = "case.missing"


class CaseExists(CaseState):
    """Facts: path."""

    code = "case.exists"


class CaseDamaged(CaseState):
    """Facts: path, problem."""

    code = "case.damaged"


class CaseLocked(CaseState):
    """Another process writes. Facts: path, holder, since."""

    code = "case.locked"


class MoveForbidden(CaseState):
    """The lifecycle does not allow this act now. Facts: finding, state, act, allowed."""

    code = "findings.move-forbidden"


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


# --- not sent (7) ------------------------------------------------------------------------------


class NotSent(InspectorError):
    """Base: what waits in the outbox still waits."""

    exit_status = ExitStatus.NOT_SENT


class TargetUnreachable(NotSent):
    """Facts: target, problem."""

    code = "outbox.target-unreachable"


class ReceiptInvalid(NotSent):
    """Facts: path, problem."""

    code = "outbox.receipt-invalid"
