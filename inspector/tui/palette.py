"""The command palette: every action that works now, by its name in the language in force."""

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.types import IgnoreReturnCallbackType

from inspector.i18n import say
from inspector.tui.looks import LOOKS
from inspector.tui.widgets.lines import key_name, rank


class DeskCommands(Provider):
    """Steps, the keys of the screen in front, language and light."""

    def _commands(self) -> Iterator[tuple[str, str, IgnoreReturnCallbackType]]:
        seen = {"app.command_palette"}
        actives = self.screen.active_bindings.values()
        for active in sorted(actives, key=lambda one: rank(one.binding.action)):
            binding = active.binding
            if binding.description.startswith("tui.") and binding.action not in seen:
                seen.add(binding.action)
                run = partial(self.app.run_action, binding.action, active.node)
                yield say(binding.description), key_name(binding.key), run
        for look in LOOKS:
            yield say(f"tui.look.{look}"), "", partial(self.app.run_action, f"app.look('{look}')")
        # What ends a case is done at the command line; here one is told which command.
        told = partial(self.app.notify, say("tui.close-with"), markup=False)
        yield say("tui.key.close-case"), "", told

    async def discover(self) -> Hits:
        """Everything, before a letter is typed."""
        for name, key, run in self._commands():
            yield DiscoveryHit(name, run, help=key)

    async def search(self, query: str) -> Hits:
        """What matches the letters typed."""
        matcher = self.matcher(query)
        for name, key, run in self._commands():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), run, help=key)
