"""Every address of the API, under /api/v1/."""

from django.urls import path

from puskesmas.rest import (
    bills,
    checklists,
    follow_ups,
    icd10,
    laboratory,
    lines,
    master,
    nowhere,
    patients,
    prescriptions,
    pws,
    queue,
    referrals,
    rooms,
    schema,
    signing,
    visits,
)

app_name = "api"

urlpatterns = [
    path("auth/token/", signing.SignIn.as_view(), name="token"),
    path("schema/", schema.SchemaView.as_view(), name="schema"),
    path("schema/page/", schema.SchemaPage.as_view(), name="schema_page"),
    # master data
    path("facilities/", master.Facilities.as_view()),
    path("service-points/", master.Points.as_view()),
    path("services/", master.Services.as_view()),
    path("villages/", master.Villages.as_view()),
    path("drugs/", prescriptions.Drugs.as_view()),
    path("lab-tests/", laboratory.LabTests.as_view()),
    path("icd10/", icd10.Icd10Search.as_view()),
    # patients
    path("patients/", patients.Patients.as_view()),
    path("patients/<slug:code>/", patients.OnePatient.as_view()),
    # visits
    path("visits/", visits.Visits.as_view()),
    path("visits/<slug:code>/", visits.OneVisit.as_view()),
    path("visits/<slug:code>/events/", visits.Events.as_view()),
    path("visits/<slug:code>/identify/", visits.Identify.as_view()),
    path("visits/<slug:code>/learn/", visits.Learn.as_view()),
    path("visits/<slug:code>/withdraw/", visits.Withdraw.as_view()),
    path("visits/<slug:code>/escalate/", visits.Escalate.as_view()),
    path("visits/<slug:code>/close/", visits.Close.as_view()),
    path("visits/<slug:code>/undo/", visits.Undo.as_view()),
    path("visits/<slug:code>/book/", visits.Book.as_view()),
    path("visits/<slug:code>/coverage/", visits.Coverage.as_view()),
    path("visits/<slug:code>/checklist/", checklists.VisitChecklist.as_view()),
    # the line, and the room that serves
    path("service-points/<slug:code>/queue/", queue.Queue.as_view()),
    path("service-points/<slug:code>/call-next/", lines.CallNext.as_view()),
    path("entries/<slug:code>/start/", lines.Start.as_view()),
    path("entries/<slug:code>/skip/", lines.Skip.as_view()),
    path("entries/<slug:code>/recall/", lines.Recall.as_view()),
    path("entries/<slug:code>/advance/", lines.Advance.as_view()),
    path("entries/<slug:code>/detour/", lines.Detour.as_view()),
    path("entries/<slug:code>/hand-on/", lines.HandOn.as_view()),
    path("entries/<slug:code>/discharge/", lines.Discharge.as_view()),
    path("entries/<slug:code>/stand-down/", lines.StandDown.as_view()),
    path("entries/<slug:code>/born/", lines.Born.as_view()),
    # records of the room, and the papers
    path("visits/<slug:code>/vitals/", rooms.Vitals.as_view()),
    path("visits/<slug:code>/soap/", rooms.Soaps.as_view()),
    path("visits/<slug:code>/diagnoses/", rooms.Diagnoses.as_view()),
    path("visits/<slug:code>/services-rendered/", rooms.ServicesRendered.as_view()),
    path("visits/<slug:code>/lab-orders/", laboratory.LabOrders.as_view()),
    path("lab-orders/<slug:code>/sample/", laboratory.Sample.as_view()),
    path("lab-orders/<slug:code>/result/", laboratory.Result.as_view()),
    path("lab-orders/<slug:code>/follows-later/", laboratory.FollowsLater.as_view()),
    path("visits/<slug:code>/prescriptions/", prescriptions.Prescriptions.as_view()),
    path("prescriptions/<slug:code>/review/", prescriptions.Review.as_view()),
    path("prescriptions/<slug:code>/dispense/", prescriptions.Dispense.as_view()),
    path("prescriptions/<slug:code>/hand-over/", prescriptions.HandOver.as_view()),
    path("visits/<slug:code>/bill/", bills.OneBill.as_view()),
    path("visits/<slug:code>/bill/pay/", bills.Pay.as_view()),
    path("visits/<slug:code>/referrals/", referrals.Referrals.as_view()),
    path("referrals/<slug:code>/answer/", referrals.AnswerReferral.as_view()),
    path("follow-ups/", follow_ups.FollowUps.as_view()),
    path("follow-ups/<slug:code>/answer/", follow_ups.AnswerFollowUp.as_view()),
    # the area
    path("pws/indicators/", pws.Indicators.as_view()),
    path("<path:elsewhere>", nowhere.Nowhere.as_view()),
]
