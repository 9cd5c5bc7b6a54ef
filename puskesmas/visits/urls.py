"""The addresses of a visit's own page, of this puskesmas' SOP and of its revisions."""

from django.urls import path

from .pages import closing, revising, sop, visit

app_name = "visits"

urlpatterns = [
    path("sop/", sop.sop, name="sop"),
    path("sop/revisi/", revising.revisions, name="revisions"),
    path("sop/revisi/baru/", revising.revise, name="revise"),
    path("sop/revisi/terbitkan/", revising.publish, name="publish"),
    path("sop/revisi/<str:code>/", sop.revision, name="revision"),
    path("sop/revisi/<str:code>/unduh/", sop.download, name="download"),
    path("ruang/<str:code>/tutup-seterusnya/", closing.close_for_good, name="close_for_good"),
    path("ruang/<str:code>/buka-kembali/", closing.reopen, name="reopen"),
    path("<str:code>/", visit.visit, name="visit"),
    path("<str:code>/batalkan/", visit.undo, name="undo"),
    path("<str:code>/tutup/", visit.close, name="close"),
]
