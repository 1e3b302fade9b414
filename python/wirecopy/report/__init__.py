"""One page that shows what a set of articles shares: it holds everything it needs and never asks the network."""

from wirecopy.report.page import write_report

__all__ = ["write_report"]
