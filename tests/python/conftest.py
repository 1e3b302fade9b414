"""What several tests read: the sample, the five real articles, and what a reader marked in them."""

import json
from pathlib import Path

import pytest

import wirecopy as wc
from wirecopy.samples import labels

_SHARED_DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.fixture(scope="session")
def sample():
    return wc.sample()


@pytest.fixture(scope="session")
def sample_labels():
    return labels()


@pytest.fixture(scope="session")
def shared_data():
    if not _SHARED_DATA.is_dir():
        pytest.skip("the evaluation data is not here: ../shared/data")
    return _SHARED_DATA


@pytest.fixture(scope="session")
def seeds(shared_data):
    return wc.read(shared_data / "seeds", pattern="{source}_{published}.txt")


@pytest.fixture(scope="session")
def gold(shared_data):
    return json.loads((shared_data / "seeds" / "gold.json").read_text(encoding="utf-8"))
