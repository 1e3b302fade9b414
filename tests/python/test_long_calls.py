"""Long calls: that they stop when interrupted, and tell before what they will need."""

import os
import signal
import threading
import time

import numpy as np
import pytest

import wirecopy as wc
from wirecopy.reuse.estimate import bytes_of


def corpus_of(documents, words=300, seed=1):
    rng = np.random.default_rng(seed)
    vocabulary = np.array([f"word{number}" for number in range(20_000)])
    texts = [" ".join(vocabulary[rng.integers(0, len(vocabulary), words)]) for _ in range(documents)]
    for copy in range(documents // 3):
        texts[-1 - copy] += " " + texts[copy]
    return wc.read([{"id": f"d{number:05}", "text": text} for number, text in enumerate(texts)])


@pytest.mark.parametrize("after", [0.02, 0.1, 0.25])
def test_ctrl_c_stops_find_reuse_soon(after):
    corpus = corpus_of(6_000)
    _ = corpus.core
    pressed = []

    def press():
        pressed.append(time.monotonic())
        os.kill(os.getpid(), signal.SIGINT)

    threading.Timer(after, press).start()
    with pytest.raises(KeyboardInterrupt):
        wc.find_reuse(corpus, n_jobs=1)
        time.sleep(2)  # where it was done before
    assert time.monotonic() - pressed[0] < 2


def test_what_is_needed_is_told_before_and_a_limit_below_it_is_refused():
    corpus = corpus_of(300)
    estimate = wc.estimate_reuse(corpus, n_jobs=1)
    assert 0 < estimate.seconds[0] <= estimate.seconds[1] < 60
    assert 10**6 < estimate.memory[0] <= estimate.memory[1] < 10**9
    assert "MB" in repr(estimate)
    with pytest.raises(MemoryError, match=r"may need \d+ MB .* of 300 documents, and memory_limit is 1 MB"):
        wc.find_reuse(corpus, memory_limit="1MB")
    limited, free = wc.find_reuse(corpus, memory_limit="4GB"), wc.find_reuse(corpus)
    assert limited.passages.to_arrow().equals(free.passages.to_arrow())
    assert limited.documents.to_arrow().equals(free.documents.to_arrow())


def test_an_empty_corpus_needs_little():
    assert wc.estimate_reuse(wc.read([])).memory[1] < 10**8
    with pytest.raises(ValueError, match="'paper'"):
        wc.estimate_reuse(wc.read([]), noise="paper")
    with pytest.raises(ValueError, match="min_words is 5"):
        wc.estimate_reuse(wc.read([]), min_words=5)


def test_sizes_are_read_as_people_write_them():
    assert bytes_of("2GB") == bytes_of("2 gb") == bytes_of(2 * 10**9) == 2 * 10**9
    assert bytes_of("1.5 MiB") == 3 * 2**19
    assert bytes_of("512") == 512
    for wrong in ("", "much", "-1GB", "0", "2 GBB", 0):
        with pytest.raises(ValueError, match="memory_limit is"):
            bytes_of(wrong)
