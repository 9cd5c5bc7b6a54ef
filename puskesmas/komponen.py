"""Every component on one page, and six screens put together from them, to look at while working (DEBUG only)."""

from datetime import timedelta

import segno
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.urls import path
from django.utils import timezone
from django.utils.safestring import mark_safe

from puskesmas.visits.walk import Loop, Mark, Walk, WalkStop

PAGES = ("loket", "ruang", "kosong", "meja", "papan", "hp", "karcis", "surat", "kuitansi", "etiket", "pilihan")
KEYS = ("karcis", "loket", "ukur", "klaster", "kasir", "farmasi", "pulang")
LETTERS = tuple(zip(KEYS, ("U", "L", "S", "K", "Ks", "F", "P"), strict=True))

D, H, N, L, P = Mark.DONE, Mark.HERE, Mark.NEXT, Mark.LATER, Mark.PASSED


class SampleForm(forms.Form):
    """A form with every kind of field, one of them wrong."""

    nik = forms.CharField(label="NIK", help_text="16 angka, seperti di KTP.")
    tension = forms.CharField(label="Tekanan darah", initial="158/96")
    village = forms.ChoiceField(label="Desa", choices=[("a", "Sungai Itik"), ("b", "Sungai Belidak")])
    born_on = forms.DateField(label="Tanggal lahir")
    note = forms.CharField(label="Catatan", widget=forms.Textarea({"rows": 2}), required=False)
    payer = forms.ChoiceField(
        label="Penjamin", choices=[("jkn", "JKN"), ("umum", "Umum")], widget=forms.RadioSelect, initial="jkn"
    )
    help_wanted = forms.MultipleChoiceField(
        label="Bantuan",
        choices=[("kursi", "Kursi roda"), ("teman", "Pendamping"), ("tuli", "Tuli")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class SampleSoap(forms.Form):
    """The four fields of an examination."""

    s = forms.CharField(label="Subjektif", widget=forms.Textarea({"rows": 2}))
    o = forms.CharField(label="Objektif", widget=forms.Textarea({"rows": 2}))
    a = forms.CharField(label="Asesmen", widget=forms.Textarea({"rows": 1}))
    p = forms.CharField(label="Plan", widget=forms.Textarea({"rows": 1}))


def _stop(key, label, sub, mark, loops=(), note=""):
    return WalkStop(key, label, sub, mark, dict(LETTERS).get(key, label[0]), tuple(loops), note)


def _walk(line="k3", *, loops=(), serving=False, away=False, jkn=True, sub="sejak 09.38"):
    stops = (
        _stop("karcis", "Karcis", "08.31", D),
        _stop("loket", "Pendaftaran", "08.39 · Loket 1", D),
        _stop("ukur", "Pengukuran", "08.52", D),
        _stop("klaster", "Klaster 3 · Ruang 3B", sub, H, loops),
        _stop("kasir", "Kasir", "", P, note="tidak singgah, JKN") if jkn else _stop("kasir", "Kasir", "Rp 12.500", N),
        _stop("farmasi", "Farmasi", "berikutnya, ± 10 menit" if jkn else "± 10 menit", N if jkn else L),
        _stop("pulang", "Pulang", "± 10.55", L),
    )
    return Walk(line, stops, serving, away, "Karcis, pendaftaran dan pengukuran selesai; kini di Klaster 3.")


def _walks():
    back = Loop("Laboratorium", "3 hasil siap", D, "dikirim 09.10", "kembali 09.35")
    out = Loop("Laboratorium", "sejak 09.14", H, "dikirim 09.14", "kembali ± 09.40")
    names = ("Pintu masuk", "Pandu PTM", "Loket pendaftaran", "Skrining ibu hamil", "KIA dan KB, Ruang 2A lantai 1")
    names += ("Kasir", "Ruang tindakan", "Farmasi", "Pulang")
    turns = (back, Loop("Gigi dan mulut", "selesai", D, "", "kembali 10.02, tambal"), Loop("Gizi", "", L))
    nine = tuple(
        _stop(f"s{place}", name, "08.20 · Loket 3", D if place < 4 else H if place == 4 else N if place == 6 else L)
        for place, name in enumerate(names)
    )
    here = _stop("s4", names[4], "sejak 09.38 oleh Bd. Ratna Juwita", H, turns)
    kasir = _stop("s5", "Kasir", "", P, note="tidak singgah, peserta JKN aktif")
    return [
        ("Dilayani, kembali dari lab", _walk(loops=[back], serving=True)),
        ("Menunggu, umum", _walk(jkn=False)),
        ("Di lab, tempatnya tersimpan", _walk(loops=[out], away=True, sub="tempat tersimpan")),
        ("Sembilan stop, tiga ruang", Walk("k2", (*nine[:4], here, kasir, *nine[6:]), False, False, "Kini di KIA.")),
    ]


def _sign(line, letter, title, sub, ways, current=0):
    return {
        "line": line,
        "letter": letter,
        "title": title,
        "sub": sub,
        "nav": [{"label": way, "url": "#", "current": place == current} for place, way in enumerate(ways)],
        "alarms": [{"level": "m", "text": "1 di IGD", "url": "#"}, {"level": "k", "text": "2 menunggu"}],
        "who": "dr. Hendra Wijaya",
        "who_sub": "Ruang 3B",
        "menu": [{"label": "Ganti kata sandi", "url": "#"}],
    }


def _ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


def _row(code, triage, name, age, sex, origin, why, waited, total, label, **more):
    walk = _walk(loops=more.pop("loops", ()), serving=more.pop("serving", False), away=more.pop("away", False))
    filled = more.pop("filled", False)
    return {
        "code": code, "number": code, "triage": triage, "name": name, "age": age, "sex": sex, "origin": origin,
        "why": why, "walk": walk, "since": _ago(waited), "start": _ago(total), "target": 30,
        "primary": {"label": label, "action": "#", "filled": filled} if label else None,
        "menu": [
            {"label": "Kirim ke lab", "icon": "flask", "key": "l", "action": "#"},
            {"label": "Rujuk internal", "icon": "back", "key": "o", "url": "#"},
            {"label": "Rujuk FKRTL", "icon": "out", "key": "x", "url": "#"},
            {"label": "Pulang", "refused": "obat belum diserahkan farmasi"},
        ],
        **more,
    }  # fmt: skip


def _groups():
    lab = Loop("Lab", "", D)
    out = Loop("Lab", "", H)
    asked, half = {"icon": "flask", "state": "asked", "words": "Laboratorium: diminta"}, "half"
    ready = {"icon": "flask", "state": "critical", "words": "Laboratorium: siap, nilai kritis"}
    pill = {"icon": "pill", "state": "asked", "words": "Resep: diminta"}
    waiting = [
        _row("P-009", "k", "Marhaban Usman", 67, "L", "Loket 1", "Pusing berputar, muntah", 6, 21, "Panggil, periksa",
             priority="Lansia", filled=True),
        _row("A-029", "h", "Lim Sui Khim", 58, "P", "Kembali: Gigi", "Selesai cabut, TD naik", 4, 72,
             "Panggil, lanjutkan", is_back=True, loops=[lab],
             orders=[{"icon": "tooth", "state": "full", "words": "Gigi: siap"}]),
        _row("A-032", "h", "Rosnani Idris", 54, "P", "Kembali: Lab", "Hasil GDP, profil lipid", 3, 58,
             "Panggil, baca hasil", is_back=True, loops=[lab], orders=[ready]),
        _row("A-038", "h", "Yosef Andika", 32, "L", "Loket 2", "Batuk 5 hari", 31, 44, "Panggil, periksa"),
        _row("P-011", "h", "Abdul Hamid Saleh bin Haji Muhammad Yusuf", 72, "L", "Loket 1",
             "Kontrol hipertensi dan kencing manis, obat habis", 25, 34, "Panggil, periksa", priority="Lansia"),
        _row("A-040", "", "", "", "", "Pintu", "Belum didaftar", 14, 26, "Panggil, periksa", orders=[asked]),
    ]  # fmt: skip
    inside = [
        _row("A-036", "h", "Suhartini", 49, "P", "Ruang 3A", "Kontrol DM", 11, 52, "Selesai, ke Farmasi", serving=True,
             filled=True, orders=[asked | {"state": "full"}, pill]),
    ]  # fmt: skip
    away = [
        _row("A-030", "h", "Nurlaila Hasan", 58, "P", "Lab sejak 09.14", "Menunggu hasil", 28, 66, "", loops=[out],
             away=True, orders=[asked | {"state": half}], then="urutan ke-1 saat kembali"),
        _row("P-006", "m", "Saparudin Wahab", 70, "L", "Gizi sejak 09.26", "Konseling diet DM", 16, 63, "", loops=[out],
             away=True, then="menunggu hasil"),
    ]  # fmt: skip
    away[0]["primary"] = {"because": "Hasil belum keluar"}
    return [
        {"count": 6, "title": "Menunggu", "rows": waiting,
         "note": "urut: gawat, kembali dari unit lain, prioritas 1 : 2, lalu jam datang"},
        {"count": 1, "title": "Di ruangan", "note": "Ruang 3A dan Ruang 3B", "rows": inside},
        {"count": 2, "title": "Sedang di unit lain", "note": "tempat di antrean tetap terjaga", "rows": away},
    ]  # fmt: skip


def _tiles():
    words = (
        (8, "Menunggu", "1 gawat", "k"), (2, "Kembali", "1 nilai kritis", ""),
        (2, "Di ruangan", "3A dan 3B terisi", ""), (4, "Di unit lain", "terlama 28m", ""),
        (2, "Hasil siap", "1 kritis", ""), (17, "Selesai", "rata-rata 41m", ""),
    )  # fmt: skip
    return [
        {"count": count, "label": label, "note": note, "level": level, "url": "#", "current": label == "Menunggu"}
        for count, label, note, level in words
    ]


def _decide():
    return {
        "sop": "SOP langkah 4",
        "first": {
            "label": "Selesai, ke Farmasi", "action": "#", "clause": "Butir m",
            "why": "sudah dilayani, tidak perlu konsul klaster lain, 2 obat diresepkan.",
        },
        "others": [
            {"label": "Kirim lagi ke Lab", "icon": "flask", "key": "l", "action": "#"},
            {"label": "Rujuk internal", "dim": "Gizi, Gigi, klaster", "icon": "back", "key": "o",
             "open": "dialog-contoh"},
            {"label": "Rujuk ke FKRTL", "dim": "atau FKTP, sosial, hukum", "icon": "out", "key": "x", "url": "#"},
            {"label": "Tindak lanjut", "dim": "tugas ke Pustu", "icon": "arrow", "key": "t", "url": "#"},
            {"label": "Gawat, ke IGD", "icon": "alert", "key": "f", "action": "#", "css": "red"},
        ],
        "refused": [
            {"label": "Kasir", "reason": "pasien JKN, tidak ada tagihan"},
            {"label": "Pulang", "reason": "obat belum diserahkan farmasi"},
            {"label": "Rawat inap", "reason": "tidak ada di puskesmas ini"},
        ],
        "tally": {"yes": 9, "of": 11, "url": "#"},
        "undo": {"label": "Batalkan: terima dari Lab", "left": "1.24", "action": "#"},
    }  # fmt: skip


def _vitals():
    rows = (
        ("Tekanan darah", "158/96", "mmHg", "≥ 140/90", "146/90"), ("Nadi", "88", "/menit", "", "84"),
        ("Napas", "20", "/menit", "", "20"), ("Suhu", "36,7", "°C", "", "36,5"), ("SpO₂", "98", "%", "", "98"),
        ("Berat", "68,4", "kg", "", "70,1"), ("IMT", "29,6", "", "≥ 25,0", "30,3"),
        ("Lingkar perut", "94", "cm", "> 80", "95"), ("Gula puasa", "178", "mg/dL", "≥ 126", "214"),
    )  # fmt: skip
    return [dict(zip(("label", "value", "unit", "limit", "last"), row, strict=True)) for row in rows]


def _samples(request):
    form = SampleForm({"nik": "6112", "tension": "158/96", "payer": "jkn", "help_wanted": ["kursi"], "village": "a"})
    form.add_error("nik", "NIK harus 16 angka, ini baru 4. Salin dari KTP, atau kosongkan bila tidak dibawa.")
    soap = SampleSoap(initial={
        "s": "Sering haus dan kencing malam 3–4 kali sejak dua minggu. Metformin habis 5 hari. Tidak ada nyeri dada.",
        "o": "Baik, kompos mentis. Kaki: denyut dorsalis pedis teraba, monofilamen 10/10, tidak ada luka.",
        "a": "DM tipe 2 dan hipertensi belum terkendali, putus obat.",
        "p": "Obat diteruskan, konseling gizi. Kontrol 1 bulan, cek gula puasa.",
    })  # fmt: skip
    facility = {"name": "Puskesmas Sungai Kakap", "address": "Jl. Raya Sungai Kakap", "district": "Kabupaten Kubu Raya"}
    proposal = Walk("k3", (
        _stop("loket", "Loket 1", "", H), _stop("klaster", "Klaster 3", "Ruang 3A atau 3B", N),
        _stop("kasir", "Kasir", "", P, note="tidak singgah, JKN"), _stop("farmasi", "Farmasi", "", L),
        _stop("pulang", "Pulang", "± 10.55", L),
    ), True, False, "Usulan perjalanan: loket, Klaster 3, farmasi, pulang.")  # fmt: skip
    return {
        "pages": PAGES, "form": form, "soap": soap, "walks": _walks(), "groups": _groups(), "tiles": _tiles(),
        "walk": _walks()[0][1], "walk_letters": LETTERS, "walk_keys": KEYS, "decide": _decide(), "vitals": _vitals(),
        "sign": _sign("k3", "3", "Klaster 3", "Dewasa dan lansia · Puskesmas Sungai Kakap",
                      ("Antrean", "Meja periksa", "Janji temu", "Rujukan")),
        "strip_action": {"label": "Panggil P-009", "icon": "horn", "key": "c", "action": "#"},
        "keys_note": "SOP 451/Sop/Admin/Pusk-Kakap/2024 · target tunggu 30m",
        "last_on": "12 Agu", "facility": facility,
        "undo": {"text": "Lim Sui Khim dikirim ke Farmasi.", "url": "#"} if "undo" in request.GET else None,
        "refused": {
            "message": "Kunjungan belum bisa dipulangkan.",
            "reasons": [{"message": "Hasil laboratorium (Hb) belum diisi. Minta petugas lab mengisinya."}],
        } if "tolak" in request.GET else None,
        "banner": {
            "number": "A-032", "triage": "h", "name": "Ny. Rosnani Idris", "age": "54 tahun", "sex": "perempuan",
            "meta": "RM 00-18-42 · Desa Sungai Belidak, Dusun Merpati", "allergies": "Amoksisilin: ruam, 2023",
            "chips": [{"text": "JKN aktif", "css": "ok"}, {"text": "Diperiksa", "css": "serving"}],
            "since": _ago(9), "start": _ago(76),
        },
        "cards": [
            {"number": "A-052", "triage": "h", "name": "Andi Rahmah", "measured": True, "current": True,
             "words": "Diukur 09.29 · TD 118/76", "since": _ago(8), "url": "#"},
            {"number": "P-014", "triage": "h", "priority": "Kursi roda", "measured": True,
             "words": "Diukur 09.34 · TD 132/84", "since": _ago(5), "url": "#"},
            {"number": "P-015", "triage": "k", "priority": "Hamil", "name": "Siti Khadijah binti Abdul Rahman",
             "measured": True, "words": "Diukur 09.36 · TD 148/94", "since": _ago(4), "url": "#"},
            {"number": "A-053", "triage": "", "words": "Datang 09.38, belum diukur", "since": _ago(4), "url": "#"},
        ],
        "proposal": {
            "line": "k3", "letter": "3", "title": "Klaster 3", "forecast": "4 menunggu, ± 20–35 menit",
            "why": "umur 32 tahun, tidak hamil, tidak gawat. SOP langkah 2, menurut siklus hidup.", "walk": proposal,
            "choices": [
                {"value": "3", "line": "k3", "letter": "3", "label": "Klaster 3", "note": "usulan", "key": "1",
                 "chosen": True},
                {"value": "2", "line": "k2", "letter": "2", "label": "Klaster 2", "note": "bila hamil atau nifas",
                 "key": "2"},
                {"value": "g", "line": "lx", "letter": "L", "label": "Gigi dan Mulut", "note": "bila keluhan gigi",
                 "key": "3"},
            ],
        },
        "call": {
            "code": "c1", "line": "k3", "letter": "3", "number": "P-009", "room": "Klaster 3, Ruang 3B",
            "directions": "lantai 1, ikuti garis biru", "say": "Nomor P 009, ke Klaster 3, Ruang 3 B",
        },
        "slip": {
            "facility": "Puskesmas Sungai Kakap", "day": "Senin, 23 November 2026", "at": "09.42", "number": "A-052",
            "to": "Klaster 3, Ruang 3A atau 3B", "then": "Farmasi", "forecast": "20–35 menit", "limit": 45,
            "qr": mark_safe(segno.make("k7m2p9xq4d8w").svg_inline(border=0, omitsize=True)),
        },
        "labels": [
            {"name": "Rosnani Idris", "record_number": "00-18-42", "on": "23 Nov 2026", "drug": "Metformin 500 mg",
             "quantity": "60 tablet", "dose": "2 × 1 tablet", "how": "sesudah makan, pagi dan malam",
             "expires": "08/2027", "facility": "Pkm Sungai Kakap"},
            {"name": "Rosnani Idris", "record_number": "00-18-42", "on": "23 Nov 2026", "drug": "Salep mikonazol 2%",
             "quantity": "1 tube", "dose": "2 × oles tipis", "how": "pada kulit bersih", "expires": "01/2028",
             "facility": "Pkm Sungai Kakap", "outer": True},
        ],
        "lines": [
            {"name": "Pemeriksaan umum", "quantity": 1, "amount": 10000,
             "legal_basis": "Perda 12/2023, lampiran I.A.1"},
            {"name": "Gula darah puasa", "quantity": 1, "amount": 15000,
             "legal_basis": "Perda 12/2023, lampiran II.B.4"},
        ],
        "total": 25000,
    }  # fmt: skip


@login_not_required
def komponen(request, page="pilihan"):
    """Show all components, or one screen made of them."""
    if not settings.DEBUG or page not in PAGES:
        raise Http404
    return render(request, f"komponen/{page}.html", _samples(request))


app_name = "komponen"
urlpatterns = [path("komponen/", komponen, name="all"), path("komponen/<slug:page>/", komponen, name="page")]
