"""What waits to be handed in, and its receipts; the only room that may open a socket."""

from inspector.outbox.address import shown
from inspector.outbox.places import FolderTarget, target_at
from inspector.outbox.queue import Entry, listing, queue, waiting
from inspector.outbox.receipt import Receipt, kept_receipt, make_receipt, open_receipt, receive
from inspector.outbox.send import Delivery, Progress, send, send_all, silently, to_send
from inspector.outbox.target import Target
from inspector.outbox.timestamp import time_server

__all__ = [
    "Delivery",
    "Entry",
    "FolderTarget",
    "Progress",
    "Receipt",
    "Target",
    "kept_receipt",
    "listing",
    "make_receipt",
    "open_receipt",
    "queue",
    "receive",
    "send",
    "send_all",
    "shown",
    "silently",
    "target_at",
    "time_server",
    "to_send",
    "waiting",
]
