"""Ctrl-C and other signals: they say so in a sentence, leave nothing half done, and the second one ends at once."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PATIENCE
from webdoc import stopping

ROOT = Path(__file__).parents[1]
_BEGIN = """
import os, signal, sys, threading, time
from webdoc import stopping
stopping.listen()
"""
_HELD = """
me = os.getpid()
try:
    with stopping.undisturbed():
        # From another thread too: what the main thread blocks is taken by any other.
        other = threading.Thread(target=os.kill, args=(me, signal.SIGTERM))
        other.start()
        other.join()
        print("done whole", flush=True)
    print("gone on", flush=True)
except stopping.Stopped as stopped:
    with stopping.undisturbed():
        print("stopped", stopped.code, flush=True)
"""
_SLOW = """
import multiprocessing
# What a pool of processes holds, and somebody else has to clean away after a sudden end: without a word.
held = multiprocessing.get_context("spawn").Lock()
try:
    print("ready", flush=True)
    time.sleep(600)
except stopping.Stopped:
    print("stopped", flush=True)
    time.sleep(600)
"""

_EARLY = """
from webdoc import __main__, cli
cli.main.resolve_command = lambda *args: (os.kill(os.getpid(), signal.SIGTERM), time.sleep(5))
sys.argv = ["webdoc", "check"]
__main__.main()
"""


def script(text: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _BEGIN + text]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def test_what_must_be_done_whole_is_and_then_it_stops() -> None:
    out, err = script(_HELD).communicate(timeout=PATIENCE)
    assert (out, err) == (f"done whole\nstopped {128 + signal.SIGTERM}\n", "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_the_second_signal_ends_at_once(number: signal.Signals) -> None:
    process = script(_SLOW)
    assert process.stdout is not None
    for line in ("ready\n", "stopped\n"):
        assert process.stdout.readline() == line
        process.send_signal(number)
    _, err = process.communicate(timeout=PATIENCE)
    assert (process.returncode, err) == (128 + number, "")


def test_before_a_command_has_begun_a_signal_ends_it_without_a_word_and_with_its_own_code() -> None:
    early = script(_EARLY)
    out, told = early.communicate(timeout=20)
    assert (early.returncode, out, told) == (128 + signal.SIGTERM, "", "")


def test_what_was_ignored_stays_ignored() -> None:
    text = "signal.signal(signal.SIGHUP, signal.SIG_IGN)\nstopping.listen()\nos.kill(os.getpid(), signal.SIGHUP)\n"
    out, err = script(text + "print('still here')").communicate(timeout=PATIENCE)
    assert (out, err) == ("still here\n", "")


def test_outside_a_command_nothing_is_listened_to() -> None:
    with stopping.undisturbed():
        assert signal.pthread_sigmask(signal.SIG_BLOCK, ()) >= {signal.SIGINT, signal.SIGTERM}
    assert signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
