"""Static embeddings against the tokenizers of Hugging Face and NumPy."""

import itertools
import json
import pickle
import struct
import time

import numpy as np
import pytest
import tokenizers
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from tokenizers import models, normalizers, pre_tokenizers, trainers

import wirecopy as wc
from wirecopy.tokens import PlainTexts
from wirecopy.vectors.pieces import Cut, HuggingFacePieces, read_pieces

BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
ODD = [
    "",
    " ",
    "  two  spaces ",
    "<s>told</s> apart<unk>",
    "▁ mark",
    "日本語 한국어",
    "😀e\u0301",
    "\x00",
    "İSTANBUL ΣΑΣ",
    "a" * 999,
]
TEXTS = st.lists(
    st.one_of(
        st.sampled_from(
            ["the ", "The", "Minister", "<s>", "[MASK]", "’s", " ", "\n", "▁", "é", "e\u0301", "漢", "ﬁ", "\u00ad"]
        ),
        st.text(max_size=8),
    ),
    max_size=12,
).map("".join)


def llama(texts):
    """A byte-pair model as Llama's, of other texts."""
    made = tokenizers.Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    made.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=1500, special_tokens=["<unk>", "<s>", "</s>"]))
    description = json.loads(made.to_str())
    vocabulary = description["model"]["vocab"]
    for byte in BYTES:
        vocabulary[byte] = len(vocabulary)
    description["model"]["byte_fallback"] = True
    description["pre_tokenizer"] = description["decoder"] = None
    steps = [{"type": "Prepend", "prepend": "▁"}, {"type": "Replace", "pattern": {"String": " "}, "content": "▁"}]
    description["normalizer"] = {"type": "Sequence", "normalizers": steps}
    return json.dumps(description)


def bert(texts, lowercase):
    made = tokenizers.Tokenizer(models.WordPiece(unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=1500, special_tokens=["[UNK]", "[MASK]"])
    made.train_from_iterator(texts, trainer)
    return made.to_str()


@pytest.fixture(scope="module")
def models_of_pieces(tmp_path_factory, sample):
    folder = tmp_path_factory.mktemp("models")
    texts = [document.text for document in sample]
    made = {"llama": llama(texts), "bert": bert(texts, True), "bert cased": bert(texts, False)}
    found = {}
    for name, description in made.items():
        path = folder / f"{name}.json"
        path.write_text(description, encoding="utf-8")
        found[name] = path, read_pieces(path), tokenizers.Tokenizer.from_str(description)
    return found


def ids(pieces, texts, n_jobs=1):
    begin, found = pieces._cutter.lists(PlainTexts(texts, 1).core, n_jobs)
    return [found[b:e].tolist() for b, e in itertools.pairwise(begin)]


def expected_ids(tokenizer, texts):
    unknown = tokenizer.token_to_id("[UNK]")
    return [
        [i for i in one.ids if i != unknown or unknown is None]
        for one in tokenizer.encode_batch(texts, add_special_tokens=False)
    ]


@pytest.mark.parametrize("kind", ["llama", "bert", "bert cased"])
def test_the_core_cuts_the_pieces_that_hugging_face_cuts(models_of_pieces, sample, kind):
    _, pieces, tokenizer = models_of_pieces[kind]
    assert isinstance(pieces, Cut)
    texts = [document.text for document in sample] + ODD
    assert ids(pieces, texts) == expected_ids(tokenizer, texts)
    assert ids(pieces, texts, n_jobs=2) == ids(pieces, texts)


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["llama", "bert", "bert cased"]), TEXTS)
def test_the_core_cuts_any_text_as_hugging_face_does(models_of_pieces, kind, text):
    _, pieces, tokenizer = models_of_pieces[kind]
    assert ids(pieces, [text]) == expected_ids(tokenizer, [text])


def safetensors(arrays):
    header, data = {}, b""
    for name, array in arrays.items():
        kind = {"float16": "F16", "float32": "F32", "int64": "I64"}[array.dtype.name]
        header[name] = {
            "dtype": kind,
            "shape": list(array.shape),
            "data_offsets": [len(data), len(data) + array.nbytes],
        }
        data += array.tobytes()
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text)) + text + data


def folder_of(tmp_path, description, arrays):
    (tmp_path / "tokenizer.json").write_text(description, encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(safetensors(arrays))
    return tmp_path


@pytest.mark.parametrize("native", [True, False])
def test_rows_are_the_means_of_the_vectors_of_pieces(models_of_pieces, sample, tmp_path, native):
    path, _, tokenizer = models_of_pieces["bert"]
    table = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 20)).astype(np.float16)
    weights = np.linspace(0.5, 2, len(table)).astype(np.float32)
    description = json.loads(path.read_text(encoding="utf-8"))
    if not native:  # the same, said in a way that the core does not know
        description["normalizer"] = {"type": "Sequence", "normalizers": [description["normalizer"]]}
    model = wc.StaticEmbeddings.load(
        folder_of(tmp_path, json.dumps(description), {"embeddings": table, "weights": weights})
    )
    assert isinstance(model.pieces, Cut if native else HuggingFacePieces)
    texts = [document.text for document in sample]
    weighed = table.astype(np.float32) * weights[:, None]
    expected = np.array([weighed[one].mean(axis=0) for one in expected_ids(tokenizer, texts)])
    np.testing.assert_allclose(model.transform(texts), expected, atol=1e-5)
    np.testing.assert_allclose(model.transform(sample), expected, atol=1e-5)
    assert (model.set_params(n_jobs=2).transform(sample) == model.set_params(n_jobs=1).transform(sample)).all()
    assert not model.transform([""]).any()


def test_weighed_pieces_follow_the_paper(models_of_pieces, sample):
    _, pieces, tokenizer = models_of_pieces["bert"]
    table = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 20)).astype(np.float32)
    texts = [document.text for document in sample]
    found = expected_ids(tokenizer, texts)
    share = np.bincount(np.concatenate(found), minlength=len(table)) / sum(map(len, found))
    weighed = table * (1e-3 / (1e-3 + share))[:, None]
    means = np.array([weighed[one].mean(axis=0) for one in found])
    common = np.linalg.svd(means)[2][0]
    model = wc.StaticEmbeddings(table, pieces, pooling="sif")
    np.testing.assert_allclose(model.fit_transform(sample), means - np.outer(means @ common, common), atol=1e-5)
    with pytest.raises(ValueError, match="not fitted"):
        wc.StaticEmbeddings(table, pieces, pooling="sif").transform(sample)


@pytest.mark.parametrize("pooling", ["mean", "sif"])
def test_a_row_does_not_depend_on_the_documents_beside_it(models_of_pieces, sample, pooling):
    _, pieces, tokenizer = models_of_pieces["bert"]
    table = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 128)).astype(np.float32)
    model = wc.StaticEmbeddings(table, pieces, pooling=pooling, normalize=True).fit(sample)
    texts = [document.text for document in sample]
    alone = np.vstack([model.transform([text]) for text in texts])
    assert (alone == model.transform(texts)).all()


def test_a_table_may_have_rows_to_spare(models_of_pieces, sample):
    _, pieces, tokenizer = models_of_pieces["bert"]
    table = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size() + 5, 20)).astype(np.float32)
    rows, spared = (
        wc.StaticEmbeddings(some, pieces, pooling="sif").fit_transform(sample) for some in (table, table[:-5])
    )
    assert (rows == spared).all()


@pytest.mark.parametrize("pooling", ["mean", "sif"])
def test_a_table_of_half_precision_stays_one_and_counts_as_its_numbers_say(models_of_pieces, sample, tmp_path, pooling):
    path, pieces, tokenizer = models_of_pieces["llama"]
    table = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 37)).astype(np.float16)
    folder = folder_of(tmp_path, path.read_text(encoding="utf-8"), {"embeddings": table})
    model = wc.StaticEmbeddings.load(folder, pooling=pooling)
    assert model.table.dtype == np.float16
    single = wc.StaticEmbeddings(table.astype(np.float32), pieces, pooling=pooling)
    assert (model.fit_transform(sample) == single.fit_transform(sample)).all()


def test_an_added_token_that_is_no_piece_is_numbered_as_hugging_face_does_whatever_its_id(models_of_pieces, tmp_path):
    path, _, _ = models_of_pieces["llama"]
    description = json.loads(path.read_text(encoding="utf-8"))
    number = description["model"]["vocab"].get("th", 300)
    added = {"id": number, "content": "<told>", "single_word": False, "lstrip": False, "rstrip": False}
    description["added_tokens"].append(added | {"normalized": False, "special": True})
    (tmp_path / "tokenizer.json").write_text(json.dumps(description), encoding="utf-8")
    tokenizer = tokenizers.Tokenizer.from_str(json.dumps(description))
    texts = ["the <told> other", "th", "<told>th"]
    assert ids(read_pieces(tmp_path / "tokenizer.json"), texts) == expected_ids(tokenizer, texts)


@pytest.mark.parametrize(
    ("merges", "message"),
    [
        (["ab"], "merge 0 is not of two"),
        ([["a", "b", "c"]], "merge 0 is not"),
        ([["a", "no"]], "which is no piece"),
    ],
)
def test_damaged_merges_are_named(models_of_pieces, tmp_path, merges, message):
    path, _, _ = models_of_pieces["llama"]
    description = json.loads(path.read_text(encoding="utf-8"))
    description["model"]["merges"] = merges
    description["model"]["vocab"] |= {"a": 0}
    (tmp_path / "tokenizer.json").write_text(json.dumps(description), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read_pieces(tmp_path / "tokenizer.json")


@pytest.mark.parametrize("kind", ["llama", "bert"])
def test_an_unknown_piece_that_is_no_piece_is_named(models_of_pieces, tmp_path, kind):
    description = json.loads(models_of_pieces[kind][0].read_text(encoding="utf-8"))
    description["model"] |= {"unk_token": "no such piece", "unk_id": 4_000_000_000}
    (tmp_path / "tokenizer.json").write_text(json.dumps(description), encoding="utf-8")
    with pytest.raises(ValueError, match="4000000000, which is no piece"):
        read_pieces(tmp_path / "tokenizer.json")


@pytest.mark.parametrize("kind", ["llama", "bert"])
def test_models_are_pickled_and_cloned(models_of_pieces, sample, kind):
    _, pieces, tokenizer = models_of_pieces[kind]
    table = np.random.default_rng(0).normal(size=(tokenizer.get_vocab_size(), 20)).astype(np.float32)
    model = wc.StaticEmbeddings(table, pieces)
    for other in (pickle.loads(pickle.dumps(model)), clone(model)):
        assert (other.transform(sample) == model.transform(sample)).all()


def test_broken_files_are_named(models_of_pieces, tmp_path):
    path, _, _ = models_of_pieces["llama"]
    table = np.zeros((4, 2), np.float32)
    folder = folder_of(tmp_path, path.read_text(encoding="utf-8"), {"embeddings": table})
    with pytest.raises(ValueError, match="4 rows for"):
        wc.StaticEmbeddings.load(folder).transform(["a"])
    whole = (folder / "model.safetensors").read_bytes()
    for cut in (3, 20, len(whole) - 1):
        (folder / "model.safetensors").write_bytes(whole[:cut])
        with pytest.raises(ValueError, match=r"model\.safetensors"):
            wc.StaticEmbeddings.load(folder)
    (folder / "model.safetensors").write_bytes(whole)
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(ValueError, match=r"tokenizer\.json"):
        wc.StaticEmbeddings.load(folder)
    with pytest.raises(FileNotFoundError, match="neither"):
        wc.StaticEmbeddings.load(tmp_path.parent)


@pytest.mark.parametrize(
    "header",
    [
        b"[]",
        b"[" * 100_000,
        b'{"embeddings": [1]}',
        b'{"embeddings": {"dtype": [], "shape": [0], "data_offsets": [0, 0]}}',
        b'{"embeddings": {"dtype": "F32", "shape": [-1, -2], "data_offsets": [0, 8]}}',
        b'{"embeddings": {"dtype": "F32", "shape": [0], "data_offsets": ["a", "b"]}}',
    ],
)
def test_damaged_headers_are_named(models_of_pieces, tmp_path, header):
    path, _, _ = models_of_pieces["bert"]
    folder = folder_of(tmp_path, path.read_text(encoding="utf-8"), {})
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + bytes(8))
    with pytest.raises(ValueError, match=r"model\.safetensors"):
        wc.StaticEmbeddings.load(folder)


@pytest.mark.parametrize(
    "others",
    [
        {"mapping": np.array([0, 7])},
        {"mapping": np.array([0, -1])},
        {"mapping": np.array([0.0, 1.0], np.float32)},
        {"weights": np.ones(2, np.float32)},
    ],
)
def test_tables_that_do_not_fit_together_are_named(models_of_pieces, tmp_path, others):
    path, _, _ = models_of_pieces["bert"]
    arrays = {"embeddings": np.zeros((3, 2), np.float32)} | others
    folder = folder_of(tmp_path, path.read_text(encoding="utf-8"), arrays)
    with pytest.raises(ValueError, match=r"model\.safetensors"):
        wc.StaticEmbeddings.load(folder)


@pytest.mark.parametrize(
    "damage",
    [
        {"vocab": {"a": -1}},
        {"vocab": {"a": 10**12}},
        {"vocab": {"a": "x"}},
        {"vocab": {"a\ud800": 9}},
        {"vocab": None},
        {"max_input_chars_per_word": None},
    ],
)
def test_damaged_tokenizers_are_named(models_of_pieces, tmp_path, damage):
    path, _, _ = models_of_pieces["bert"]
    description = json.loads(path.read_text(encoding="utf-8"))
    description["model"] |= damage
    folder = folder_of(tmp_path, json.dumps(description), {"embeddings": np.zeros((3, 2), np.float32)})
    with pytest.raises(ValueError, match=r"tokenizer\.json"):
        wc.StaticEmbeddings.load(folder)


def test_a_million_marks_on_one_letter_are_cut_in_a_moment(models_of_pieces):
    _, pieces, tokenizer = models_of_pieces["bert"]
    marks = "\u0301\u0316" * 500_000  # in an order that is not theirs
    begin = time.perf_counter()
    assert ids(pieces, ["e" + marks]) == ids(pieces, ["e"])
    kept = ["e" + "\u302e\u0316\U0001d165\u0301\U0001d16d" * 3 + "\uac00"]
    assert ids(pieces, kept) == expected_ids(tokenizer, kept)
    assert time.perf_counter() - begin < 5


@pytest.mark.parametrize("longest", [-1, 1 << 70, 2.5, True, "100", None])
def test_a_length_of_words_that_is_none_is_quoted(models_of_pieces, tmp_path, longest):
    path, _, _ = models_of_pieces["bert"]
    description = json.loads(path.read_text(encoding="utf-8"))
    description["model"]["max_input_chars_per_word"] = longest
    damaged = tmp_path / "tokenizer.json"
    damaged.write_text(json.dumps(description), encoding="utf-8")
    with pytest.raises(ValueError, match="max_input_chars_per_word is"):
        read_pieces(damaged)
