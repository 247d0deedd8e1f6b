"""An address bundles are handed in at, taken apart; what is shown of it has no password in it."""

import os
import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from inspector.errors import TargetUnreachable
from inspector.i18n import say

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]+)://")
PASSWORD = "INSPECTOR_TARGET_PASSWORD"
"""The environment variable a password may come from, so that it is on no command line."""


@dataclass(frozen=True, repr=False)
class Address:
    """`scheme://user:password@host:port/path`; `shown` is what people and journals get to see."""

    scheme: str
    host: str
    port: int | None
    user: str
    password: str
    path: str
    shown: str


def address(url: str) -> Address | None:
    """The parts of `url`; None if it is a plain path of a folder.

    Raises:
        TargetUnreachable: it cannot be taken apart, as with an unquoted `/` in a password.
    """
    scheme = _SCHEME.match(url)
    if scheme is None:
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise unreachable(f"{scheme[1]}://…", "address") from None
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname or ""
    place = host + (f":{port}" if port else "")
    user = unquote(parts.username or "")
    before = f"{parts.username}@" if user else ""
    return Address(
        scheme=scheme[1],
        host=parts.hostname or "",
        port=port,
        user=user,
        password=unquote(parts.password or "") or os.environ.get(PASSWORD, ""),
        path=unquote(parts.path),
        shown=f"{scheme[1]}://{before}{place}{parts.path}",
    )


def shown(url: str) -> str:
    """`url` without its password, as it may be printed and noted.

    Raises:
        TargetUnreachable: as `address`.
    """
    parts = address(url)
    return parts.shown if parts else url


def unreachable(url: str, problem: str) -> TargetUnreachable:
    """The error for `problem`, a key under `outbox.problem`; `url` as it may be shown."""
    return TargetUnreachable(target=url, problem=say(f"outbox.problem.{problem}"))
