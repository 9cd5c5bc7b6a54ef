"""The addresses of klaster 4: the worklist, a case, an episode."""

from django.urls import path

from .views import cases, episodes

app_name = "klaster4"

urlpatterns = [
    path("", cases.worklist, name="worklist"),
    path("kasus/<slug:code>/", cases.notice, name="notice"),
    path("kunjungan/<slug:code>/", episodes.episode, name="episode"),
]
