"""Mirrors: who may be heard, what makes a host trustworthy, how copies of a page differ."""
