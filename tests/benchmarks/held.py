"""What a process really holds, apart from what its allocator and its garbage collector have not given back yet."""

import contextlib
import ctypes
import gc

import psutil

__all__ = ["held_bytes"]


def held_bytes(process: psutil.Process) -> int:
    """Resident memory of this process once both have given back what they only keep for later."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError):  # Other C libraries keep less, and have no such call.
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    return int(process.memory_info().rss)
