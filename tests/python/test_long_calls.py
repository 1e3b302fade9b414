"""Long calls: that they stop when interrupted, and tell before what they will need."""

import errno
import os
import signal
import subprocess
import sys
import threading
import time

import numpy as np
import pyarrow as pa
import pytest

import wirecopy as wc
from wirecopy import _core
from wirecopy.progress import progress_bar
from wirecopy.reuse.estimate import _rows, bytes_of
from wirecopy.reuse.reuse import Reuse


def corpus_of(documents, words=300, seed=1):
    rng = np.random.default_rng(seed)
    vocabulary = np.array([f"word{number}" for number in range(20_000)])
    texts = [" ".join(vocabulary[rng.integers(0, len(vocabulary), words)]) for _ in range(documents)]
    for copy in range(documents // 3):
        texts[-1 - copy] += " " + texts[copy]
    return wc.read([{"id": f"d{number:05}", "text": text} for number, text in enumerate(texts)])


@pytest.mark.parametrize("after", [0.02, 0.1, 0.25])
def test_ctrl_c_stops_find_reuse_soon(after):
    # Who runs tests in the background may have set that it is ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        press_ctrl_c(after)
    finally:
        signal.signal(signal.SIGINT, before)


def press_ctrl_c(after):
    corpus = corpus_of(6_000)
    _ = corpus.core, wc.find_reuse  # an import that is interrupted may say nothing
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
    assert 0 < estimate.result[0] <= estimate.result[1] < estimate.memory[1]
    assert "MB" in repr(estimate)
    with pytest.raises(MemoryError, match=r"may need \d+ MB .* of 300 documents, and memory_limit is 1 MB"):
        wc.find_reuse(corpus, memory_limit="1MB")
    limited, free = wc.find_reuse(corpus, memory_limit="4GB"), wc.find_reuse(corpus)
    assert limited.passages.to_arrow().equals(free.passages.to_arrow())
    assert limited.documents.to_arrow().equals(free.documents.to_arrow())


def test_rounds_change_nothing(monkeypatch):
    corpus = corpus_of(400)
    at_once = wc.find_reuse(corpus)
    assert len(at_once.passages) > 100
    options = _core.ReuseOptions
    monkeypatch.setattr(_core, "ReuseOptions", lambda **given: options(**given | {"words_at_once": 20_000}))
    in_rounds = wc.find_reuse(corpus)
    for name in ("passages", "families", "documents", "boilerplate"):
        assert getattr(in_rounds, name).to_arrow().equals(getattr(at_once, name).to_arrow())


def run(script, **environment):
    command = [sys.executable, "-c", script]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ | environment)


LIMITED = """
import hashlib, random, threading, time
import wirecopy as wc

def held():
    with open("/proc/self/status") as status:
        return sum(int(line.split()[1]) for line in status if line.startswith(("RssAnon", "RssShmem")))

draw = random.Random(1)
words = [f"w{n}" for n in range(50_000)]
texts = [" ".join(draw.choices(words, k=2_000)) for _ in range(3_000)]
texts += [" ".join(text.split()[:1_000]) for text in texts[:100]]
corpus = wc.read([{"id": str(n), "text": text} for n, text in enumerate(texts)])
corpus.core
wc.find_reuse(wc.read([{"id": "a", "text": texts[0]}]))
before, most, done = held(), 0, False

def watch():
    global most
    while not done:
        most = max(most, held())
        time.sleep(0.002)

watcher = threading.Thread(target=watch)
watcher.start()
found = wc.find_reuse(corpus, n_jobs=1, memory_limit=LIMIT)
done = True
watcher.join()
tables = [found.passages.to_pandas(), found.families.to_pandas(), found.documents.to_pandas()]
print(most - before, len(found.passages), hashlib.md5("".join(table.to_csv() for table in tables).encode()).hexdigest())
"""


@pytest.mark.skipif(not os.path.exists("/proc/self/status"), reason="only Linux tells how much memory is not of files")
def test_where_the_words_do_not_fit_they_lie_on_disk_and_nothing_changes():
    free = run(LIMITED.replace("LIMIT", "None")).stdout.split()
    limited = run(LIMITED.replace("LIMIT", "'110MB'")).stdout.split()
    assert limited[1:] == free[1:]
    assert int(free[1]) >= 100
    assert int(limited[0]) < 0.6 * int(free[0])


NO_ROOM = """
import resource, wirecopy as wc
words = [f"w{n}" for n in range(50_000)]
texts = [" ".join(words[(n * n + i * (n + 7)) % 50_000] for i in range(3_000)) for n in range(400)]
corpus = wc.read([{"id": str(n), "text": text} for n, text in enumerate(texts)])
corpus.core
if SMALL:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2**20, 2**20))
try:
    wc.find_reuse(corpus, n_jobs=1, memory_limit="47MB")
except OSError as error:
    print(error.errno, error.filename, "TMPDIR" in str(error))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all lies in memory")
def test_where_the_disk_has_no_room_or_is_none_the_error_names_the_folder_and_the_remedy(tmp_path):
    def printed(small, folder):
        return run(NO_ROOM.replace("SMALL", str(small)), TMPDIR=str(folder)).stdout.split()

    assert printed(False, tmp_path) == []
    assert printed(True, tmp_path) == [str(errno.EFBIG), str(tmp_path), "True"]
    assert list(tmp_path.iterdir()) == []
    if os.access("/dev/shm", os.W_OK):
        assert printed(False, "/dev/shm") == [str(errno.EINVAL), "/dev/shm", "True"]


TABLE_WITHOUT_ROOM = """
import resource
import numpy as np, pyarrow as pa
from wirecopy.reuse.parts import in_parts
resource.setrlimit(resource.RLIMIT_FSIZE, (2**12, 2**12))
for rows in (1_000, 100_000):
    try:
        in_parts(pa.table, {"id": np.arange(rows)}, on_disk=True)
    except OSError as error:
        print(error.errno, error.filename, "TMPDIR" in str(error))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all lies in memory")
def test_a_table_that_the_disk_has_no_room_for_names_the_folder_too(tmp_path):
    found = run(TABLE_WITHOUT_ROOM, TMPDIR=str(tmp_path)).stdout.splitlines()
    assert found == [f"{errno.EFBIG} {tmp_path} True"] * 2
    assert list(tmp_path.iterdir()) == []


FEW_FILES = """
import resource
import wirecopy as wc
from wirecopy import _core
words = [f"w{n}" for n in range(5_000)]
texts = ["\\n".join(" ".join(words[(n * n + i * (n + 7) + p) % 5_000] for i in range(40)) for p in range(30))
         for n in range(300)]
corpus = wc.read([{"id": str(n), "text": text + "\\n" + texts[n // 2]} for n, text in enumerate(texts)])
corpus.core
resource.setrlimit(resource.RLIMIT_NOFILE, (16, 16))
options = _core.ReuseOptions
_core.ReuseOptions = lambda **given: options(**given | {"words_at_once": 4_000, "on_disk": True})
found = wc.find_reuse(corpus, n_jobs=8)
_core.ReuseOptions = options
print(len(found.passages) > 300, found.passages.to_arrow().equals(wc.find_reuse(corpus).passages.to_arrow()))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere all lies in memory")
def test_many_rounds_and_threads_on_disk_need_few_open_files():
    assert run(FEW_FILES).stdout.split() == ["True", "True"]


@pytest.mark.parametrize("on_disk", [False, True])
def test_tables_that_are_made_in_parts_are_the_same(monkeypatch, on_disk):
    corpus = corpus_of(120)
    whole = wc.find_reuse(corpus)
    assert len(whole.passages) > 20
    monkeypatch.setattr("wirecopy.reuse.parts.ROWS_AT_ONCE", 7)
    in_parts = Reuse(corpus, whole._found, 12, "none", on_disk)
    for found in (in_parts, in_parts.at_least(identity=0.5)):
        for name in ("passages", "families", "documents", "outlets", "common_sources"):
            assert getattr(found, name).to_arrow().equals(getattr(whole, name).to_arrow()), name
    assert in_parts.between("d00000", "d00119").equals(whole.between("d00000", "d00119"))
    assert repr(in_parts) == repr(whole)


def test_some_rows_of_a_table_in_chunks_are_those_that_take_would_give():
    table = pa.table(
        {"n": pa.chunked_array([[1, 2, 3], [], [4], [5, 6]]), "s": pa.chunked_array([list("ab"), list("cdef")])}
    )
    for rows in ([], [0], [2, 3, 4], [0, 1, 2, 3, 4, 5]):
        assert _rows(table, np.array(rows, np.int64)).equals(table.take(pa.array(rows, pa.int64())))


SMALL = """
import wirecopy as wc
corpus = wc.read([{"id": str(n), "text": " ".join(f"w{n % 5}x{i}" for i in range(200))} for n in range(60)])
"""


def test_a_bar_names_its_stages_where_it_is_asked_for_and_is_silent_in_pipes():
    shown = run(SMALL + "wc.find_reuse(corpus, progress=True)")
    for stage in ("reading words", "aligning passages", "counting shares"):
        assert stage in shown.stderr
    assert shown.stdout == ""
    silent = run(SMALL + "wc.find_reuse(corpus); wc.find_reuse(corpus, progress=False)")
    assert silent.stderr == silent.stdout == ""


def test_a_bar_comes_only_when_a_call_lasts(monkeypatch, capsys):
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with progress_bar(None) as tell:
        tell("quick", 1, 2)
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("wirecopy.progress.SECONDS", 0.0)
    with progress_bar(None) as tell:
        tell("slow", 1, 2)
    assert "slow" in capsys.readouterr().err


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
