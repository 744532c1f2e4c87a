"""What children are made to run in the pool's tests."""

import ctypes
import os
import re
import threading
import time


def run(item):
    """Do what the item says."""
    match item:
        case "spin":
            while True:
                pass
        case "regex":
            re.match(r"(a+)+$", "a" * 40 + "b")
        case "sleep":
            time.sleep(60)
        case "segfault":
            ctypes.string_at(0)
        case "hog":
            return len(bytearray(3 << 30))
        case "raise":
            raise ValueError("no")
        case "exit":
            os._exit(3)
        case "print":
            print("noise" * 1000)
            os.write(1, b"more noise")
        case "unpicklable":
            return lambda: None
    return item


def run_with_a_late_death(item):
    """Answer, and be dead soon after where the item says so."""
    if item == "poison":
        threading.Timer(0.2, os._exit, [7]).start()
    return item
