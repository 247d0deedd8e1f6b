"""How much memory DuckDB may take before it spills."""

import ctypes
import os
import re
import sys

_CAP = 2 * 1024**3
_FLOOR = 256 * 1024**2


def memory_limit() -> str:
    """`INSPECTOR_MEMORY` (as `800MB`, `4GB`), else half of the machine's memory, at most 2 GB."""
    told = os.environ.get("INSPECTOR_MEMORY", "").strip()
    if re.fullmatch(r"\d+(\.\d+)? ?[KMGT]i?B", told):
        return told
    return f"{max(_FLOOR, min(_CAP, _installed() // 2)) // 1024**2}MiB"


def _installed() -> int:
    """Bytes of main memory; 4 GiB where the platform does not say."""
    if sys.platform == "win32":
        return _installed_on_windows()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return 4 * 1024**3


def _installed_on_windows() -> int:
    kilobytes = ctypes.c_ulonglong()
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes))
    return kilobytes.value * 1024 or 4 * 1024**3
