"""An authority of this house's own and the server's certificate it signs: HTTPS for a LAN that nobody registers.

The authority is constrained to local names and addresses: who installs it trusts this house for nothing else.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from puskesmas.ground import keys
from puskesmas.ground.lan import Address

AUTHORITY_LASTS = timedelta(days=3650)
CERTIFICATE_LASTS = timedelta(days=397)  # what browsers take at most
RENEW_BEFORE = timedelta(days=30)
YESTERDAY = timedelta(days=1)  # clocks in a puskesmas are not all alike
LOCAL_NAMES = ("localhost", "local", "lan", "internal", "home.arpa")
LOCAL_NETWORKS = (
    *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"),
    *("::1/128", "fc00::/7"),
)
LOOPBACK = (ipaddress.ip_address("127.0.0.1"), ipaddress.ip_address("::1"))


@dataclass(frozen=True)
class Files:
    """Where a data folder keeps its authority and its certificate."""

    folder: Path

    @property
    def authority(self) -> Path:
        return self.folder / "authority.crt"

    @property
    def authority_key(self) -> Path:
        return self.folder / "authority.key"

    @property
    def certificate(self) -> Path:
        return self.folder / "server.crt"

    @property
    def key(self) -> Path:
        return self.folder / "server.key"


def ensure(files: Files, names: list[str], addresses: list[Address]) -> list[str]:
    """Have a certificate for these names and addresses that lasts another month; gives those it cannot speak for."""
    if not (files.authority.is_file() and files.authority_key.is_file()):
        _make_authority(files, names, addresses)
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    wanted = [*dict.fromkeys([*names, "localhost"])], [*dict.fromkeys([*addresses, *LOOPBACK])]
    names = [name for name in wanted[0] if _may_name(authority, name)]
    addresses = [address for address in wanted[1] if _may_address(authority, address)]
    if not is_good(files, names, addresses):
        _make_certificate(files, authority, names, addresses)
    return [str(one) for one in (*wanted[0], *wanted[1]) if one not in names and one not in addresses]


def is_good(files: Files, names: list[str], addresses: list[Address]) -> bool:
    """Whether the certificate there speaks for all of them, comes from this authority, and lasts another month."""
    if not (files.certificate.is_file() and files.key.is_file()):
        return False
    certificate = x509.load_pem_x509_certificate(files.certificate.read_bytes())
    authority = x509.load_pem_x509_certificate(files.authority.read_bytes())
    said = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    spoken_for = {*said.get_values_for_type(x509.DNSName), *said.get_values_for_type(x509.IPAddress)}
    return (
        {*names, *addresses} <= spoken_for
        and certificate.not_valid_after_utc - datetime.now(UTC) > RENEW_BEFORE
        and certificate.issuer == authority.subject
    )


def fingerprints(authority: Path) -> dict[str, str]:
    """The authority's fingerprints as phones (SHA-256) and Windows (SHA-1) show them."""
    certificate = x509.load_pem_x509_certificate(authority.read_bytes())
    return {
        "sha256": certificate.fingerprint(hashes.SHA256()).hex(":").upper(),
        "sha1": certificate.fingerprint(hashes.SHA1()).hex(":").upper(),
    }


def as_der(authority: Path) -> bytes:
    """The authority as Android and Windows both take it."""
    certificate = x509.load_pem_x509_certificate(authority.read_bytes())
    return certificate.public_bytes(serialization.Encoding.DER)


def _make_authority(files: Files, names: list[str], addresses: list[Address]) -> None:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    host = names[0] if names else "puskesmas"
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Alur {host} {now:%Y-%m-%d}"[:64])])
    local = [x509.DNSName(each) for each in dict.fromkeys([*names, *LOCAL_NAMES])]
    networks = dict.fromkeys([*map(str, addresses), *LOCAL_NETWORKS])
    local += [x509.IPAddress(ipaddress.ip_network(each)) for each in networks]
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    certificate = (
        _begun(name, name, key, now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_others=True), critical=True)
        .add_extension(x509.NameConstraints(permitted_subtrees=local, excluded_subtrees=None), critical=True)
        .add_extension(identifier, critical=False)
        .sign(key, hashes.SHA256())
    )
    keys.write_down(files.authority_key, _pem(key))
    keys.write_down(files.authority, certificate.public_bytes(serialization.Encoding.PEM).decode())


def _make_certificate(files: Files, authority: x509.Certificate, names: list[str], addresses: list[Address]) -> None:
    signer = serialization.load_pem_private_key(files.authority_key.read_bytes(), password=None)
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0] if names else "localhost")])
    spoken_for = [*map(x509.DNSName, names), *map(x509.IPAddress, addresses)]
    above = authority.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    certificate = (
        _begun(name, authority.subject, key, now, CERTIFICATE_LASTS)
        .add_extension(x509.SubjectAlternativeName(spoken_for), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_others=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(above), critical=False)
        .sign(signer, hashes.SHA256())
    )
    keys.write_down(files.key, _pem(key))
    keys.write_down(files.certificate, certificate.public_bytes(serialization.Encoding.PEM).decode())


def _begun(name, issuer, key, now: datetime, lasts: timedelta) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - YESTERDAY)
        .not_valid_after(now - YESTERDAY + lasts)
    )


def _usage(*, signs_others: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_others,
        key_cert_sign=signs_others,
        crl_sign=signs_others,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _pem(key: ec.EllipticCurvePrivateKey) -> str:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def _permitted(authority: x509.Certificate) -> x509.NameConstraints:
    return authority.extensions.get_extension_for_class(x509.NameConstraints).value


def _may_name(authority: x509.Certificate, name: str) -> bool:
    subtrees = [one.value for one in _permitted(authority).permitted_subtrees if isinstance(one, x509.DNSName)]
    return any(name == subtree or name.endswith(f".{subtree}") for subtree in subtrees)


def _may_address(authority: x509.Certificate, address: Address) -> bool:
    networks = [one.value for one in _permitted(authority).permitted_subtrees if isinstance(one, x509.IPAddress)]
    return any(address in network for network in networks)
