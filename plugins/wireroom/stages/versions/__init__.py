"""What an edit changed: two texts of an article, paragraph by paragraph and word by word."""

from wireroom.stages.versions.paragraphs import Change, Paragraph, changes
from wireroom.stages.versions.words import Piece, Step, word_changes

__all__ = ["Change", "Paragraph", "Piece", "Step", "changes", "word_changes"]
