"""Canonical spellings a second, beside other libraries' ways, in one run."""
