"""What waits to be handed in, and its receipts; the only room that may open a socket."""
