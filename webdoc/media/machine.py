"""What this machine has: cores for us, memory that is free."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

_SHARE: Final = 0.8
"""The part of the free memory that workers may take; the rest is for pages, and for what else runs."""
_AVX512: Final = 41
"""PF_AVX512F_INSTRUCTIONS_AVAILABLE"""
_TRIM, _MMAP = -1, -3
"""M_TRIM_THRESHOLD and M_MMAP_THRESHOLD of glibc's malloc.h."""
_MB: Final = 1 << 20


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return max(1, len(os.sched_getaffinity(0)))
    return os.cpu_count() or 1


@cache
def wide_vectors() -> bool:
    """Whether the processor has the vector instructions AVX-512; where nobody says it, no."""
    if sys.platform == "win32":
        import ctypes

        return bool(getattr(ctypes, "windll").kernel32.IsProcessorFeaturePresent(_AVX512))  # noqa: B009 - as below
    try:
        return " avx512f" in Path("/proc/cpuinfo").read_text("ascii", "replace")
    except OSError:
        return False


@contextlib.contextmanager
def growing() -> Iterator[None]:
    """While tables grow for hours: what is larger than 4 MB stands by itself, grows in place, is given back at once.

    Left to itself glibc raises that size to what was last given back, 32 MB at most; from then on a table that grows
    is copied from place to place among all else, and leaves holes behind. Other C libraries have no such switch.
    """
    libc = _libc()
    if libc is None:
        yield
        return
    libc.mallopt(_MMAP, 4 * _MB)
    libc.mallopt(_TRIM, 8 * _MB)
    libc.malloc_trim(0)
    try:
        yield
    finally:
        keep()


def keep() -> None:
    """Lets a worker keep what one picture needed for the next one, instead of giving it back and asking for it anew.

    A photograph of ten megapixels costs a twentieth less then, and what is held at most hardly changes.
    """
    libc = _libc()
    if libc is not None:
        libc.mallopt(_MMAP, 32 * _MB)
        libc.mallopt(_TRIM, 128 * _MB)


def give_back() -> None:
    """Gives back what was kept, before something large begins."""
    libc = _libc()
    if libc is not None:
        libc.malloc_trim(0)


@contextlib.contextmanager
def at_ease() -> Iterator[None]:
    """What begins in here goes on as this thread did before.

    SVT-AV1 gives itself and its threads the highest priority in real time wherever it may, as root may: all else on the
    machine would wait for it, and for every process that is started by this one.
    """
    if not hasattr(os, "sched_getscheduler"):
        yield
        return
    policy, priority = os.sched_getscheduler(0), os.sched_getparam(0)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # a thread may end meanwhile; other systems than Linux list none
            for thread in Path("/proc/self/task").iterdir():
                os.sched_setscheduler(int(thread.name), policy, priority)


def _libc() -> Any:
    """The C library, when it is glibc."""
    if not sys.platform.startswith("linux"):
        return None
    import ctypes

    libc = ctypes.CDLL(None)
    return libc if hasattr(libc, "mallopt") and hasattr(libc, "malloc_trim") else None


def memory() -> int:
    """Bytes that workers may hold together; 0 when nothing is known."""
    found = [bytes_ for bytes_ in (_free(), _group()) if bytes_ is not None]
    return int(min(found) * _SHARE) if found else 0


def _free() -> int | None:
    """What is free without anything being swapped out."""
    if sys.platform == "win32":
        return _windows()
    try:
        for line in Path("/proc/meminfo").read_text("ascii").splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) * 1024
    except (OSError, ValueError):
        pass
    try:  # macOS: no such figure is to be had; half of all memory is careful
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 2
    except (OSError, ValueError, AttributeError):
        return None


def _windows() -> int | None:
    import ctypes

    # MEMORYSTATUSEX: length, load in percent, then total and free physical memory among seven 64-bit numbers.
    status = (ctypes.c_ulonglong * 8)()
    ctypes.cast(status, ctypes.POINTER(ctypes.c_ulong))[0] = 64
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - known to the checker on Windows alone
    return int(status[2]) if kernel.GlobalMemoryStatusEx(ctypes.byref(status)) else None


def _group(folder: Path = Path("/sys/fs/cgroup")) -> int | None:
    """What is left of the limit of the container that we run in (control groups, version 2 and 1)."""
    for limit, used, statistics in (
        ("memory.max", "memory.current", "memory.stat"),
        ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "memory/memory.stat"),
    ):
        try:
            most = int((folder / limit).read_text("ascii"))
            taken = int((folder / used).read_text("ascii"))
            # What only caches files is given back when it is needed.
            cached = dict(line.split() for line in (folder / statistics).read_text("ascii").splitlines())
            return max(0, most - taken + int(cached.get("inactive_file", 0)))
        except (OSError, ValueError):
            continue
    return None
