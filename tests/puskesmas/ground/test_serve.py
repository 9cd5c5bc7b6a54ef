"""`manage.py serve`: HTTPS with an authority of its own, a set-up that happens once, and never a demo's data."""


import os
import re
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import pytest
from cryptography import x509

from puskesmas.ground import house
from puskesmas.ground.machine import ROOT
from puskesmas.ground.postgres import Cluster
from tests import processes

ENOUGH = 300.0
PLAIN = {name: value for name, value in os.environ.items() if name in {"PATH", "HOME", "LANG"}}
HOUSE = {
    "name": "Puskesmas Uji",
    "code": "uji",
    "kind_label": "Puskesmas",
    "address": "Jl. Uji 1",
    "district": "Kabupaten Uji",
    "province": "Jawa Uji",
    "phone": "",
    "timezone": "Asia/Makassar",
    "sop": "sungai_kakap",
    "founder": "Ratna Dewi",
    "username": "admin",
    "password": "mengalir-sampai-pulang",
    "again": "mengalir-sampai-pulang",
}


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A new house that has said it is ready."""
    folder = tmp_path_factory.mktemp("serve")
    data, said = folder / "data", folder / "said"
    ports = [str(processes.free_port()), str(processes.free_port())]
    command = ["manage.py", "serve", "--data", str(data), "--port", ports[0], "--http-port", ports[1]]
    command += ["--backups", str(folder / "backups")]
    with said.open("w") as out, processes.running(command, PLAIN, stdout=out, stderr=out) as process:
        processes.eventually(lambda: process.poll() is not None or "Alur is ready" in said.read_text(), within=ENOUGH)
        assert process.poll() is None, said.read_text()
        process.data, process.said = data, said
        process.https, process.http = f"https://localhost:{ports[0]}", f"http://localhost:{ports[1]}"
        yield process
    assert process.returncode == 0
    assert f"Its data is kept in {data}" in said.read_text()
    Cluster(data).remove()


class Browser:
    """Somebody in the building, who trusts the house or not yet."""

    def __init__(self, served, *, trusts: bool) -> None:
        context = ssl.create_default_context(cafile=served.data / "authority.crt" if trusts else None)
        cookies = urllib.request.HTTPCookieProcessor()
        handlers = [urllib.request.HTTPSHandler(context=context), cookies, Stay()]
        self.opener = urllib.request.build_opener(*handlers)
        self.home = served.https

    def ask(self, path, form=None):
        """The answer, whatever it is."""
        data = urllib.parse.urlencode(form).encode() if form is not None else None
        request = urllib.request.Request(self.home + path, data, headers={"Referer": self.home + path})
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode(), answer.headers
        except urllib.error.HTTPError as answer:
            with answer:
                return answer.code, answer.read().decode(), answer.headers

    def fill(self, path, form):
        """Send a page's form as the page would."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.ask(path)[1])[1]
        return self.ask(path, form | {"csrfmiddlewaretoken": token})


class Stay(urllib.request.HTTPRedirectHandler):
    """Does not follow, so that a test sees where it is led."""

    def redirect_request(self, *args, **kwargs):
        return None


def refused(*arguments):
    done = subprocess.run(
        [sys.executable, "manage.py", *map(str, arguments)], cwd=ROOT, env=PLAIN, capture_output=True, text=True
    )
    assert done.returncode == 1, done.stdout
    assert len(done.stderr.splitlines()) == 1, done.stderr
    return done.stderr


def test_who_trusts_the_house_sees_it_and_who_does_not_is_warned(served):
    status, page, headers = Browser(served, trusts=True).ask("/masuk/")

    assert status == 200
    assert "Masuk untuk mulai bekerja" in page
    assert "Secure" in headers["Set-Cookie"]
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        Browser(served, trusts=False).ask("/masuk/")


def test_plain_http_gives_the_authority_and_leads_everything_else_to_https(served):
    plain = Browser(served, trusts=False)
    plain.home = served.http

    status, page, _ = plain.ask("/pasang/")
    assert status == 200
    with urllib.request.urlopen(f"{served.http}/pasang/alur.crt") as answer:
        assert answer.headers["Content-Type"] == "application/x-x509-ca-cert"
        given = x509.load_der_x509_certificate(answer.read())
    assert given == x509.load_pem_x509_certificate((served.data / "authority.crt").read_bytes())
    for sheet in re.findall(r'href="(/static/[^"]+\.css)"', page):
        assert plain.ask(sheet)[0] == 200

    status, _, headers = plain.ask("/masuk/?next=/")
    assert (status, headers["Location"]) == (307, f"{served.https}/masuk/?next=/")
    assert plain.ask("/masuk/", {"password": "rahasia"})[0] == 303
    assert Browser(served, trusts=True).ask("/pasang/")[0] == 200


def test_the_house_is_set_up_once_by_who_reads_the_terminal(served):
    code = re.search(r"give the code (\S+)", served.said.read_text())[1]
    clerk = Browser(served, trusts=True)

    status, page, _ = clerk.fill("/siapkan/", HOUSE | {"setup_code": "AAAA-BBBB-CCCC"})
    assert status == 400
    assert "Kode ini tidak cocok" in page
    assert "Puskesmas Uji" in page

    status, page, _ = clerk.fill("/siapkan/", HOUSE | {"setup_code": code.lower()})
    assert status == 200
    assert (served.data / "recovery_key").read_text().strip() in page
    assert clerk.ask("/siapkan/")[0] == 404

    status, _, headers = clerk.fill("/masuk/", {"username": "admin", "password": HOUSE["password"]})
    assert (status, headers["Location"]) == (302, "/")
    status, page, _ = clerk.ask("/")
    assert "Puskesmas Uji" in page
    assert "belum pernah dicadangkan" in page


def test_secrets_are_for_their_owner_alone_and_nothing_is_debugged(served):
    for name in ("secret_key", "recovery_key", "authority.key", "server.key"):
        assert (served.data / name).stat().st_mode & 0o777 == 0o600, name

    status, page, _ = Browser(served, trusts=True).ask("/tidak-ada/")
    assert status == 404
    assert "urlpatterns" not in page


def test_a_phone_that_trusts_the_house_has_a_secure_context(served, browser):
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()

    page.goto(f"{served.https}/pasang/")

    assert page.evaluate("isSecureContext && 'serviceWorker' in navigator")
    assert page.locator("ol.steps svg").count() == 8
    context.close()


def test_a_demo_and_a_house_never_share_a_folder(served, tmp_path):
    assert "holds a puskesmas' real data" in refused("demo", "--data", served.data, "--port", processes.free_port())
    (tmp_path / "district_built").touch()
    assert "holds a demo's invented people" in refused("serve", "--data", tmp_path)


def test_a_second_serve_and_a_busy_port_are_one_sentence(served, tmp_path):
    assert "already runs on" in refused("serve", "--data", served.data)
    port = urllib.parse.urlsplit(served.http).port
    said = refused("serve", "--data", tmp_path, "--port", processes.free_port(), "--http-port", port)
    assert f"Port {port} cannot be used: choose another with --http-port" in said


def test_files_of_another_postgresql_are_left_alone_and_the_command_that_moves_them_is_said(tmp_path):
    folder = tmp_path / "old"
    files = Cluster(folder).files
    files.mkdir(parents=True)
    (files / "PG_VERSION").write_text("17\n")
    (folder / "backups").mkdir()
    (folder / "backups" / "alur-20260101T020000Z.alur").touch()

    said = refused("serve", "--data", folder, "--port", processes.free_port(), "--http-port", "0")

    assert f"written by PostgreSQL 17, and this Alur brings {house.our_major()}" in said
    moves = f"restore {folder}/backups/alur-20260101T020000Z.alur --key-file {folder}/recovery_key --data {folder}-18"
    assert moves in said
