"""The most memory this process can get from the system, whatever DuckDB believes it takes.

Linux refuses addresses beyond it; Windows refuses memory, by a job object. macOS keeps no such
limit: there DuckDB's own holds, and the asker's kill when time is up.
"""

import ctypes
import sys
from contextlib import suppress

_MB = 1024 * 1024
_PROCESS_MEMORY, _EXTENDED = 0x100, 9


def limit_address_space(memory_mb: int) -> None:
    """What is mapped now and twice `memory_mb` megabytes: DuckDB's bookkeeping is not exact."""
    if sys.platform == "win32":
        _limit_on_windows(2 * memory_mb * _MB)
        return
    import resource

    limit = _mapped() + 2 * memory_mb * _MB
    # macOS takes no limit below what it has mapped, which is more than any machine has.
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _mapped() -> int:
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123
            import resource

            return int(file.read().split()[0]) * resource.getpagesize()
    except OSError:
        return 2048 * _MB


class JobLimits(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION; only what is set here has a name of its own.

    Source: Microsoft, winnt.h.
    """

    _fields_ = (
        ("times", ctypes.c_int64 * 2),
        ("flags", ctypes.c_uint32),
        ("working_set", ctypes.c_size_t * 2),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("classes", ctypes.c_uint32 * 2),
        ("counted", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("others", ctypes.c_size_t * 3),
    )


def _limit_on_windows(extra: int) -> None:
    """A job of this process alone; commit charge at the start is small beside `extra`."""
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = JobLimits(flags=_PROCESS_MEMORY, process_memory=extra + 512 * _MB)
    kernel.SetInformationJobObject(job, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits))
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
