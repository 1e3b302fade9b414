"""Text that documents share: near-identical paragraphs, passages, families and shares."""

from wirecopy.reuse.agencies import known_agencies
from wirecopy.reuse.differences import Change, word_diff
from wirecopy.reuse.find import Reuse, SideBySide, find_reuse
from wirecopy.reuse.similar import SimilarParagraphs, similar_paragraphs

__all__ = [
    "Change",
    "Reuse",
    "SideBySide",
    "SimilarParagraphs",
    "find_reuse",
    "known_agencies",
    "similar_paragraphs",
    "word_diff",
]
