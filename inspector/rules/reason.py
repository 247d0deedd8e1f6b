"""Why a rule did not run or failed: kept as key and facts, said in the reader's own language.

No fact holds a cell; what was kept in Chinese is read in English and the other way round.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from inspector.errors import Fact, InspectorError
from inspector.i18n import Language, catalogue, language, say
from inspector.trust import canonical


@dataclass(frozen=True)
class Reason:
    """A sentence not yet said; without a key there is nothing to say.

    A fact in words of its own comes in each language, as `data_zh` and `data_en` for `{data}`.
    """

    key: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.key)

    def said(self, lang: Language | None = None) -> str:
        """The sentence, in `lang` or the language in force; empty if there is no reason."""
        if not self.key:
            return ""
        room, known = self.key.partition(".")[0], catalogue(lang or language())
        own = f"_{lang or language()}"
        told: dict[str, Fact] = {
            name.removesuffix(own): fact for name, fact in self.facts.items() if name.endswith(own)
        }
        told |= {
            name: known.get(f"{room}.{name}.{fact}", fact) for name, fact in self.facts.items()
        }
        return say(self.key, lang, **told).rstrip()

    def to_text(self) -> str:
        """As it is kept beside an outcome; empty if there is no reason."""
        return canonical({"key": self.key, **self.facts}).decode("utf-8") if self.key else ""

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The reason `to_text` wrote."""
        told = json.loads(text) if text else {"key": ""}
        return cls(told.pop("key"), told)

    @classmethod
    def of(cls, error: InspectorError) -> Self:
        """What an error of the engine says happened."""
        return cls(f"{error.code}.what", error.facts)
