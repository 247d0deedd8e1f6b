"""What this computer no longer trusts: keys and rosters taken back, for good or from a day on.

A revocation never goes back: a later day does not replace an earlier one.
"""

from datetime import date
from pathlib import Path

from inspector.errors import TrustStoreDamaged
from inspector.trust.canonical import canonical, digest, parse
from inspector.whole import write_whole

FROM_THE_START = date.min


class Revocations:
    """One file a key or roster, named after the digest of its id."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def add(self, named: str, since: date | None = None) -> None:
        """Take back what `named` (`sha256:…`) signed on the day `since` or later; or ever."""
        day = since or FROM_THE_START
        before = self.since(named)
        if before is None or day < before:
            told = {"key_id": named} | ({"since": day.isoformat()} if since else {})
            write_whole(self._file(named), canonical(told))

    def any(self) -> bool:
        """Whether there is one."""
        return next(self._folder.glob("*.json"), None) is not None

    def since(self, named: str) -> date | None:
        """The first day it is not trusted on; None if it was never taken back.

        Raises:
            TrustStoreDamaged: what cannot be read is not taken for no revocation.
        """
        file = self._file(named)
        if not file.exists():
            return None
        try:
            told = parse(file.read_bytes())
            if told["key_id"] == named:
                return date.fromisoformat(str(told.get("since", FROM_THE_START)))
        except (ValueError, KeyError):
            pass
        raise TrustStoreDamaged(path=str(file))

    def always(self, named: str) -> bool:
        """Whether nothing it ever signed is accepted."""
        return self.since(named) == FROM_THE_START

    def _file(self, named: str) -> Path:
        return self._folder / f"{file_name(named)}.json"


def file_name(named: str) -> str:
    """An id as a file name Windows allows; never a path, whatever an envelope names."""
    return digest(named.encode("utf-8")).removeprefix("sha256:")
