"""Static embeddings from files of words and vectors: word2vec's two formats, GloVe's and fastText's."""

import tracemalloc

import numpy as np
import pytest

import wirecopy as wc
from wirecopy.vectors.tables import read_words

WORDS = {"ferry": [1, 2], "Ferry": [3, 4], "été": [5, 6], "harbour": [0.5, -1]}


@pytest.mark.parametrize("kind", ["word2vec.txt", "glove.txt", "fasttext.vec", "word2vec.bin"])
def test_files_of_words_are_read(tmp_path, kind):
    path = tmp_path / kind
    lines = [f"{word} {' '.join(map(str, row))}" for word, row in WORDS.items()]
    if kind == "word2vec.bin":
        rows = [word.encode() + b" " + np.array(row, "<f4").tobytes() + b"\n" for word, row in WORDS.items()]
        path.write_bytes(b"4 2\n" + b"".join(rows))
    elif kind == "glove.txt":
        path.write_text("\n".join(lines), encoding="utf-8")
    else:
        ends = " \n" if kind == "fasttext.vec" else "\n"
        path.write_text(f"4 2{ends}" + ends.join(lines) + ends, encoding="utf-8")
    rows = wc.StaticEmbeddings.load(path).transform(["Ferry, été!", "a ferry", "nothing"])
    np.testing.assert_allclose(rows, [[4, 5], [1, 2], [0, 0]])


def test_broken_files_of_words_are_named(tmp_path):
    for name, text, message in [
        ("a.txt", "ferry 1 2\nharbour 1\n", "line 2: "),
        ("b.vec", "9 2\nferry 1 x\n", "line 2"),
        ("c.txt", "", "no words"),
        ("d.bin", "ferry 1 2", "does not begin"),
        ("e.bin", "2 2\nferry 1234", "byte 14: it ends inside word 0"),
        ("f.bin", "1 1\nferry 1234\nboat 1234", "byte 14: more follows the 1 words"),
        ("g.bin", "1 1\nferry \xff\xff\xff\x7f", "byte 4: a number is not finite: nan"),
        ("h.vec", "3 2\nferry 1 2\nboat 3 4\n", "says 3 words and has 2"),
        ("i.txt", "ferry 1 2\nboat 3 nan\n", "line 2: a number is not finite: nan"),
        ("j.txt", "ferry 1 2\nboat 3 1e39\n", "line 2: a number is not finite: inf"),
        ("k.vec", "1 2\n" + "x" * (1 << 22), "line 2: longer than"),
        ("l.bin", "1 2\n" + "x" * (1 << 17), "byte 4: word 0 is longer than"),
    ]:
        (tmp_path / name).write_text(text, encoding="latin-1")
        with pytest.raises(ValueError, match=message):
            wc.StaticEmbeddings.load(tmp_path / name)


@pytest.mark.parametrize("ending", ["bin", "txt"])
def test_files_of_words_take_the_memory_of_their_table_and_the_first_of_equal_words(tmp_path, ending):
    path, (words, dimensions) = tmp_path / f"words.{ending}", (20_000, 100)
    rows = np.random.default_rng(0).normal(size=(words, dimensions)).astype(np.float32)
    names = [f"w{word % (words - 1)}".encode() for word in range(words)]  # the last is the first again
    with path.open("wb") as file:
        if ending == "bin":
            file.write(f"{words} {dimensions}\n".encode())
        for name, row in zip(names, rows, strict=True):
            written = row.tobytes() if ending == "bin" else " ".join(map(repr, row.tolist())).encode()
            file.write(name + b" " + written + b"\n")
    tracemalloc.start()
    found, table = read_words(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == [name.decode() for name in names[:-1]]
    assert (table == rows[:-1]).all()
    assert peak < 1.3 * table.nbytes + 10e6


@pytest.mark.parametrize("text", ["1 999999999999999\na ", "2 0\na b ", "1 99999999999999999999999\na 1"])
@pytest.mark.parametrize("ending", ["bin", "vec"])
def test_impossible_dimensions_are_named(tmp_path, text, ending):
    path = tmp_path / f"words.{ending}"
    path.write_text(text)
    with pytest.raises(ValueError, match="words"):
        wc.StaticEmbeddings.load(path)
