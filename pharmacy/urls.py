"""The addresses of the pharmacy: its window, a prescription, what is printed, and the shelves."""

from django.urls import path

from .views import change, prescription, prints, stock, window

app_name = "pharmacy"

urlpatterns = [
    path("", window.queue, name="queue"),
    path("baris/", window.rows, name="queue_rows"),
    path("panggil/", window.call_next, name="call_next"),
    path("antrean/<slug:code>/layani/", window.start, name="start"),
    path("antrean/<slug:code>/ulang/", window.recall, name="recall"),
    path("antrean/<slug:code>/belum-datang/", window.skip, name="skip"),
    path("antrean/<slug:code>/lanjut/", window.go_on, name="go_on"),
    path("resep/<slug:code>/", prescription.prescription, name="prescription"),
    path("resep/<slug:code>/telaah/", prescription.review, name="review"),
    path("resep/<slug:code>/tahan/", prescription.hold, name="hold"),
    path("resep/<slug:code>/jawab/", prescription.answer, name="answer"),
    path("resep/<slug:code>/ubah/", change.change, name="change"),
    path("resep/<slug:code>/batal/", prescription.cancel, name="cancel"),
    path("resep/<slug:code>/siapkan/", prescription.dispense, name="dispense"),
    path("resep/<slug:code>/serahkan/", prescription.hand_over, name="hand_over"),
    path("resep/<slug:code>/etiket/", prints.labels, name="labels"),
    path("resep/<slug:code>/salinan/", prints.copy, name="copy"),
    path("obat/<slug:code>/tidak-ada/", prescription.not_had, name="not_had"),
    path("obat/<slug:code>/kembali/", prescription.take_back, name="take_back"),
    path("obat/<slug:code>/etiket/", prints.label, name="label"),
    path("stok/", stock.shelves, name="stock"),
    path("stok/terima/", stock.receive, name="receive"),
    path("stok/<slug:code>/", stock.batch, name="batch"),
]
