"""The addresses of the wards: the board of beds, laying a patient in one, and freeing it."""

from django.urls import path

from . import views

app_name = "lintas"
urlpatterns = [
    path("ruang/<slug:code>/tempat-tidur/", views.beds, name="beds"),
    path("antrean/<slug:code>/tempat-tidur/", views.lay, name="lay"),
    path("rawat/<slug:code>/kosongkan/", views.let_out, name="let_out"),
]
