"""The addresses of the administrator's own pages."""

from django.urls import path

from .pages import people, rooms

app_name = "facility"

urlpatterns = [
    path("kantor/ruang/", rooms.rooms, name="rooms"),
    path("kantor/ruang/baru/", rooms.add_room, name="add_room"),
    path("kantor/ruang/<str:code>/", rooms.room, name="room"),
    path("kantor/ruang/<str:code>/meja/", rooms.add_desk, name="add_desk"),
    path("kantor/meja/<str:code>/", rooms.rename_desk, name="rename_desk"),
    path("kantor/layanan/", rooms.services, name="services"),
    path("kantor/layanan/<str:code>/", rooms.offer, name="offer"),
    path("kantor/petugas/", people.staff, name="staff"),
    path("kantor/petugas/baru/", people.take_on, name="take_on"),
    path("kantor/petugas/<str:code>/", people.person, name="person"),
    path("kantor/petugas/<str:code>/sandi/", people.reset_password, name="reset_password"),
    path("kantor/petugas/<str:code>/berhenti/", people.end_service, name="end_service"),
]
