"""The lifecycle as a page: diagram and table, written from the table that decides.

The page in `docs` is these bytes; whoever changes the table writes the page again.
"""

from collections.abc import Iterator

from inspector.findings.bodies import VERDICTS
from inspector.findings.lifecycle import STATES, TABLE
from inspector.i18n import Language, say
from inspector.trust import MAY, ROLES


def lifecycle_page() -> str:
    """`docs/lifecycle.md`: states and moves as a Mermaid diagram, then act by act who may do it."""
    parts = [
        f"# {say('findings.page.title', 'zh')} · {say('findings.page.title', 'en')}",
        *(say("findings.page.about", lang) for lang in ("zh", "en")),
        "\n".join(["```mermaid", "stateDiagram-v2", *_diagram(), "```"]),
        "\n".join(_table("zh")),
        "\n".join(_table("en")),
    ]
    return "\n\n".join(parts) + "\n"


def _diagram() -> Iterator[str]:
    """Who may rule one way may rule any way: one arrow goes into the box of rulings."""
    box = say("findings.page.ruling", "zh")
    yield f'    state "{box}" as ruled {{'
    for state in VERDICTS:
        yield f"        {_named(state)}"
    yield "    }"
    for state in STATES:
        if state not in VERDICTS:
            yield f"    {_named(state)}"
    yield f"    [*] --> suspected : {_act('record', 'zh')}"
    for before in STATES:
        yield from _arrows(before, box)
    yield "    closed --> [*]"


def _arrows(before: str, box: str) -> Iterator[str]:
    to: dict[str, list[str]] = {}
    for name, act in TABLE.items():
        if before in act.on and act.leaves:
            to.setdefault(act.leaves, []).append(_act(name, "zh"))
    others = [state for state in VERDICTS if state != before]
    if all(state in to for state in others):
        to = {state: acts for state, acts in to.items() if state not in VERDICTS}
        if before not in VERDICTS:
            yield f"    {before} --> ruled : {box}"
    for after in sorted(to, key=STATES.index):
        yield f"    {before} --> {after} : {'、'.join(to[after])}"


def _named(state: str) -> str:
    return f'state "{_state(state, "zh")}" as {state}'


def _table(lang: Language) -> Iterator[str]:
    heads = [say(f"findings.page.{name}", lang) for name in ("act", "on", "leaves", "who")]
    yield "| " + " | ".join(heads) + " |"
    yield "|---" * len(heads) + "|"
    comma = say("findings.list-separator", lang)
    for name, act in TABLE.items():
        on = comma.join(_state(state, lang) for state in STATES if state in act.on)
        every = say("findings.page.every", lang)
        roles = comma.join(say(f"trust.role.{one}", lang) for one in ROLES if one in MAY[act.may])
        cells = (
            f"{_act(name, lang)} `{name}`",
            every if set(act.on) == set(STATES) else on or "—",
            _state(act.leaves, lang) if act.leaves else "—",
            roles,
        )
        yield "| " + " | ".join(cells) + " |"


def _act(name: str, lang: Language) -> str:
    return say(f"findings.act.{name}", lang)


def _state(name: str, lang: Language) -> str:
    return say(f"findings.state.{name}", lang)
