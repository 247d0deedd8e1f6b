"""Ask a time server (RFC 3161) over HTTP; the answer is bytes, and others judge it."""

from collections.abc import Callable
from http.client import HTTPException
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from inspector.errors import TargetUnreachable
from inspector.i18n import say

_SECONDS = 30
_LARGEST = 1 << 16
_TYPE = "application/timestamp-query"


def time_server(url: str) -> Callable[[bytes], bytes]:
    """What takes a timestamp request in DER to the answer of the server at `url`.

    Raises:
        TargetUnreachable: no http(s) address; or, when asked, no answer.
    """
    if urlsplit(url).scheme not in ("http", "https"):
        raise _unreachable(url, "scheme")

    def ask(question: bytes) -> bytes:
        asked = Request(url, data=question, headers={"Content-Type": _TYPE})
        try:
            with urlopen(asked, timeout=_SECONDS) as answer:
                return bytes(answer.read(_LARGEST))
        except (OSError, HTTPException, ValueError):
            raise _unreachable(url, "no-time") from None

    return ask


def _unreachable(url: str, problem: str) -> TargetUnreachable:
    return TargetUnreachable(target=url, problem=say(f"outbox.problem.{problem}"))
