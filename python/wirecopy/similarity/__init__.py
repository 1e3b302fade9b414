"""Rows that are alike: every pair above a threshold, and the nearest of each; exact unless asked otherwise."""

from wirecopy.similarity.found import Explanation, Neighbors, SimilarPairs
from wirecopy.similarity.rows import ranks, unit_rows
from wirecopy.similarity.search import nearest, similar_pairs

__all__ = ["Explanation", "Neighbors", "SimilarPairs", "nearest", "ranks", "similar_pairs", "unit_rows"]
