"""Every address of Alur, each app under its own Indonesian word."""

from importlib.util import find_spec

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from puskesmas.ground import health

PLACES = [
    ("", "puskesmas.accounts"),
    ("", "puskesmas.home"),
    ("", "puskesmas.facility.urls"),
    ("", "puskesmas.ground.setting_up"),
    ("pasang/", "puskesmas.ground.trusting"),
    ("pasien/", "puskesmas.patients.urls"),
    ("kunjungan/", "puskesmas.visits.urls"),
    ("rujukan/", "referrals.urls"),
    ("farmasi/", "pharmacy.urls"),
    ("meja/", "clusters.urls"),
    ("klaster-1/", "clusters.klaster1.urls"),
    ("klaster-3/", "clusters.klaster3.urls"),
    ("klaster-2/", "clusters.klaster2.urls"),
    ("klaster-4/", "clusters.klaster4.urls"),
    ("lintas/", "clusters.lintas.urls"),
    ("", "registration.urls"),
    ("pws/", "pws.urls"),
    ("api/v1/", "puskesmas.api"),
]

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:
    PLACES.append(("", "puskesmas.komponen"))
urlpatterns += [path(prefix, include(module)) for prefix, module in PLACES if find_spec(module)]
