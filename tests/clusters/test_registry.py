"""Clusters plug in what they offer, each code once."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.forms import Form

from clusters.models import Soap
from clusters.registry import Cluster, ExamKind, Registry


def an_exam(code, **more):
    return ExamKind(code, Soap, Form, f"klaster2/{code}.html", **more)


def test_a_service_booked_opens_the_form_of_its_exam():
    registry = Registry()
    anc = an_exam("anc", services=("ANC",))
    registry.register(Cluster("k2", "Klaster 2", exams=(anc, an_exam("mtbs", services=("MTBS",)))))

    assert registry.exams_for(["ANC", "UMUM", "ANC"]) == [anc]
    assert registry.exam("anc") is anc
    assert registry.cluster("k2").name == "Klaster 2"


def test_clusters_stand_in_the_order_of_the_wall():
    registry = Registry()
    registry.register(Cluster("lx", "Lintas klaster"))
    registry.register(Cluster("k2", "Klaster 2"))

    assert [cluster.code for cluster in registry.clusters()] == ["k2", "lx"]


@pytest.mark.parametrize(
    ("cluster", "says"),
    [
        (Cluster("k2", "Lagi"), "'k2' is registered twice"),
        (Cluster("k3", "Klaster 3", exams=(an_exam("anc"),)), "anc is registered twice"),
        (Cluster("k3", "Klaster 3", exams=(an_exam("x"), an_exam("x"))), "x is registered twice"),
        (Cluster("k9", "Klaster 9"), "Clusters are k1, k2"),
    ],
)
def test_a_code_is_given_once(cluster, says):
    registry = Registry()
    registry.register(Cluster("k2", "Klaster 2", exams=(an_exam("anc"),)))

    with pytest.raises(ImproperlyConfigured, match=says):
        registry.register(cluster)
