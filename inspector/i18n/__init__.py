"""What is said to people: `say(key)` and `explain(error)`, in Chinese and in English.

The catalogues are `zh/<room>.toml` and `en/<room>.toml`, with equal keys and placeholders.
"""

from inspector.i18n.catalogue import Explanation, Language, catalogue, explain, language, say, speak

__all__ = ["Explanation", "Language", "catalogue", "explain", "language", "say", "speak"]
