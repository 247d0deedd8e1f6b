"""`python -m inspector` is the command `inspector`."""

from inspector.cli.main import main

main()
