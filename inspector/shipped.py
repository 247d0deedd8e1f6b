"""Where the files that travel with the program lie: rule packs, templates, the sample audit.

An installed wheel carries them inside the package; a checkout has them beside it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """The shipped folder `name`: "rulepacks", "templates" or "sample_audits"."""
    inside_wheel = _PACKAGE / "_shipped" / name
    return inside_wheel if inside_wheel.is_dir() else _PACKAGE.parent / name
