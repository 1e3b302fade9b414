"""Who and what the articles name: lists of known names, names found without a list, and which names mean the same."""

from __future__ import annotations

from wirecopy.entities.discovery import Entities, find_entities
from wirecopy.entities.explain import Explanation
from wirecopy.entities.gazetteer import Gazetteer
from wirecopy.entities.mentions import RULES, Candidates, Mentions
from wirecopy.entities.similar import SimilarNames

__all__ = [
    "RULES",
    "Candidates",
    "Entities",
    "Explanation",
    "Gazetteer",
    "Mentions",
    "SimilarNames",
    "find_entities",
]
