"""The command line: the library without Airflow. Exit codes: 0 ok, 1 findings, 2 bad input."""

from wireroom.cli.app import main

__all__ = ["main"]
