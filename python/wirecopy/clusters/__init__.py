"""Groups: documents about one event, and outlets that share text."""

from wirecopy.clusters.sources import Sources, cluster_sources
from wirecopy.clusters.stories import Stories, cluster_stories

__all__ = ["Sources", "Stories", "cluster_sources", "cluster_stories"]
