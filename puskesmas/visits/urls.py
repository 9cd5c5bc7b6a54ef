"""The addresses of a visit's own page and of this puskesmas' SOP."""

from django.urls import path

from . import pages

app_name = "visits"

urlpatterns = [
    path("sop/", pages.sop, name="sop"),
    path("<str:code>/", pages.visit, name="visit"),
    path("<str:code>/batalkan/", pages.undo, name="undo"),
    path("<str:code>/tutup/", pages.close, name="close"),
]
