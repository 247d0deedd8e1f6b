"""Signers whose names are younger than Unicode 3.2, such as 王𬭎, may sign like everybody else.

asn1crypto compares certificate names by RFC 4518, whose tables end in 2002, and refuses any
character assigned since. Those names are compared by Unicode's own normal form instead.
"""

import unicodedata
from collections.abc import Callable

from asn1crypto.x509 import NameTypeAndValue

_prepared_by_2002: Callable[[NameTypeAndValue, str], str] = NameTypeAndValue._ldap_string_prep


def _prepared(part: NameTypeAndValue, name: str) -> str:
    try:
        return _prepared_by_2002(part, name)
    except ValueError:
        folded = unicodedata.normalize("NFKC", name).casefold()
        if any(unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") for char in folded):
            raise
        return f" {'  '.join(folded.split())} "


def accept_rare_names() -> None:
    """Let certificate names hold any character this Python knows; asked for once, at import."""
    NameTypeAndValue._ldap_string_prep = _prepared
