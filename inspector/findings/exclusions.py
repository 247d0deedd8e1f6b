"""Why a suspicion is excluded (排除): the codes, and which of them count against the rule.

A cleared finding always names one of these codes; the counts tell a rule's author where it errs.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from inspector.findings.finding import CLEARED, Finding
from inspector.i18n import say


@dataclass(frozen=True)
class Exclusion:
    """One reason; `false_positive` tells whether the rule was wrong to point there."""

    code: str
    false_positive: bool
    needs_note: bool = False

    def title(self, lang: str | None = None) -> str:
        """The reason as people read it, in the language in force or in `lang`."""
        return say(f"findings.reason.{self.code}", "zh" if lang == "zh" else "en" if lang else None)


EXCLUSIONS: dict[str, Exclusion] = {
    reason.code: reason
    for reason in (
        Exclusion("refunded", false_positive=True),
        Exclusion("clinically-justified", false_positive=True),
        Exclusion("policy-allows", false_positive=True),
        Exclusion("rule-unfit", false_positive=True),
        Exclusion("data-error", false_positive=True),
        Exclusion("clock-error", false_positive=True),
        Exclusion("not-from-fund", false_positive=False),
        Exclusion("double", false_positive=False),
        Exclusion("evidence-insufficient", false_positive=False),
        Exclusion("other", false_positive=False, needs_note=True),
    )
}


def exclusions(findings: Iterable[Finding]) -> dict[str, Counter[str]]:
    """How often each rule's findings were cleared (排除, 不属实), by rule id and reason code."""
    counts: dict[str, Counter[str]] = {}
    for finding in findings:
        if finding.standing in CLEARED:
            counts.setdefault(finding.rule_id, Counter())[finding.reason] += 1
    return {rule: counts[rule] for rule in sorted(counts)}


def false_positives(findings: Iterable[Finding]) -> dict[str, int]:
    """By rule id, how many rejected findings count against the rule; rules with none are absent."""
    counted = {
        rule: sum(times for code, times in reasons.items() if _against_rule(code))
        for rule, reasons in exclusions(findings).items()
    }
    return {rule: times for rule, times in counted.items() if times}


def _against_rule(code: str) -> bool:
    return code in EXCLUSIONS and EXCLUSIONS[code].false_positive
