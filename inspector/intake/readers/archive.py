"""Archives: their members, each as a file of its own behind the archive's name; one level only.

A member is never a plaintext file: it stays in memory, or lies sealed until nobody reads it.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

from inspector.errors import FileUnreadable
from inspector.intake.parser.frames import DATA, MEMBER
from inspector.intake.readers.files import RawFile, kind
from inspector.intake.readers.guard import Reading
from inspector.intake.readers.keep import Keeping


def contents(file: RawFile) -> list[RawFile]:
    """The file itself, or the members of the archive it is.

    Raises:
        FileUnreadable: the archive is damaged, asks for a password, unpacks to an absurd size, has
            names that point out of it or archives inside it, or is of a kind that is not read.
    """
    match kind(file):
        case "foreign" if file.claims:
            raise FileUnreadable(path=file.name, problem="foreign-archive")
        case "archive":
            members = list(_members(file))
            for member in members:
                if kind(member) in ("archive", "foreign"):
                    raise FileUnreadable(path=file.name, problem="nested-archive")
            return sorted(members, key=lambda member: member.name)
    return [file]


def _members(file: RawFile) -> Iterator[RawFile]:
    with Reading(file, "archive") as reading:
        while (heard := reading.hear()) is not None:
            letter, words = heard
            assert letter == MEMBER
            name, keeping = json.loads(words), Keeping()
            while (heard := reading.hear()) is not None and heard[0] == DATA:
                keeping.write(heard[1])
            called = f"{file.name}/{name}"
            yield replace(file, name=called, kept=keeping.kept(), inside=name)
