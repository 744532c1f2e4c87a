"""What children are made to run in the pool's tests."""

import ctypes
import os
import re
import sys
import threading
import time


def _spin():
    while True:
        pass


def _raise():
    raise ValueError("no")


def _print():
    sys.stdout.write("noise\n" * 1000)
    sys.stdout.flush()
    os.write(1, b"more noise")
    return "print"


DEEDS = {
    "spin": _spin,
    "regex": lambda: re.match(r"(a+)+$", "a" * 40 + "b"),
    "sleep": lambda: time.sleep(60),
    "segfault": lambda: ctypes.string_at(0),
    "hog": lambda: len(bytearray(3 << 30)),
    "raise": _raise,
    "exit": lambda: os._exit(3),
    "print": _print,
    "unpicklable": lambda: lambda: None,
}


def run(item):
    """Do what the item says."""
    return DEEDS[item]() if item in DEEDS else item


def run_with_a_late_death(item):
    """Answer, and be dead soon after where the item says so."""
    if item == "poison":
        threading.Timer(0.2, os._exit, [7]).start()
    return item
