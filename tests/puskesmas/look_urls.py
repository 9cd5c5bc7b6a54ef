"""The addresses a sample page links to, whatever else is served."""

from django.urls import include, path

urlpatterns = [path("", include("puskesmas.accounts")), path("", include("puskesmas.komponen"))]
