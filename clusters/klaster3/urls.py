"""The addresses of klaster 3: the registers of chronic disease."""

from django.urls import path

from .views import registers

app_name = "klaster3"

urlpatterns = [
    path("register/", registers.register_list, name="registers"),
    path("register/<slug:code>/", registers.register, name="register"),
]
