"""Sungai Kakap and Galis without a karcis; Sitiung I keeps its own."""

import pytest

from tests.clusters.houses import without_karcis


@pytest.fixture
def sungai_kakap(database):
    return without_karcis("sungai_kakap")


@pytest.fixture
def galis(database):
    return without_karcis("galis")


@pytest.fixture
def kakap_committed(committed_db):
    """Sungai Kakap where commits are real."""
    return without_karcis("sungai_kakap")
