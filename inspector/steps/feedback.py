"""How the rules did elsewhere, as a supervisor signed it: kept here, shown beside each rule.

What is kept is verified again whenever it is read; a pack whose signer is no longer trusted is not
shown.
"""

from pathlib import Path

from inspector.errors import FileMissing, TrustRefused
from inspector.findings import EXCLUSIONS
from inspector.i18n import say
from inspector.merge import Effect, Feedback, open_feedback
from inspector.trust import TrustStore, digest, home
from inspector.whole import write_whole

_SUFFIX = ".feedback"


def keep_feedback(path: Path) -> Feedback:
    """Take a rule-feedback pack in; the latest one kept is shown from now on.

    Raises:
        FileMissing, FileUnreadable, SignatureInvalid, SignerUnknown, RoleForbidden: not kept.
    """
    if not path.is_file():
        raise FileMissing(path=str(path))
    data = path.read_bytes()
    told = open_feedback(data, TrustStore(home()).anywhere, str(path))
    write_whole(_folder() / f"{digest(data).removeprefix('sha256:')}{_SUFFIX}", data)
    return told


def latest_feedback() -> Feedback | None:
    """The pack made last among those kept here, if there is one."""
    known = TrustStore(home()).anywhere
    found = []
    for path in sorted(_folder().glob(f"*{_SUFFIX}")):
        try:
            found.append(open_feedback(path.read_bytes(), known, str(path)))
        except TrustRefused:
            continue
    return max(found, key=lambda one: one.made_on, default=None)


def feedback_on(rule_id: str) -> tuple[str, ...]:
    """What the latest pack tells of a rule, a line each; nothing if it tells nothing."""
    told = latest_feedback()
    effect = told.of(rule_id) if told else None
    if told is None or effect is None:
        return ()
    whence = say(
        "rules.feedback.from", day=told.made_on, hospitals=told.hospitals, name=told.by.name
    )
    why = (
        say("rules.feedback.why", reason=_reason(code), count=count)
        for code, count in sorted(effect.excluded.items(), key=lambda one: -one[1])
    )
    return (whence, effect_line(effect), *why)


def effect_line(effect: Effect) -> str:
    """Hits, confirmed, excluded, money and money an hour in one line."""
    hour = effect.money_an_hour
    return say(
        "rules.feedback.line",
        hits=f"{effect.hits:,}",
        confirmed=f"{effect.confirmed:,}",
        excluded=f"{sum(effect.excluded.values()):,}",
        money=f"{effect.money:,}",
        hour="—" if hour is None else f"{hour:,}",
    )


def _reason(code: str) -> str:
    return EXCLUSIONS[code].title() if code in EXCLUSIONS else code


def _folder() -> Path:
    return home() / "feedback"
