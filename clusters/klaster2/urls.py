"""The addresses of klaster 2: the book of one pregnancy, on screen and on paper."""

from django.urls import path

from . import views

app_name = "klaster2"
urlpatterns = [
    path("kehamilan/<slug:code>/", views.pregnancy, name="pregnancy"),
    path("kehamilan/<slug:code>/cetak/", views.pregnancy_print, name="pregnancy_print"),
]
