"""What every test stands on: an environment, a database on demand, and no way out of the machine."""

from __future__ import annotations

import gc
import importlib
import os
import socket

import django
import pytest

NOWHERE = "postgresql://alur@/none?host=/nonexistent"  # pure tests never look for it
NAMED = os.environ.get("DATABASE_URL", "").replace(NOWHERE, "")  # a worker is born into what we set below
os.environ.update(
    DJANGO_SETTINGS_MODULE="puskesmas.settings",
    DATABASE_URL=NAMED or NOWHERE,
    REDIS_URL="unix:///nonexistent/valkey.sock",
    ALUR_SECRET_KEY="tests-know-no-secrets-0123456789-abcdefghijklmnopqrstuvwxyz",
    ALUR_TESTS="true",
    ALUR_DEBUG="false",
    ALUR_HTTPS="false",
    ALUR_HOSTS="localhost,127.0.0.1,testserver",
    ALUR_LOG_LEVEL="WARNING",
    ALUR_TRANSACTION_TIMEOUT="600",
    DJANGO_ALLOW_ASYNC_UNSAFE="1",  # Playwright's synchronous API runs an event loop in the test's thread
)
django.setup()  # as early as this: a conftest deeper down names models, and may load before any pytest hook
gc.freeze()  # what stands now stays: looking through it again and again for garbage is a tenth of the run
gc.set_threshold(100_000, 50, 100)

from playwright.sync_api import sync_playwright  # noqa: E402

from puskesmas.ground import browser as browsers  # noqa: E402
from tests import databases, processes  # noqa: E402  (Django reads the environment above)

HERE = {"127.0.0.1", "::1", "localhost", "0.0.0.0", ""}


def pytest_addoption(parser):
    parser.addoption("--reuse", action="store_true", help="keep the tests' PostgreSQL and its template between runs")
    parser.addoption("--long", action="store_true", help="lift the budgets of property and schema tests")


class Workers:
    """What the process that hands out the tests does for those that run them."""

    cluster = ""

    def pytest_configure_node(self, node):
        """Start the server once, and tell each worker where it is."""
        if not (NAMED or self.cluster):
            self.cluster = databases.server_folder(reuse=node.config.getoption("--reuse"))
        node.workerinput["cluster"] = self.cluster


def pytest_configure(config):
    if config.pluginmanager.hasplugin("dsession"):
        config.pluginmanager.register(Workers())


@pytest.fixture(scope="session", autouse=True)
def nobody_calls_out():
    """Sockets reach this machine and no other."""
    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in HERE:
            raise AssertionError(f"A test tried to reach {address[0]}: tests stay on this machine.")
        return connect(self, address)

    socket.socket.connect = connect_here
    yield
    socket.socket.connect = connect


@pytest.fixture(scope="session")
def server(request):
    """The PostgreSQL server of this run: one, also where several workers share the run."""
    config = request.config
    started_above = getattr(config, "workerinput", {}).get("cluster")
    return databases.started(reuse=config.getoption("--reuse"), named=NAMED, here=started_above)


@pytest.fixture(scope="session")
def migrated_template(server, django_db_blocker):
    """The name of the migrated, empty template."""
    with django_db_blocker.unblock():
        return databases.migrated(server)


@pytest.fixture(scope="session")
def django_db_setup(server, migrated_template, django_db_blocker):
    """One clone of the template for all tests that roll back."""
    with django_db_blocker.unblock():
        database = server.clone(migrated_template, databases.fresh_name())
        with databases.pointed_at(database):
            yield database
        server.drop(database.name)


@pytest.fixture
def committed_db(request, server, migrated_template, django_db_setup, django_db_blocker):
    """A clone of the migrated template where commits are real; its `.environment` is for subprocesses."""
    with a_clone(request, server, migrated_template, django_db_blocker) as database:
        yield database


@pytest.fixture(scope="session")
def district_template(server, migrated_template, django_db_blocker):
    """The name of the template that holds the demo district."""
    build = importlib.import_module("puskesmas.demo.district").build
    with django_db_blocker.unblock():
        return databases.template(server, "district", lambda: build(lambda words: None), base=migrated_template)


@pytest.fixture
def district_db(request, server, district_template, django_db_setup, django_db_blocker):
    """A clone of the demo district where commits are real, dropped afterwards."""
    with a_clone(request, server, district_template, django_db_blocker) as database:
        yield database


@databases.contextmanager
def a_clone(request, server, template, blocker):
    rolled_back = {"db", "transactional_db"} & set(request.fixturenames)
    assert not rolled_back, f"{request.node.nodeid} asks for a committed database and for {rolled_back}: choose one."
    with blocker.unblock():
        database = server.clone(template, databases.fresh_name())
        try:
            with databases.pointed_at(database):
                yield database
        finally:
            server.drop(database.name)


@pytest.fixture
def database(request):
    """The test's database, committed if it asked for one and rolled back otherwise: what a cast is made on."""
    committed = [name for name in ("committed_db", "district_db") if name in request.fixturenames]
    return request.getfixturevalue(committed[0] if committed else "db")


@pytest.fixture(scope="session")
def chromium():
    """The path of the browser; without one these tests are skipped, and fail in CI."""
    return browsers.ensured() or pytest.skip(browsers.REMEDY)


@pytest.fixture(scope="session")
def browser(chromium):
    """One Chromium for the whole run; each test opens its own context."""
    with sync_playwright() as playwright:
        chosen = playwright.chromium.launch(executable_path=chromium, args=browsers.FLAGS)
        yield chosen
        chosen.close()


@pytest.fixture
def site(committed_db):
    """The address of Alur in its own process on the committed database, pages and live boards alike."""
    with processes.site(committed_db) as address:
        yield address
