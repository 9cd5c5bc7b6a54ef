"""The addresses of the door, the counter and the televisions."""

from django.urls import path

from .views import counter, days, doors, drafts, lines, measuring, people, slips, televisions, window

app_name = "registration"

urlpatterns = [
    path("pintu/", doors.door, name="door"),
    path("pintu/nomor/", doors.give, name="give"),
    path("pintu/daftar/", doors.rows, name="door_rows"),
    path("pintu/langsung/gawat/", doors.at_once, {"what": "gawat"}, name="emergency"),
    path("pintu/langsung/bersalin/", doors.at_once, {"what": "bersalin"}, name="labour"),
    path("pintu/<str:code>/teruskan/", doors.pass_on, name="pass_on"),
    path("ukur/panggil/", measuring.call, name="call_to_measure"),
    path("ukur/<str:code>/", measuring.measure, name="measure"),
    path("antre/<str:code>/panggil-ulang/", lines.recall, name="recall"),
    path("antre/<str:code>/tidak-hadir/", lines.skip, name="skip"),
    path("antre/<str:code>/gawat/", lines.escalate, name="escalate"),
    path("loket/", counter.counter, name="counter"),
    path("loket/cari/", counter.search, name="search"),
    path("loket/usulan/", counter.proposal, name="proposal"),
    path("loket/daftar/", counter.rows, name="counter_rows"),
    path("loket/panggil/", window.call, name="call"),
    path("loket/nomor/", window.new_number, name="new_number"),
    path("loket/meja/", window.choose_desk, name="choose_desk"),
    path("loket/<str:code>/", counter.counter, name="at"),
    path("loket/<str:code>/draf/", drafts.keep, name="draft"),
    path("loket/<str:code>/cari/", counter.search, name="search_at"),
    path("karcis/<str:code>/", slips.slip, name="slip"),
    path("hari-ini/", days.today, name="today"),
    path("belum-dikenal/", days.unknown, name="unknown"),
    path("belum-dikenal/<str:code>/", people.name, name="name"),
    path("hari-lalu/", days.yesterday, name="yesterday"),
    path("hari-lalu/<str:code>/tutup/", days.close_old, name="close_old"),
    path("ruang/", days.rooms, name="rooms"),
    path("ruang/<str:code>/tutup/", days.close_room, name="close_room"),
    path("ruang/<str:code>/buka/", days.open_room, name="open_room"),
    path("rekam-medis/satukan/", people.merge, name="merge"),
    path("rekam-medis/satukan/cari/", people.find_for_merge, name="find_for_merge"),
    path("rekam-medis/satukan/simpan/", people.do_merge, name="do_merge"),
    path("rekam-medis/<str:code>/lepas/", people.unmerge, name="unmerge"),
    path("papan/", televisions.boards, name="boards"),
    path("papan/tambah/", televisions.add, name="add_board"),
    path("papan/<str:code>/", televisions.television, name="television"),
    path("papan/<str:code>/isi/", televisions.inside, name="television_inside"),
    path("papan/<str:code>/matikan/", televisions.switch_off, name="switch_off"),
]
