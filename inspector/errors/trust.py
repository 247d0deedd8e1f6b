"""Trust refused (4): a signature, a recipient, a role or a day does not allow it."""

from inspector.errors.base import ExitStatus, InspectorError


class TrustRefused(InspectorError):
    """Base: a signature, a recipient or a role does not allow it."""

    exit_status = ExitStatus.TRUST


class PassphraseWrong(TrustRefused):
    """Facts: path."""

    code = "trust.passphrase-wrong"


class IdentityDamaged(TrustRefused):
    """Facts: path."""

    code = "trust.identity-damaged"


class TrustStoreDamaged(TrustRefused):
    """A file of the trust store cannot be read. Facts: path."""

    code = "trust.store-damaged"


class CardInvalid(TrustRefused):
    """Facts: path, problem."""

    code = "trust.card-invalid"


class RosterInvalid(TrustRefused):
    """Facts: path, problem."""

    code = "trust.roster-invalid"


class NotRecipient(TrustRefused):
    """The identity is not among those the file was sealed to. Facts: path."""

    code = "trust.not-recipient"


class SealDamaged(TrustRefused):
    """A sealed file does not authenticate. Facts: path."""

    code = "trust.seal-damaged"


class SignatureInvalid(TrustRefused):
    """Facts: path, problem."""

    code = "trust.signature-invalid"


class SignerUnknown(TrustRefused):
    """Signed by a key that is not in the trust store. Facts: path, signer."""

    code = "trust.signer-unknown"


class PackageDamaged(TrustRefused):
    """A package is not what its signed manifest says. Facts: path, entry, problem."""

    code = "trust.package-damaged"


class PackageRolledBack(TrustRefused):
    """An older version over a newer one. Facts: path, version, floor."""

    code = "trust.package-rolled-back"


class RoleForbidden(TrustRefused):
    """Facts: role, act."""

    code = "trust.role-forbidden"


class SecondKeyNeeded(TrustRefused):
    """More rows that name people than one may take out alone. Facts: rows, budget."""

    code = "masking.second-key-needed"


class SecondKeyRefused(TrustRefused):
    """Not another person of this case whose card is valid. Facts: name."""

    code = "masking.second-key-refused"


class OutOfTime(TrustRefused):
    """Card or roster did not let this person act on that day. Facts: name, day."""

    code = "trust.out-of-time"


class InspectionUnclear(TrustRefused):
    """Somebody takes part in several inspections, or not in the one named. Facts: known."""

    code = "trust.inspection-unclear"


class OperatorUnknown(TrustRefused):
    """The second of two operators is nobody of the team, or the first. Facts: name."""

    code = "trust.operator-unknown"


class SecondPersonNeeded(TrustRefused):
    """The same person cannot sign twice. Facts: path, signer."""

    code = "trust.second-person"


class JournalDamaged(TrustRefused):
    """A journal's middle was changed. Facts: author, position, problem."""

    code = "trust.journal-damaged"
