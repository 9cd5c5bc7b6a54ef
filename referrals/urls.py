"""The addresses of the laboratory, referrals, appointments and tasks."""

from django.urls import path

from .views import appointments, bench, inbox, lab_order, letters, tasks

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
    path("lab/<slug:code>/perbaiki/", lab_order.correct, name="correct_result"),
    path("lab/<slug:code>/menyusul/", lab_order.later, name="later"),
    path("lab/<slug:code>/kritis/", lab_order.acknowledge, name="acknowledge"),
    path("kotak-masuk/", inbox.inbox, name="inbox"),
    path("internal/<slug:code>/", inbox.question, name="question"),
    path("internal/<slug:code>/jawab/", inbox.answer, name="answer_question"),
    path("internal/<slug:code>/tarik/", inbox.withdraw, name="withdraw"),
    path("hasil/<slug:code>/", inbox.late_result, name="late_result"),
    path("belum-tuntas/<slug:code>/", inbox.settle, name="settle"),
    path("surat/", letters.letters, name="letters"),
    path("surat/<slug:code>/", letters.letter, name="letter"),
    path("surat/<slug:code>/cetak/", letters.printed, name="letter_print"),
    path("surat/<slug:code>/berangkat/", letters.send, name="send"),
    path("surat/<slug:code>/ditolak/", letters.refuse, name="refuse"),
    path("surat/<slug:code>/diterima/", letters.accept, name="accept"),
    path("surat/<slug:code>/tiba/", letters.arrive, name="arrive"),
    path("surat/<slug:code>/balasan/", letters.answer, name="answer"),
    path("surat/<slug:code>/tutup/", letters.give_up, name="give_up"),
    path("janji/", appointments.appointments, name="appointments"),
    path("janji/<slug:code>/", appointments.appointment, name="appointment"),
    path("janji/<slug:code>/pindah/", appointments.move, name="move_appointment"),
    path("janji/<slug:code>/batal/", appointments.cancel, name="cancel_appointment"),
    path("tugas/", tasks.tasks, name="tasks"),
    path("tugas/<slug:code>/", tasks.task, name="task"),
    path("tugas/<slug:code>/jawab/", tasks.answer, name="answer_task"),
    path("tugas/<slug:code>/tinjau/", tasks.review, name="review_task"),
    path("tugas/<slug:code>/batal/", tasks.cancel, name="cancel_task"),
]
