"""The addresses of the exam rooms: the list of a room, the desk of a patient, and the sheets laid over it."""

from django.urls import path

from .views import choosing, desk, exams, history, leaving, naming, prescribing, rooms, sending, writing

app_name = "clusters"
urlpatterns = [
    path("", rooms.rooms, name="rooms"),
    path("ruang/<slug:code>/", rooms.room, name="room"),
    path("ruang/<slug:code>/pilih/", rooms.choose, name="choose"),
    path("ruang/<slug:code>/baris/", rooms.rows, name="room_rows"),
    path("ruang/<slug:code>/panggil/", rooms.call_next, name="call_next"),
    path("penyakit/", writing.illnesses, name="illnesses"),
    path("kunjungan/<slug:code>/batal/<int:seq>/", desk.undo, name="undo"),
    path("kunjungan/<slug:code>/draf/<slug:form>/", desk.draft, name="draft"),
    path("<slug:code>/", desk.desk, name="desk"),
    path("<slug:code>/masuk/", desk.take, name="take"),
    path("<slug:code>/panggil/", choosing.call_this, name="call_this"),
    path("<slug:code>/panggil-ulang/", rooms.recall, name="recall"),
    path("<slug:code>/belum-datang/", rooms.skip, name="skip"),
    path("<slug:code>/kenali/", naming.name, name="name"),
    path("<slug:code>/identitas/", desk.recognise, name="recognise"),
    path("<slug:code>/lanjut/", desk.advance, name="advance"),
    path("<slug:code>/pengukuran/", writing.measure, name="measure"),
    path("<slug:code>/triase/", writing.sort, name="sort"),
    path("<slug:code>/skrining/", writing.screen, name="screen"),
    path("<slug:code>/skrining/<slug:note>/baca/", writing.acknowledge, name="acknowledge"),
    path("<slug:code>/alergi/", writing.note_allergy, name="note_allergy"),
    path("<slug:code>/pemeriksaan/", writing.examine, name="examine"),
    path("<slug:code>/catatan/<slug:kind>/", exams.exam, name="exam"),
    path("<slug:code>/catatan/<slug:kind>/<slug:record>/", exams.correct, name="correct_exam"),
    path("<slug:code>/diagnosis/", writing.diagnose, name="diagnose"),
    path("<slug:code>/diagnosis/<slug:diagnosis>/cabut/", writing.withdraw_diagnosis, name="withdraw_diagnosis"),
    path("<slug:code>/layanan/<slug:service>/", writing.give_service, name="give_service"),
    path("<slug:code>/resep/", prescribing.prescribe, name="prescribe"),
    path("<slug:code>/lab/", sending.order_lab, name="order_lab"),
    path("<slug:code>/lab/<slug:order>/baca/", sending.read_result, name="read_result"),
    path("<slug:code>/rujuk-internal/", sending.refer, name="refer"),
    path("<slug:code>/jawab/<slug:referral>/", sending.answer, name="answer"),
    path("<slug:code>/rujuk/", sending.refer_out, name="refer_out"),
    path("<slug:code>/tindak-lanjut/", sending.follow_up, name="follow_up"),
    path("<slug:code>/janji/", sending.appoint, name="appoint"),
    path("<slug:code>/gawat/", leaving.escalate, name="escalate"),
    path("<slug:code>/tidak-gawat/", leaving.stand_down, name="stand_down"),
    path("<slug:code>/ke/<slug:place>/", leaving.move, name="move"),
    path("<slug:code>/pulang/", leaving.leave, name="leave"),
    path("<slug:code>/riwayat/", history.history, name="history"),
]
