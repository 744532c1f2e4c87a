"""Measurements over real data, each a command with its last output beside it."""
