"""How fast the archive is read again, held against the bare extractor on the same pages."""
