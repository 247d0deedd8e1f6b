"""Rule or pack wrong (5): it decides nothing about anybody until it is mended."""

from inspector.errors.base import ExitStatus, InspectorError


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


class CheckFinished(InspectorError):
    """Ctrl-C when all rules had run; all of it is kept. Facts: of."""

    code = "rules.finished"
    exit_status = ExitStatus.INTERRUPTED


class RuleDraftInvalid(RuleWrong):
    """A form for a rule on site that cannot become one. Facts: problem."""

    code = "rules.draft-invalid"


class RuleWithoutForm(RuleWrong):
    """A rule that no form makes, so nothing of it can fill one. Facts: rule, perhaps finding."""

    code = "rules.without-form"


class ClusterUnfit(RuleWrong):
    """The engine outside cannot be used. Facts: problem."""

    code = "cluster.unfit"


class RuleUnknown(RuleWrong):
    """Facts: rule."""

    code = "rules.unknown"
