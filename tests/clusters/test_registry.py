"""Clusters plug in what they offer, each code once."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.forms import Form

from clusters.forms.kind import ExamForm
from clusters.models import Draft, Soap, Triage
from clusters.registry import Cluster, ExamKind, Panel, Registry, Tally, Way
from puskesmas.facility.permissions import Permission


def an_exam(code, **more):
    return ExamKind(**{"code": code, "model": Soap, "form": ExamForm, "template": f"klaster2/{code}.html"} | more)


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


def test_a_room_is_asked_what_it_always_asks_and_then_what_was_booked_there():
    registry = Registry()
    anc, dental = an_exam("anc", services=("ANC",)), an_exam("dental", places=("GIGI",))
    birth = an_exam("birth", places=("BERSALIN",), states=frozenset({"delivery"}))
    registry.register(Cluster("k2", "Klaster 2", exams=(anc,)))
    registry.register(Cluster("lx", "Lintas klaster", exams=(dental, birth)))

    assert registry.exams_here(place="GIGI", services=["ANC"], state="exam") == [dental, anc]
    assert registry.exams_here(place="KIA", services=[], state="exam") == []
    assert registry.exams_here(place="BERSALIN", services=[], state="delivery") == [birth]
    assert registry.exams_here(place="BERSALIN", services=[], state="exam") == []


def test_what_a_cluster_shows_besides_exams_belongs_to_states():
    registry = Registry()
    clock = Panel("clock.html", frozenset({"emergency"}), lambda reading: reading)
    bed = Way("Tempat tidur", "lintas:lay", "d", "bed", Permission.SOAP_WRITE, frozenset({"inpatient"}))
    registry.register(Cluster("lx", "Lintas klaster", panels=(clock,), ways=(bed,)))
    registry.register(Cluster("k1", "Klaster 1", tally=lambda reading: Tally(*reading)))

    assert (registry.panels("emergency"), registry.panels("exam")) == ([clock], [])
    assert (registry.ways("inpatient"), registry.ways("exam")) == ([bed], [])
    assert registry.tally((9, 11)).of == 11


@pytest.mark.parametrize(
    ("exam", "says"),
    [
        (an_exam("pemeriksaan_kehamilan"), "more than 15 letters"),
        (an_exam("anc", form=Form), "is no ExamForm"),
        (an_exam("anc", model=Draft), "is no RoomRecord"),
        (an_exam("anc", model=Triage, correct=print), "has no versions"),
    ],
)
def test_a_kind_the_desk_could_not_draw_is_refused(exam, says):
    with pytest.raises(ImproperlyConfigured, match=says):
        Registry().register(Cluster("k2", "Klaster 2", exams=(exam,)))
