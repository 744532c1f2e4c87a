"""Crash trials: the pipeline is killed at random, played again, and compared with a calm life.

``python -m tests.chaos --kills 1000 --engine postgres`` (see __main__) is the long form, the tests
of this folder are the short one. A trial is a life: two runs over a small newsroom in a forked
process, killed up to three times, each time followed by a look at what lies there, and in the end
played to its end. A kill has landed when it hit a process inside a step.
"""
