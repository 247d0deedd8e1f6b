"""Ad-hoc questions: sandboxed, read-only, told when the answer was cut short."""

from inspector.query.ask import LIMIT, MEMORY_MB, SECONDS, ask
from inspector.query.filled import filled, parameters
from inspector.workspace import Answer

__all__ = ["LIMIT", "MEMORY_MB", "SECONDS", "Answer", "ask", "filled", "parameters"]
