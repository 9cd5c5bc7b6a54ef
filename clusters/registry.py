"""What the clusters offer: each app's ``cluster.py`` registers one, found by Django as its admin finds ``admin.py``."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured
from django.db.models import Model
from django.forms import BaseForm
from django.utils.module_loading import autodiscover_modules

from puskesmas.facility.places import Line

MODULE = "cluster"


@dataclass(frozen=True)
class ExamKind:
    """One kind of examination: its record, the form that fills it, the template that shows it.

    ``services`` are the codes of the services it is the form of; the desk opens it when one of them is booked.
    """

    code: str
    model: type[Model]
    form: type[BaseForm]
    template: str
    name: str = ""
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class Cluster:
    """One cluster as the desk knows it: its exams, and the screening instruments it asks with."""

    code: str
    name: str
    exams: tuple[ExamKind, ...] = ()
    instruments: tuple[str, ...] = ()


class Registry:
    """Clusters by code, and their exam kinds by code; a code is given once."""

    def __init__(self) -> None:
        self._clusters: dict[str, Cluster] = {}
        self._exams: dict[str, ExamKind] = {}

    def register(self, cluster: Cluster) -> Cluster:
        """Take in what a cluster offers; raises ImproperlyConfigured naming what is wrong."""
        if cluster.code not in Line.values:
            raise ImproperlyConfigured(f"Unknown cluster {cluster.code!r}. Clusters are {', '.join(Line.values)}.")
        if cluster.code in self._clusters:
            raise ImproperlyConfigured(f"Cluster {cluster.code!r} is registered twice.")
        codes = [exam.code for exam in cluster.exams]
        twice = sorted({code for code in codes if codes.count(code) > 1 or code in self._exams})
        if twice:
            raise ImproperlyConfigured(f"Exam kind {', '.join(twice)} is registered twice.")
        self._clusters[cluster.code] = cluster
        self._exams |= {exam.code: exam for exam in cluster.exams}
        return cluster

    def clusters(self) -> list[Cluster]:
        """Give every cluster that has registered, in the order of the wall."""
        return [self._clusters[code] for code in Line.values if code in self._clusters]

    def cluster(self, code: str) -> Cluster:
        """Give one cluster; raises KeyError."""
        return self._clusters[code]

    def exam(self, code: str) -> ExamKind:
        """Give one exam kind; raises KeyError."""
        return self._exams[code]

    def exams_for(self, services: Iterable[str]) -> list[ExamKind]:
        """Give the exam kinds of the services booked, each once, in the order booked."""
        kinds = [exam for service in services for exam in self._exams.values() if service in exam.services]
        return list(dict.fromkeys(kinds))


registry = Registry()
register = registry.register


def autodiscover() -> None:
    """Import the ``cluster`` module of every installed app that has one."""
    autodiscover_modules(MODULE)
