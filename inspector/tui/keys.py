"""Keys are done one at a time: what one key does is over before the next is looked at.

Textual lets a binding that has priority (the Enter of a dialog) overtake letters still on their
way to the field with the cursor, so a person who types fast, or a slow laptop, would record an
amount that lacks its last digits. Here nothing overtakes.
"""

from collections import deque
from functools import partial

from textual import on
from textual.app import App
from textual.events import Event, Key, Paste
from textual.message import Message

_LOST = 0.2
"""Seconds after which a key counts as done whose trace was lost with the screen it went to."""


class OneKeyAtATime(App[None]):
    """An app whose keys, and pasted text, take effect in the order they were given."""

    class Done(Message):
        """Sent the way a key goes; when it is back, so is the key."""

    def __init__(self) -> None:
        super().__init__()
        self._under_way: OneKeyAtATime.Done | None = None
        self._held: deque[Key | Paste] = deque()

    async def on_event(self, event: Event) -> None:
        """Hold a fresh key back while another is under way; once no screen is left, keys end."""
        if not isinstance(event, Key | Paste):
            await super().on_event(event)
        elif not self.screen_stack:
            event.stop()
        elif event.is_forwarded:
            await super().on_event(event)
        elif self._under_way:
            self._held.append(event)
        else:
            await self._take(event)

    async def _take(self, event: Key | Paste) -> None:
        done = self._under_way = self.Done()
        where = self.focused or self.screen
        self.set_timer(_LOST, partial(self.next_key, done))
        await super().on_event(event)
        if not event.is_forwarded or not where.post_message(done):
            await self.next_key(done)

    @on(Done)
    async def next_key(self, done: Done) -> None:
        """Go on with the next key held back."""
        if done is not self._under_way:
            return
        self._under_way = None
        if self._held and self.screen_stack:
            await self._take(self._held.popleft())
