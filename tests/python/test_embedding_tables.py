"""What a table of embeddings must be."""

from __future__ import annotations

import json
import struct

import numpy as np
import pytest

import wirecopy as wc
from wirecopy.vectors.embeddings import _read_table
from wirecopy.vectors.pieces import Words


def test_a_table_in_another_byte_order_is_refused_and_not_read_swapped():
    table = np.ones((2, 3), np.float16)
    for other in (table.astype(">f2"), table.astype(">f4")):
        embeddings = wc.StaticEmbeddings(other, Words(["one", "two"]))
        with pytest.raises(TypeError, match="float32 or float16"):
            embeddings.transform(["one two"])


def test_a_value_of_a_file_that_is_not_finite_is_named_with_its_row(tmp_path):
    table = np.ones((3, 2), np.float16)
    table[1, 0] = np.inf
    path = tmp_path / "model.safetensors"
    entry = {"dtype": "F16", "shape": [3, 2], "data_offsets": [0, table.nbytes]}
    header = json.dumps({"embeddings": entry}).encode()
    path.write_bytes(struct.pack("<Q", len(header)) + header + table.tobytes())
    with pytest.raises(ValueError, match="row 1 of 'embeddings' is not finite"):
        _read_table(path)
