"""Input refused (3): what was handed over, or asked, cannot be used; nothing of it was taken."""

from inspector.errors.base import ExitStatus, InspectorError


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


class ParameterOpen(InputRefused):
    """A question's parameters and what was told of them differ. Facts: name, known."""

    code = "query.parameter-open"


class QuestionUnknown(InputRefused):
    """No question is kept under this name. Facts: name, known (comma separated)."""

    code = "query.unknown"


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


class ArticleUnknown(InputRefused):
    """No such article among those the rule offers. Facts: finding, article, known."""

    code = "findings.article-unknown"


class LinesUnknown(InputRefused):
    """Fee lines the snapshots do not hold. Facts: count, first (a bkkp_sn)."""

    code = "findings.lines-unknown"


class ReplyUnknown(InputRefused):
    """The hospital has not replied to this finding yet. Facts: finding."""

    code = "replies.reply-unknown"


class WordsMissing(InputRefused):
    """An act that says nothing without its words. Facts: finding, act, wanted."""

    code = "findings.words-missing"


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


class FormUnknown(InputRefused):
    """Facts: form; known (comma separated)."""

    code = "document.form-unknown"


class FrameInvalid(InputRefused):
    """Facts: problem (of `statistics.problem`), size, units."""

    code = "statistics.frame-invalid"


class SampleUnfit(InputRefused):
    """Facts: problem, have, least. The figures cannot carry the method asked of them."""

    code = "statistics.sample-unfit"


class SampleUnknown(InputRefused):
    """Facts: sample."""

    code = "statistics.sample-unknown"


class SampleSeeded(InputRefused):
    """Another seed for a sample that has one: nobody shops for seeds. Facts: sample."""

    code = "statistics.sample-seeded"


class SampleUndrawn(InputRefused):
    """Facts: sample."""

    code = "statistics.sample-undrawn"


class ResultUnfit(InputRefused):
    """A result of a sampled unit that cannot be read. Facts: path, row."""

    code = "statistics.result-unfit"


class ProfileRefused(InputRefused):
    """Facts: profile, problem (name | params | data), what (names that are known or lacking)."""

    code = "statistics.profile-refused"


class VisitUnknown(InputRefused):
    """Facts: visit."""

    code = "person.visit-unknown"
