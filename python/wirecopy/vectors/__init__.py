"""Documents as rows of numbers: counts and TF-IDF weights of their terms, and latent semantics."""

from wirecopy.vectors.counting import CountVectorizer
from wirecopy.vectors.csr import check_compressed, csr_arrays, to_matrix
from wirecopy.vectors.embeddings import StaticEmbeddings
from wirecopy.vectors.estimator import check_jobs
from wirecopy.vectors.hashing import HashingVectorizer
from wirecopy.vectors.models import embed
from wirecopy.vectors.semantics import LatentSemantics
from wirecopy.vectors.tfidf import TfidfVectorizer
from wirecopy.vectors.word_vectors import WordVectors

__all__ = [
    "CountVectorizer",
    "HashingVectorizer",
    "LatentSemantics",
    "StaticEmbeddings",
    "TfidfVectorizer",
    "WordVectors",
    "check_compressed",
    "check_jobs",
    "csr_arrays",
    "embed",
    "to_matrix",
]
