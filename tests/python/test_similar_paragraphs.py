"""Near-identical paragraphs of real news against all comparisons, and spelt out as pairs."""

import gzip
import itertools
import json

import numpy as np
import pytest

import wirecopy as wc
from every_similar_pair import every_similar_pair, paragraphs_of


def rows_of(pairs):
    return [tuple(row.values()) for row in pairs.to_arrow().to_pylist()]


def read_news(path, documents):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in itertools.islice(lines, documents)]
    return wc.read([{"id": f"{number:05}", "text": text} for number, text in enumerate(texts)])


@pytest.fixture(scope="module", params=["articles", "press_releases"])
def news(request, shared_data):
    corpus = read_news(shared_data / "news" / f"{request.param}.jsonl.gz", 3000)
    return corpus, paragraphs_of(corpus, 20)


@pytest.mark.parametrize("jaccard", [0.3, 0.5, 0.7, 0.9])
def test_similar_paragraphs_of_thousands_of_documents_are_those_of_comparing_all(news, jaccard):
    corpus, paragraphs = news
    a, b, similarity = every_similar_pair(paragraphs, jaccard)
    found = wc.similar_paragraphs(corpus, jaccard=jaccard).pairs().to_arrow()
    for side, expected in (("a", a), ("b", b)):
        documents = np.asarray(found[f"document_{side}"].to_pylist(), dtype=np.int64)
        np.testing.assert_array_equal(documents, paragraphs.document[expected])
        np.testing.assert_array_equal(found[f"begin_{side}"], paragraphs.begin[expected])
    np.testing.assert_array_equal(found["jaccard"], similarity)
    assert len(a) > 100


def test_texts_and_token_tables_give_the_same(sample):
    corpus = wc.read(sample.to_pandas())
    from_texts = wc.similar_paragraphs(corpus)
    assert "token_tables" not in corpus.__dict__
    assert len(corpus.tokens)
    from_tables = wc.similar_paragraphs(corpus)
    assert from_texts.variants.to_arrow().equals(from_tables.variants.to_arrow())
    assert from_texts.links.to_arrow().equals(from_tables.links.to_arrow())


@pytest.mark.parametrize("same_document", [False, True])
def test_pairs_are_the_same_for_any_threads_and_any_order(sample, same_document):
    expected = rows_of(wc.similar_paragraphs(sample, same_document=same_document, n_jobs=1).pairs())
    assert len(expected) > 10
    turned = wc.read(sample.to_pandas().iloc[::-1])
    for corpus, n_jobs in ((sample, 2), (sample, 7), (turned, 1)):
        found = wc.similar_paragraphs(corpus, same_document=same_document, n_jobs=n_jobs)
        assert rows_of(found.pairs()) == expected


def test_a_line_that_one_document_repeats_makes_pairs_only_with_others():
    line = "one line of no less than the twenty words that a paragraph must have to be looked at by all of us here"
    corpus = wc.read([{"id": "a", "text": "\n".join([line] * 30_000)}, {"id": "b", "text": f"{line}\n{line} too"}])
    pairs = wc.similar_paragraphs(corpus, jaccard=0.9).pairs().to_arrow()  # 450 million inside of document a
    assert len(pairs) == 60_000
    assert set(pairs["document_a"].to_pylist()) == {"a"} and set(pairs["document_b"].to_pylist()) == {"b"}
    small = wc.read([{"id": "a", "text": "\n".join([line] * 30)}, {"id": "b", "text": f"{line}\n{line} too"}])
    assert len(wc.similar_paragraphs(small, jaccard=0.9, same_document=True).pairs()) == 32 * 31 // 2
