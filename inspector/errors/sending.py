"""Not sent (7): what waits in the outbox still waits."""

from inspector.errors.base import ExitStatus, InspectorError


class NotSent(InspectorError):
    """Base: what waits in the outbox still waits."""

    exit_status = ExitStatus.NOT_SENT


class TargetUnreachable(NotSent):
    """Facts: target, problem."""

    code = "outbox.target-unreachable"


class ReceiptInvalid(NotSent):
    """Facts: path, problem."""

    code = "outbox.receipt-invalid"
