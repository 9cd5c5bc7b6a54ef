"""Every model decides: what of it identifies a person, and how its history is kept."""

import pghistory.models
from django.apps import apps

from clusters.models.base import Versioned

OURS = (
    "facility",
    "patients",
    "visits",
    "referrals",
    "pharmacy",
    "clusters",
    "klaster1",
    "klaster2",
    "klaster3",
    "klaster4",
    "lintas",
    "registration",
    "pws",
    "ground",
)

# How the history of each model is kept, decided by hand: a new one stands here before it passes.
AUDITED = [
    "facility.Facility",
    "facility.ServicePoint",
    "facility.Desk",
    "facility.Service",
    "facility.Staff",
    "facility.Posting",
    "facility.Village",
    "facility.Hamlet",
    "facility.Pustu",
    "facility.Posyandu",
    "patients.Patient",
    "patients.Coverage",
    "visits.FlowProfile",
    "pharmacy.Drug",
    "pharmacy.StockBatch",
    "referrals.LabTest",
    "referrals.VillageOfficer",
    "klaster1.Tariff",
]
# Their verbs write a sentence of the visit, or who and when stands in the row itself and no verb deletes it.
TOLD_BY_EVENTS = [
    "visits.Visit",
    "visits.QueueEntry",
    "visits.ServiceRendered",
    "patients.Allergy",
    "referrals.Appointment",
    "referrals.OutwardReferral",
    "referrals.FollowUp",
    "referrals.Activity",
    "pws.PwsProblem",
    "pws.PwsRating",
    "pws.PwsPlan",
    "pws.PwsPlanTask",
    "pws.PwsPlanActivity",
    "referrals.InternalReferral",
    "referrals.LabOrder",
    "referrals.LabOrderItem",
    "referrals.LooseEnd",
    "referrals.ResultToRead",
    "pharmacy.Prescription",
    "pharmacy.PrescriptionItem",
    "pharmacy.Allocation",
    "clusters.Diagnosis",
    "clusters.ScreeningNote",
    "lintas.InpatientRecord",
    "klaster2.Childhood",
    "klaster2.Pregnancy",
    "klaster3.Register",
    "klaster3.Control",
    "klaster4.CaseNotice",
    "klaster4.TbCase",
    "klaster4.TbContact",
]
VERSIONED = [
    "clusters.ScreeningResult",
    "clusters.Soap",
    "clusters.VitalSigns",
    "lintas.DeliveryRecord",
    "lintas.EmergencyRecord",
    "klaster2.FamilyPlanningRecord",
    "klaster2.GrowthRecord",
    "klaster2.Immunization",
    "klaster2.MtbsRecord",
    "klaster2.NewbornRecord",
    "klaster2.PregnancyRecord",
    "klaster2.AntenatalRecord",
    "klaster2.TripleElimination",
    "klaster3.ElderlyVisit",
    "klaster3.PtmRecord",
    "klaster4.Investigation",
    "klaster2.PregnancyEnd",
    "klaster2.PostnatalRecord",
]
APPENDED_TO = [
    "patients.NoAllergyKnown",
    "patients.RecordOpened",
    "patients.PatientChange",
    "visits.VisitEvent",
    "pharmacy.StockMove",
    "referrals.LabCorrection",
    "pharmacy.Review",
    "clusters.IdentityCheck",
    "clusters.Triage",
    "klaster1.CheckOverride",
    "klaster1.Payment",
    "klaster1.ShiftClosing",
    "lintas.InpatientNote",
    "lintas.Observation",
    "ground.Backup",
    "pws.PwsTarget",
    "pws.PwsRate",
    "pws.PwsEntry",
]
# Rows of a versioned record, written with it and copied to the next version.
PART_OF_A_VERSION = ["lintas.DeliveredChild"]
# Counters, keys and drafts, a board's address, and what PWS counts anew from the records.
TECHNICAL = [
    "patients.RecordCounter",
    "visits.IdempotencyKey",
    "visits.PointDay",
    "visits.NumberCounter",
    "referrals.LetterCounter",
    "pharmacy.PrescriptionCounter",
    "klaster1.ReceiptCounter",
    "clusters.Draft",
    "registration.Board",
    "pws.PwsCursor",
    "pws.PwsMark",
    "pws.PwsFigure",
    "pws.PwsDisease",
    "pws.PwsRun",
]
HISTORIES = (AUDITED, TOLD_BY_EVENTS, VERSIONED, APPENDED_TO, PART_OF_A_VERSION, TECHNICAL)


def models():
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            if not issubclass(model, pghistory.models.Event):
                yield model


def test_every_model_says_which_of_its_fields_identify_a_person():
    undecided, odd = [], []
    for model in models():
        personal = model.__dict__.get("Personal")
        if personal is None:
            undecided.append(model._meta.label)
            continue
        names = {field.name for field in model._meta.get_fields()}
        odd += [f"{model._meta.label}.{name}" for name in personal.fields if name not in names]

    assert not undecided, undecided
    assert not odd, odd


def test_constraints_have_names_that_are_sentences():
    odd = [
        constraint.name
        for model in models()
        for constraint in model._meta.constraints
        if constraint.name.count("_") < 2
    ]

    assert not odd, odd


def test_the_floor_of_a_table_is_in_its_name():
    odd = [model._meta.db_table for model in models() if not model._meta.db_table.startswith(model._meta.app_label)]

    assert not odd, odd


def test_every_model_keeps_its_history_in_exactly_one_way():
    listed = [label for history in HISTORIES for label in history]
    ours = {model._meta.label for model in models()}

    assert sorted(ours - set(listed)) == [], "say how the history of these is kept"
    assert sorted(set(listed) - ours) == [], "these are gone"
    assert sorted({label for label in listed if listed.count(label) > 1}) == [], "these are listed twice"


def test_the_database_keeps_each_history_the_way_it_is_listed():
    for model in models():
        label = model._meta.label
        kept = {
            relation.related_model
            for relation in model._meta.related_objects
            if issubclass(relation.related_model, pghistory.models.Event)
        }
        names = {trigger.name for trigger in getattr(model._meta, "triggers", ())}
        names |= {trigger.name for trigger in model._meta.original_attrs.get("triggers", ())}

        assert bool(kept) == (label in AUDITED), label
        assert ("rows_are_never_altered" in names) == (label in [*APPENDED_TO, *VERSIONED]), label
        assert issubclass(model, Versioned) == (label in VERSIONED), label
