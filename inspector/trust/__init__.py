"""Who: identities, rosters, seals and signatures; the only room that may import a cipher."""

from inspector.home import home
from inspector.trust.canonical import (
    canonical,
    digest,
    digest_file,
    from_base64,
    parse,
    parse_canonical,
    to_base64,
)
from inspector.trust.card import ROLES, Card, Role
from inspector.trust.envelope import (
    add_signature,
    envelope,
    open_envelope,
    signed_once,
    signer_ids,
    unverified_payload,
)
from inspector.trust.identity import Identity, lock, locked_card, new_identity, unlock
from inspector.trust.pseudonym import Pseudonyms
from inspector.trust.roles import MAY, allow
from inspector.trust.roster import Member, Roster, make_roster, open_roster, roster_line
from inspector.trust.seal import SealedReader, SealWriter, seal, unseal
from inspector.trust.store import TrustStore
from inspector.trust.vault import Vault, new_key

__all__ = [
    "MAY",
    "ROLES",
    "Card",
    "Identity",
    "Member",
    "Pseudonyms",
    "Role",
    "Roster",
    "SealWriter",
    "SealedReader",
    "TrustStore",
    "Vault",
    "add_signature",
    "allow",
    "canonical",
    "digest",
    "digest_file",
    "envelope",
    "from_base64",
    "home",
    "lock",
    "locked_card",
    "make_roster",
    "new_identity",
    "new_key",
    "open_envelope",
    "open_roster",
    "parse",
    "parse_canonical",
    "roster_line",
    "seal",
    "signed_once",
    "signer_ids",
    "to_base64",
    "unlock",
    "unseal",
    "unverified_payload",
]
