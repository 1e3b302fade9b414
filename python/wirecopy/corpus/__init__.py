"""Corpora: documents in columns, read from files, folders and tables of every usual kind."""

from wirecopy.corpus.corpus import Corpus
from wirecopy.corpus.reader import read

__all__ = ["Corpus", "read"]
