"""How well what was found agrees with what is known: passages, pairs and groups against a truth.

Everything takes results of wirecopy, Arrow tables or DataFrames alike, the truth first.
"""

from wirecopy.evaluate.groups import adjusted_rand_index, b_cubed
from wirecopy.evaluate.pairs import Scores, pair_scores
from wirecopy.evaluate.passages import PassageScores, plagdet

__all__ = [
    "PassageScores",
    "Scores",
    "adjusted_rand_index",
    "b_cubed",
    "pair_scores",
    "plagdet",
]
