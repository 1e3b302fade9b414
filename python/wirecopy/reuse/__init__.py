"""Text that documents share: near-identical paragraphs, passages, families and shares."""

from wirecopy.reuse.agencies import known_agencies
from wirecopy.reuse.differences import Change, word_diff
from wirecopy.reuse.estimate import Estimate, estimate_reuse
from wirecopy.reuse.find import find_reuse
from wirecopy.reuse.pairs import Differences, SideBySide
from wirecopy.reuse.reuse import Reuse
from wirecopy.reuse.similar import SimilarParagraphs, similar_paragraphs
from wirecopy.reuse.traces import Trace

__all__ = [
    "Change",
    "Differences",
    "Estimate",
    "Reuse",
    "SideBySide",
    "SimilarParagraphs",
    "Trace",
    "estimate_reuse",
    "find_reuse",
    "known_agencies",
    "similar_paragraphs",
    "word_diff",
]
