"""The addresses of klaster 1: the cashier, receipts, tariffs and the daftar tilik."""

from django.urls import path

from .views import cashier, management, period, receipts

app_name = "klaster1"

urlpatterns = [
    path("", management.home, name="home"),
    path("tarif/", management.tariffs, name="tariffs"),
    path("kepatuhan/", period.period, name="period"),
    path("daftar-tilik/<slug:code>/", management.checklist, name="checklist"),
    path("daftar-tilik/<slug:code>/jawab/", management.override, name="override"),
    path("kasir/", cashier.window, name="cashier"),
    path("kasir/baris/", cashier.rows, name="till_rows"),
    path("kasir/panggil/", cashier.call_next, name="call_next"),
    path("kasir/antrean/<slug:code>/layani/", cashier.start, name="start"),
    path("kasir/antrean/<slug:code>/ulang/", cashier.recall, name="recall"),
    path("kasir/antrean/<slug:code>/belum-datang/", cashier.skip, name="skip"),
    path("kasir/antrean/<slug:code>/lanjut/", cashier.go_on, name="go_on"),
    path("kasir/tagihan/<slug:code>/", cashier.bill, name="bill"),
    path("kasir/tagihan/<slug:code>/bayar/", cashier.pay, name="pay"),
    path("kasir/tagihan/<slug:code>/perbaiki/", cashier.correct, name="correct"),
    path("kasir/kuitansi/<slug:code>/", receipts.receipt, name="receipt"),
    path("kasir/kuitansi/<slug:code>/batalkan/", receipts.reverse_receipt, name="reverse"),
    path("kasir/tutup/", receipts.shift, name="shift"),
]
