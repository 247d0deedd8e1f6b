"""Where this person's program keeps what outlives a case: whom to trust, and how screens look.

It stands below the room of trust, so that asking where costs no cipher.
"""

import os
from pathlib import Path

import platformdirs

from inspector.errors import PathRefused


def home() -> Path:
    """`INSPECTOR_HOME`, else the folder the system keeps for a program's own data.

    Raises:
        PathRefused: there is a file where the folder should be; nobody would be trusted.
    """
    told = os.environ.get("INSPECTOR_HOME")
    folder = Path(told) if told else Path(platformdirs.user_data_dir("inspector", False))
    if folder.is_file():
        raise PathRefused(path=str(folder), problem="ENOTDIR")
    return folder
