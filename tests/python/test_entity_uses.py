"""What is made of entities: counts, co-mentions, graphs."""

import hashlib
import re

import networkx
import numpy as np
import pytest

import wirecopy as wc


@pytest.fixture(scope="module")
def entities(sample):
    return wc.find_entities(sample)


def test_counts_by_document_and_source_are_those_of_the_mentions(sample, entities):
    mentions = entities.mentions.to_pandas().dropna(subset=["entity"])
    by_document = entities.by_document.to_pandas()
    assert by_document.mentions.sum() == len(mentions)
    expected = mentions.astype({"document": str}).groupby(["document", "entity"]).size()
    assert by_document.set_index(["document", "entity"]).mentions.tolist() == expected.tolist()
    by_source = entities.by_source.to_pandas()
    sources = {document.id: document.source for document in sample}
    assert by_source.mentions.sum() == mentions.document.map(sources).notna().sum()


def test_counts_are_features_in_the_order_read(sample, entities):
    counts = entities.counts
    assert counts.shape == (len(sample), len(entities))
    assert np.asarray(counts.sum(axis=0)).ravel().tolist() == entities.to_arrow()["mentions"].to_pylist()
    backwards = wc.read([{"id": document.id, "text": document.text} for document in sample][::-1])
    assert (wc.find_entities(backwards).counts[::-1] != counts).nnz == 0


def test_comentions_are_pairs_that_documents_name_together(entities):
    by_entity = entities.by_document.to_pandas().groupby("entity").document.agg(set)
    ties = entities.comentions(min_documents=2).to_pandas()
    assert len(ties)
    for tie in ties.itertuples():
        a, b = by_entity[tie.entity_a], by_entity[tie.entity_b]
        assert tie.documents == len(a & b) >= 2
        assert tie.jaccard == pytest.approx(len(a & b) / len(a | b))
    names = by_entity.index.tolist()
    pairs = sum(len(by_entity[a] & by_entity[b]) >= 2 for i, a in enumerate(names) for b in names[i + 1 :])
    assert len(ties) == pairs
    with pytest.raises(ValueError, match="min_documents is 0"):
        entities.comentions(min_documents=0)


def test_graphs_are_read_back_by_networkx(tmp_path, sample, entities):
    ties = entities.comentions()
    ties.write(tmp_path / "names.gexf")
    graph = networkx.read_gexf(tmp_path / "names.gexf")
    assert graph.number_of_edges() == len(ties) == ties.to_networkx().number_of_edges()
    row = ties.to_arrow().to_pylist()[0]
    assert graph[row["entity_a"]][row["entity_b"]]["weight"] == row["documents"]
    assert graph.nodes[row["entity_a"]]["kind"]
    first = (tmp_path / "names.gexf").read_bytes()
    ties.write(tmp_path / "names.gexf")
    assert (tmp_path / "names.gexf").read_bytes() == first
    assert not re.search(rb'date="\d{4}', first)
    outlets = wc.find_reuse(sample).outlets
    outlets.write(tmp_path / "outlets.gexf")
    graph = networkx.read_gexf(tmp_path / "outlets.gexf")
    assert graph.number_of_edges() == len(outlets)
    row = outlets.to_arrow().to_pylist()[0]
    edge = graph[row["source_a"]][row["source_b"]]
    assert (edge["source_a"], edge["weight"], edge["a_first"]) == (row["source_a"], row["words"], row["a_first"])


def test_ids_of_entities_are_what_they_were(entities):
    ids = sorted(entities.to_arrow()["entity"].to_pylist(), key=str.encode)
    assert {"ines-okonjo", "maritime-safety-bureau", "brenholt", "calla-maren"} <= set(ids)
    assert hashlib.sha256("\n".join(ids).encode()).hexdigest()[:16] == "8d3ddb5d82a1f52e"


def test_entities_of_most_documents_come_first_and_counts_are_in_their_order():
    texts = [
        "We saw Ada Orlan. Then Ada Orlan met Vera Marrow.",
        "We like Zed Barlow and Vera Marrow.",
        "It was Vera Marrow.",
    ]
    entities = wc.find_entities(wc.read([{"id": str(i), "text": text} for i, text in enumerate(texts)]))
    table = entities.to_pandas()
    assert table["entity"].tolist() == ["vera-marrow", "ada-orlan", "zed-barlow"]
    assert entities.counts.toarray().tolist() == [[1, 2, 0], [1, 0, 1], [1, 0, 0]]
