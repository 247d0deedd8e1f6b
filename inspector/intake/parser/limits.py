"""What the reading process may take: memory and processor time, whatever the system calls it.

It limits itself before it reads its first byte; nothing it does afterwards takes that back.
"""

import sys


def limit(memory: int, seconds: int) -> None:
    """No more than `memory` bytes and `seconds` of a processor from here on."""
    if sys.platform == "win32":
        _enter_job(memory, seconds)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    leave_no_dump()


def leave_no_dump() -> None:
    """However this process ends, what it held is not written anywhere."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _EXTENDED_LIMITS = 9
    _PROCESS_TIME, _ONE_PROCESS, _PROCESS_MEMORY, _NO_CRASH_WINDOW = 0x2, 0x8, 0x100, 0x400
    _TICKS = 10_000_000
    """A second, as jobs count time."""

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("process_time", wintypes.LARGE_INTEGER),
            ("job_time", wintypes.LARGE_INTEGER),
            ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t),
            ("most_working_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD),
            ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD),
            ("scheduling", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("basic", _Basic),
            ("io", ctypes.c_ulonglong * 6),
            ("process_memory", ctypes.c_size_t),
            ("job_memory", ctypes.c_size_t),
            ("peak_process_memory", ctypes.c_size_t),
            ("peak_job_memory", ctypes.c_size_t),
        )

    def _enter_job(memory: int, seconds: int) -> None:
        """Put this process into a job of its own, which has the limits and lasts as long as it.

        Where a job cannot be had the parent's clock is all that stops it.
        Source: Microsoft, Job Objects; JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = wintypes.HANDLE
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
        kernel.SetInformationJobObject.argtypes = (
            *(wintypes.HANDLE, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD),
        )
        job = kernel.CreateJobObjectW(None, None)
        wanted = _Extended()
        wanted.basic.flags = _PROCESS_TIME | _ONE_PROCESS | _PROCESS_MEMORY | _NO_CRASH_WINDOW
        wanted.basic.process_time = seconds * _TICKS
        wanted.basic.processes = 1
        wanted.process_memory = memory
        # The handle stays open on purpose: the job ends with the process.
        if job and kernel.SetInformationJobObject(
            job, _EXTENDED_LIMITS, ctypes.byref(wanted), ctypes.sizeof(wanted)
        ):
            kernel.AssignProcessToJobObject(job, kernel.GetCurrentProcess())
