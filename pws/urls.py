"""The addresses of PWS: the village grid, its indicators and names, the sasaran, and counting anew."""

from django.urls import path

from .views import (
    cascades,
    dashboard,
    district,
    goals,
    illnesses,
    naming,
    papers,
    plans,
    problems,
    reporting,
    runs,
    targets,
)

app_name = "pws"

urlpatterns = [
    path("", dashboard.dashboard, name="dashboard"),
    path("indikator/", dashboard.indicator, name="indicator"),
    path("nama/", naming.names, name="names"),
    path("unduh/", dashboard.download, name="download"),
    path("pdf/", papers.grid, name="grid_pdf"),
    path("indikator/pdf/", papers.indicator, name="indicator_pdf"),
    path("nama/pdf/", papers.names, name="names_pdf"),
    path("rangkaian/", cascades.cascades, name="cascades"),
    path("penyakit/", illnesses.illnesses, name="illnesses"),
    path("sasaran/", targets.targets, name="targets"),
    path("sasaran/contoh/", targets.blank, name="blank_targets"),
    path("sasaran/impor/", targets.take_in, name="import_targets"),
    path("sasaran/proyeksi/", targets.project, name="project_targets"),
    path("laporan/", reporting.report, name="report"),
    path("target/", goals.goals, name="goals"),
    path("kabupaten/", district.district, name="district"),
    path("masalah/", problems.problems, name="problems"),
    path("masalah/buat/", problems.name_problem, name="name_problem"),
    path("masalah/<slug:code>/", problems.problem, name="problem"),
    path("masalah/<slug:code>/nilai/", problems.rate, name="rate"),
    path("masalah/<slug:code>/gabung/", problems.join, name="join"),
    path("masalah/<slug:code>/putuskan/", problems.decide, name="decide"),
    path("masalah/<slug:code>/rencana/", plans.make, name="make_plan"),
    path("rencana/<slug:code>/", plans.plan, name="plan"),
    path("rencana/<slug:code>/tugas/", plans.give_tasks, name="give_tasks"),
    path("rencana/<slug:code>/kegiatan/", plans.give_activity, name="give_activity"),
    path("lokmin/", plans.agenda, name="agenda"),
    path("hitung/", runs.count, name="count"),
    path("hitung/<slug:code>/", runs.progress, name="run"),
]
