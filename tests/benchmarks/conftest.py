"""Benchmarks run on a PostgreSQL that really writes: fsync on, thrown away afterwards. By hand, never in the suite."""

import tempfile
from pathlib import Path

import pytest

from puskesmas.ground.postgres import Cluster
from tests import databases


@pytest.fixture(scope="session")
def server():
    """A server of our own with fsync on, whatever the suite uses."""
    cluster = Cluster(Path(tempfile.mkdtemp(prefix="alur-bench-", dir="/tmp")), hasty=False)
    cluster.start()
    yield databases.Server(cluster.url)
    cluster.remove()
