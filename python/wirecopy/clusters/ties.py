"""Which outlets have more in common than chance gives them: a permutation test."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import scipy.sparse
import scipy.special

_SHUFFLES = 200
_SEED = 20_121_112
# How often outlets drawn twice for one item change places with others: few are left.
_EXCHANGES = 30
_Codes = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Carried:
    """Who carries what: a row for each outlet and item (a shared text, a standing line, a story), each once.

    Only what stands in the same stratum, such as a month, could have changed places by chance.
    """

    outlet: _Codes
    item: _Codes
    stratum: _Codes


@dataclass(frozen=True)
class Ties:
    """Pairs of outlets that carry something in common, `a` < `b`.

    `together` counts what both carry and `expected` how much chance gives them; `p` is the chance of as much or more
    for any pair, and `q` the share of false ones among the pairs with such a `p` or a smaller one.
    """

    a: _Codes
    b: _Codes
    together: _Codes
    expected: npt.NDArray[np.float64]
    p: npt.NDArray[np.float64]
    q: npt.NDArray[np.float64]


def ties(carried: Carried, outlets: int, *, n_jobs: int) -> Ties:
    """Test every pair of outlets against chance.

    By chance an item has as many carriers and an outlet as many items in each stratum as they have, but which carry
    what is drawn anew. How unlikely a pair is, by Poisson's law around what is expected of it, is compared with all
    pairs of 200 such draws, and pairs are corrected for their number. What has one carrier says nothing and is left
    out. The draws are seeded: the same input gives the same answer, whatever the threads.

    References
    ----------
    Benjamini & Hochberg, "Controlling the false discovery rate", JRSS B 57, 1995.
    Ge, Dudoit & Speed, "Resampling-based multiple testing for microarray data analysis", Test 12, 2003.
    """
    carried = _of_several(carried)
    draw = _Draw(carried, outlets)
    together = draw.pairs(carried.outlet)
    a, b, count = together.row.astype(np.int64), together.col.astype(np.int64), together.data.astype(np.int64)
    expected, unlikely = draw.compared(together)
    with ThreadPoolExecutor(os.cpu_count() if n_jobs == -1 else n_jobs) as pool:
        drawn = np.zeros(len(unlikely), np.int64)
        order = np.argsort(unlikely)
        bounds = unlikely[order] * (1 + 1e-9)
        # Counted draw by draw: the pairs of all draws would fill the memory.
        for counts in pool.map(lambda number: draw.as_unlikely(bounds, number), range(_SHUFFLES)):
            drawn[order] += counts
    pairs = outlets * (outlets - 1) // 2
    p = (1 + drawn) / (1 + _SHUFFLES * max(pairs, 1))
    return Ties(a, b, count, expected, p, _false_share(p, pairs))


def _of_several(carried: Carried) -> Carried:
    kept = np.bincount(carried.item)[carried.item] > 1 if len(carried.item) else np.empty(0, bool)
    _, item = np.unique(carried.item[kept], return_inverse=True)
    _, stratum = np.unique(carried.stratum[kept], return_inverse=True)
    order = np.lexsort((carried.outlet[kept], item, stratum))
    return Carried(carried.outlet[kept][order], item[order], stratum[order])


class _Draw:
    """Draws by chance of who carries what."""

    def __init__(self, carried: Carried, outlets: int) -> None:
        self._carried, self._outlets = carried, outlets
        strata = int(carried.stratum.max(initial=-1)) + 1
        self._ends = np.searchsorted(carried.stratum, np.arange(strata + 1))
        size = np.diff(self._ends).astype(float)
        carriers = np.bincount(carried.item).astype(float) if len(carried.item) else np.empty(0)
        meetings = np.bincount(carried.stratum, carriers[carried.item] - 1, minlength=strata)
        # Of each two carriers in a stratum, the share that meet in an item.
        self._meet = meetings / np.maximum(size * (size - 1), 1)
        cells = (np.ones(len(carried.outlet)), (carried.outlet, carried.stratum))
        self._shares = scipy.sparse.coo_matrix(cells, shape=(outlets, strata)).tocsr()

    def pairs(self, outlet: _Codes) -> Any:
        """How many items each two outlets carry, if the carriers are these."""
        items = int(self._carried.item.max(initial=-1)) + 1
        cells = (np.ones(len(outlet), np.int32), (outlet, self._carried.item))
        carries = scipy.sparse.coo_matrix(cells, shape=(self._outlets, items)).tocsr()
        carries.data[:] = 1  # drawn twice for one item, it carries it once
        return scipy.sparse.triu(carries @ carries.T, 1).tocoo()

    def compared(self, together: Any) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """What is expected of each pair, and how unlikely so much or more is."""
        weighted = self._shares @ scipy.sparse.diags(self._meet)
        products = self._shares[together.row].multiply(weighted[together.col])
        expected: npt.NDArray[np.float64] = np.asarray(products.sum(axis=1), float).ravel()
        return expected, scipy.special.gammainc(together.data.astype(float), np.maximum(expected, 1e-300))

    def as_unlikely(self, bounds: npt.NDArray[np.float64], number: int) -> _Codes:
        """How many pairs of one draw are at most as likely as each of these bounds, which ascend."""
        return np.searchsorted(np.sort(self.chance(number)), bounds, "right").astype(np.int64)

    def chance(self, number: int) -> npt.NDArray[np.float64]:
        """How unlikely the pairs of one draw are."""
        rng = np.random.default_rng([_SEED, number])
        keys = rng.random(len(self._carried.outlet))
        outlet = self._carried.outlet[np.lexsort((keys, self._carried.stratum))]
        for _ in range(_EXCHANGES):
            twice = self._twice(outlet)
            if not len(twice):
                break
            stratum = self._carried.stratum[twice]
            begin, end = self._ends[stratum], self._ends[stratum + 1]
            other = begin + (rng.random(len(twice)) * (end - begin)).astype(np.int64)
            _, one_of_each = np.unique(other, return_index=True)  # no carrier changes places twice
            mine, theirs = twice[one_of_each], other[one_of_each]
            free = ~np.isin(theirs, mine)
            mine, theirs = mine[free], theirs[free]
            outlet[mine], outlet[theirs] = outlet[theirs], outlet[mine]
        return self.compared(self.pairs(outlet))[1]

    def _twice(self, outlet: _Codes) -> _Codes:
        """Carriers that were drawn for an item that they carry already."""
        order = np.lexsort((outlet, self._carried.item))
        same = (np.diff(outlet[order]) == 0) & (np.diff(self._carried.item[order]) == 0)
        return np.sort(order[1:][same])


def _false_share(p: npt.NDArray[np.float64], pairs: int) -> npt.NDArray[np.float64]:
    """Benjamini and Hochberg's q of the smallest of `pairs` values; the others are 1."""
    order = np.argsort(p, kind="stable")
    q = np.empty(len(p))
    least = np.minimum.accumulate((p[order] * pairs / np.arange(1, len(p) + 1))[::-1])[::-1]
    q[order] = np.minimum(least, 1)
    return q
