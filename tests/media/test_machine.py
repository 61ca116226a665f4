from __future__ import annotations

import platform
import subprocess
import sys

import pytest

_SCRIPT = """
import ctypes
from webdoc.media import machine

class Info(ctypes.Structure):
    _fields_ = [(name, ctypes.c_size_t) for name in ("arena", "ordblks", "smblks", "hblks", *"abcdef")]

libc = ctypes.CDLL(None)
libc.mallinfo2.restype = Info
libc.malloc.restype = ctypes.c_void_p
libc.free.argtypes = [ctypes.c_void_p]

def by_itself(size):
    before = libc.mallinfo2().hblks
    held = libc.malloc(size)
    after = libc.mallinfo2().hblks
    libc.free(held)
    return after - before

found = [by_itself(20 << 20), by_itself(8 << 20)]  # once it was given back, glibc keeps what is smaller in one heap
with machine.growing():
    found += [by_itself(8 << 20), by_itself(1 << 20)]
found.append(by_itself(8 << 20))
print(*found)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="of glibc alone")
def test_what_grows_stands_by_itself_while_a_long_video_is_made() -> None:
    said = subprocess.run([sys.executable, "-c", _SCRIPT], capture_output=True, text=True, check=True).stdout
    assert said.split() == ["1", "0", "1", "0", "0"]
