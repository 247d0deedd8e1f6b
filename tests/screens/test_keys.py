"""Every key is told in the help, every action is in the palette, and each does something."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

import inspector.tui
from inspector.i18n import catalogue, say
from inspector.tui.app import InspectorApp
from inspector.tui.intake.app import IntakeApp
from inspector.tui.merging.app import MergingApp
from inspector.tui.palette import DeskCommands
from inspector.tui.screens.help import keys
from inspector.tui.widgets.lines import STEPS, key_name
from tests.screens.driving import at_the_desk


def classes() -> Iterator[type[DOMNode]]:
    """Every program, screen and widget of ours that has keys."""
    for found in pkgutil.walk_packages(inspector.tui.__path__, "inspector.tui."):
        module = importlib.import_module(found.name)
        for one in vars(module).values():
            ours = isinstance(one, type) and issubclass(one, DOMNode)
            if ours and one.__module__ == found.name and "BINDINGS" in vars(one):
                yield one


def program_of(node: type[DOMNode]) -> type[App[None]]:
    """The program a screen belongs to."""
    room = node.__module__.split(".")[2]
    others: dict[str, type[App[None]]] = {"merging": MergingApp, "intake": IntakeApp}
    return others.get(room, InspectorApp)


@pytest.mark.parametrize("node", sorted(classes(), key=str))
def test_every_key_has_a_name_in_both_languages_and_something_to_do(node: type[DOMNode]) -> None:
    for binding in node.BINDINGS:
        assert isinstance(binding, Binding)
        if not binding.description:
            continue
        for lang in ("zh", "en"):
            assert binding.description in catalogue(lang), binding
        action = binding.action.partition("(")[0]
        owner = program_of(node) if action.startswith("app.") else node
        assert hasattr(owner, f"action_{action.removeprefix('app.')}"), binding


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("size", [(80, 24), (160, 48)])
async def test_every_key_of_a_screen_is_in_its_help_and_every_action_in_the_palette(
    step: str, size: tuple[int, int]
) -> None:
    async with at_the_desk(size=size) as desk:
        await desk.press(str((STEPS.index(step) + 1) % 10))
        screen: Screen[object] = desk.app.screen
        bindings = [active.binding for active in screen.active_bindings.values()]
        told = keys(bindings).plain
        offered = [name for name, _, _ in DeskCommands(screen)._commands()]
        for binding in bindings:
            if binding.description.startswith("tui."):
                assert say(binding.description) in told
                assert (binding.key_display or key_name(binding.key)) in told
                if binding.action != "app.command_palette":
                    assert say(binding.description) in offered
