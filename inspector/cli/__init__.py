"""The command line: main parses, a command is one function, say owns stderr."""
