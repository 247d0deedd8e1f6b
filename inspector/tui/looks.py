"""How the screens look: dark, light or high contrast, as one person chose it on this machine.

Colour never says anything alone: a cursor is `>`, a mark `*`, what is odd `!`, in every look.
"""

from contextlib import suppress

from textual.theme import Theme

from inspector.home import home
from inspector.whole import write_whole

LOOKS = {"dark": "textual-dark", "light": "textual-light", "contrast": "high-contrast"}
"""Each look and its theme; the first is what one begins with."""
CONTRAST = Theme(
    name="high-contrast",
    primary="#3399ff",
    secondary="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1c1c1c",
    dark=True,
    variables={"text-muted": "#ffffff", "text-disabled": "#ffffff", "border-blurred": "#ffffff"},
)
"""White on black; every text at 7:1 or more against what it stands on."""


def kept_look() -> str:
    """The look chosen last on this machine."""
    told = ""
    with suppress(OSError, UnicodeDecodeError):
        told = (home() / "look").read_text("utf-8").strip()
    return told if told in LOOKS else next(iter(LOOKS))


def keep_look(look: str) -> None:
    """Remember it; a disk that is full keeps nobody from the case."""
    with suppress(OSError):
        home().mkdir(parents=True, exist_ok=True)
        write_whole(home() / "look", look.encode("utf-8"))
