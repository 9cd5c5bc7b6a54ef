"""The addresses of the laboratory, referrals, appointments and tasks."""

from django.urls import path

from .views import bench, lab_order

app_name = "referrals"

urlpatterns = [
    path("lab/", bench.bench, name="bench"),
    path("lab/baris/", bench.rows, name="bench_rows"),
    path("lab/panggil/", bench.call_next, name="call_next"),
    path("lab/antrean/<slug:code>/ulang/", bench.recall, name="recall"),
    path("lab/antrean/<slug:code>/belum-datang/", bench.skip, name="skip"),
    path("lab/antrean/<slug:code>/kembali/", bench.go_on, name="go_on"),
    path("lab/<slug:code>/", lab_order.order, name="order"),
    path("lab/<slug:code>/layani/", bench.take, name="take"),
    path("lab/<slug:code>/sampel/", lab_order.sample, name="sample"),
    path("lab/<slug:code>/hasil/", lab_order.result, name="result"),
    path("lab/<slug:code>/menyusul/", lab_order.later, name="later"),
    path("lab/<slug:code>/kritis/", lab_order.acknowledge, name="acknowledge"),
]
