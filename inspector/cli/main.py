"""The command `inspector`."""


def main() -> None:
    """Parse, run, turn an error into a sentence and an exit status."""
