"""The house's own authority and the certificate it signs."""

import ipaddress
from datetime import UTC, datetime, timedelta

import time_machine
from cryptography import x509

from puskesmas.ground import certificates
from puskesmas.ground.certificates import Files

HOME = [ipaddress.ip_address("192.168.1.10")]


def made(folder):
    files = Files(folder)
    assert certificates.ensure(files, ["pkm"], HOME) == []
    return files, files.certificate.read_bytes(), files.authority.read_bytes()


def test_a_certificate_is_made_once_and_speaks_for_this_pc(tmp_path):
    files, certificate, _ = made(tmp_path)

    assert certificates.ensure(files, ["pkm"], HOME) == []

    assert files.certificate.read_bytes() == certificate
    said = x509.load_pem_x509_certificate(certificate).extensions.get_extension_for_class(x509.SubjectAlternativeName)
    assert said.value.get_values_for_type(x509.DNSName) == ["pkm", "localhost"]
    assert HOME[0] in said.value.get_values_for_type(x509.IPAddress)


def test_another_address_asks_for_another_certificate_of_the_same_authority(tmp_path):
    files, certificate, authority = made(tmp_path)

    certificates.ensure(files, ["pkm"], [ipaddress.ip_address("192.168.1.77")])

    assert files.certificate.read_bytes() != certificate
    assert files.authority.read_bytes() == authority


def test_a_certificate_near_its_end_is_renewed(tmp_path):
    files, certificate, authority = made(tmp_path)

    with time_machine.travel(datetime.now(UTC) + timedelta(days=380)):
        certificates.ensure(files, ["pkm"], HOME)

    assert files.certificate.read_bytes() != certificate
    assert files.authority.read_bytes() == authority


def test_the_authority_speaks_for_no_address_outside_the_building(tmp_path):
    files, _, _ = made(tmp_path)

    left_out = certificates.ensure(files, ["pkm", "bank.co.id"], [*HOME, ipaddress.ip_address("203.0.113.9")])

    assert left_out == ["bank.co.id", "203.0.113.9"]
