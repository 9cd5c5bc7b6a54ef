"""Every address that shows a page: who may open it, and what of the told morning stands there.

A new address belongs in SCREENS, or in LEFT_OUT with the reason nobody looks at it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver


@dataclass(frozen=True)
class Screen:
    """One page to look at: its address' name, the role that opens it, and the words of the codes in it."""

    name: str
    role: str = ""  # nobody is signed in
    codes: tuple[str, ...] = ()  # words of House.codes; one that begins with = stands in the address as it is
    query: str = ""

    @property
    def word(self) -> str:
        """What the picture is called."""
        more = [*self.codes, self.query.strip("?")]
        return "-".join([self.name, *filter(None, more)]).replace(":", "_").replace(" ", "_").replace("=", "_")


def _of(name: str, role: str, *codes: str, query: str = "") -> Screen:
    return Screen(name, role, codes, query)


ROOMS = (
    ("PANDU", "pandu"), ("SKRINING", "skrining"), ("KLASTER3", "dokter"), ("KIA", "bidan"), ("ANAK", "perawat"),
    ("KLASTER4", "perawat"), ("GIGI", "gigi"), ("IGD", "dokter"), ("BERSALIN", "bidan"), ("RANAP", "ranap"),
)  # fmt: skip
DESKS = (
    ("PANDU", "pandu"), ("SKRINING", "skrining"), ("called", "dokter"), ("desk", "dokter"), ("returned", "dokter"),
    ("leaving", "dokter"), ("KIA", "bidan"), ("ANAK", "bidan"), ("GIGI", "gigi"), ("IGD", "dokter"),
    ("BERSALIN", "bidan"), ("RANAP", "ranap"),
)  # fmt: skip
SHEETS = ("prescribe", "order_lab", "refer", "refer_out", "follow_up", "appoint", "escalate", "leave")

SCREENS = (
    # the house
    _of("accounts:sign_in", ""),
    _of("accounts:password", "dokter"),
    *(_of("home:home", role) for role in ("dokter", "loket", "kapus", "admin")),
    _of("visits:sop", "dokter"),
    _of("visits:revisions", "admin"),
    _of("visits:revise", "admin"),
    _of("visits:revision", "admin", "sop"),
    _of("visits:visit", "dokter", "desk visit"),
    _of("visits:visit", "dokter", "closed"),
    # what the administrator furnishes
    *(_of(f"facility:{name}", "admin") for name in ("rooms", "add_room", "services", "staff", "take_on")),
    _of("facility:room", "admin", "room KLASTER3"),
    _of("facility:person", "admin", "midwife"),
    _of("visits:close_for_good", "admin", "room KLASTER4"),
    # the door and the counter
    _of("registration:door", "pandu"),
    _of("registration:measure", "pandu", "measured"),
    _of("registration:counter", "loket"),
    _of("registration:at", "loket", "found"),
    _of("registration:at", "loket", "new"),
    _of("registration:at", "loket", "new", query="?baru=1"),
    _of("registration:slip", "loket", "visit"),
    _of("registration:today", "loket"),
    _of("registration:today", "loket", query="?saring=panggil-ulang"),
    _of("registration:unknown", "loket"),
    _of("registration:name", "loket", "unknown"),
    _of("registration:yesterday", "loket"),
    _of("registration:rooms", "loket"),
    _of("registration:close_room", "loket", "room KLASTER3"),
    _of("registration:merge", "rekam_medis"),
    _of("registration:boards", "loket"),
    _of("registration:television", "", "board"),
    # the rooms
    _of("clusters:rooms", "dokter"),
    *(_of("clusters:room", role, f"room {place}") for place, role in ROOMS),
    *(_of("clusters:desk", role, code) for code, role in DESKS),
    *(_of(f"clusters:{sheet}", "dokter", "desk") for sheet in SHEETS),
    _of("clusters:ask", "skrining", "SKRINING", "=srq20"),
    _of("clusters:ask", "dokter", "called", "=barthel"),
    _of("clusters:put_off", "skrining", "SKRINING", "=srq20"),
    _of("clusters:screening_result", "skrining", "SKRINING", "suspect"),
    _of("clusters:exam", "dokter", "called", "=ptm"),
    _of("clusters:correct_exam", "dokter", "desk", "=ptm", "chronic"),
    _of("klaster2:pregnancy", "bidan", "pregnancy"),
    _of("klaster2:pregnancy_print", "bidan", "pregnancy"),
    _of("klaster3:registers", "dokter", query="?penyakit=diabetes&datang=ya"),
    _of("klaster3:register", "dokter", "register"),
    _of("klaster4:worklist", "perawat"),
    _of("klaster4:notice", "perawat", "case"),
    _of("klaster4:episode", "perawat", "episode"),
    _of("clusters:move", "dokter", "desk", "=KASIR"),
    _of("clusters:stand_down", "dokter", "IGD"),
    _of("clusters:call_this", "dokter", "turn"),
    _of("clusters:name", "dokter", "brought"),
    _of("clusters:exam", "bidan", "BERSALIN", "=delivery"),
    _of("clusters:correct_exam", "dokter", "IGD", "=emergency", "emergency"),
    _of("lintas:beds", "ranap", "room RANAP"),
    _of("lintas:lay", "ranap", "RANAP"),
    # the laboratory, referrals, promises and tasks
    _of("referrals:bench", "lab"),
    _of("referrals:order", "lab", "order"),
    _of("referrals:order", "lab", "critical"),
    *(_of("referrals:inbox", role) for role in ("gigi", "dokter", "kasir")),
    _of("referrals:question", "gigi", "question"),
    _of("referrals:late_result", "dokter", "late"),
    _of("referrals:letters", "dokter"),
    _of("referrals:letter", "dokter", "letter"),
    _of("referrals:letter", "dokter", "sent"),
    _of("referrals:letter_print", "dokter", "letter"),
    _of("referrals:appointments", "loket"),
    _of("referrals:appointment", "loket", "appointment"),
    *(_of("referrals:tasks", role) for role in ("pustu", "kader", "bidan")),
    _of("referrals:task", "pustu", "task"),
    _of("referrals:task", "kader", "kader task"),
    _of("referrals:task", "bidan", "answered task"),
    # the pharmacy
    _of("pharmacy:queue", "apoteker"),
    *(_of("pharmacy:prescription", "apoteker", code) for code in ("prescription", "held", "packed", "handed over")),
    _of("pharmacy:prescription", "dokter", "held"),
    _of("pharmacy:change", "dokter", "held"),
    _of("pharmacy:labels", "apoteker", "packed"),
    _of("pharmacy:label", "apoteker", "medicine"),
    _of("pharmacy:copy", "apoteker", "packed"),
    _of("pharmacy:stock", "apoteker"),
    _of("pharmacy:receive", "apoteker"),
    _of("pharmacy:batch", "apoteker", "batch"),
    # klaster 1
    _of("pws:dashboard", "kapus"),
    _of("pws:dashboard", "kapus", query="?pilih=KONTAK&desa=total"),
    _of("pws:indicator", "kapus", query="?pilih=KONTAK"),
    _of("pws:names", "kapus", query="?pilih=KONTAK&isi=belum"),
    _of("pws:cascades", "kapus"),
    _of("pws:illnesses", "kapus"),
    _of("pws:targets", "klaster1"),
    _of("pws:goals", "klaster1"),
    _of("pws:district", "dinas"),
    *(_of("pws:problems", role) for role in ("kapus", "bidan", "pustu")),
    _of("pws:name_problem", "klaster1", query="?icd=I10"),
    _of("pws:name_problem", "kapus", query="?pilih=KONTAK&desa=total"),
    _of("pws:problem", "kapus", "problem"),
    _of("pws:plan", "klaster1", "plan"),
    _of("pws:agenda", "kapus"),
    _of("klaster1:home", "klaster1"),
    _of("klaster1:period", "klaster1"),
    _of("klaster1:tariffs", "kasir"),
    _of("klaster1:checklist", "klaster1", "closed"),
    _of("klaster1:cashier", "kasir"),
    _of("klaster1:bill", "kasir", "bill"),
    _of("klaster1:receipt", "kasir", "receipt"),
    _of("klaster1:reverse", "kasir", "receipt"),
    _of("klaster1:shift", "kasir"),
)

POSTED = "answers a form, and shows the page it came from"
PART = "a part of a page, painted inside the page that asks for it"
DATA = "answers programs, not people"
LEFT_OUT = {
    "healthz": DATA,
    "readyz": DATA,
    "accounts:uncover": DATA,
    "api:token": DATA,
    "api:schema": DATA,
    "api:schema_page": "is drawn by Swagger's own library, for programmers",
    "setting_up:setting_up": "is there only until the first account is made",
    "trusting:page": "is there only where the house is served over https",
    "trusting:certificate": "is a file",
    **{f"facility:{name}": POSTED for name in ("add_desk", "rename_desk", "offer", "reset_password", "end_service")},
    "visits:reopen": POSTED,
    "clusters:deny_allergies": POSTED,
    "accounts:sign_out": POSTED,
    "accounts:cover": POSTED,
    **{f"visits:{name}": POSTED for name in ("undo", "close", "publish")},
    "visits:download": "is a file",
    "pws:download": "is a file",
    **{f"pws:{name}": "is a file" for name in ("grid_pdf", "indicator_pdf", "names_pdf")},
    "pws:blank_targets": "is a file",
    **{f"pws:{name}": POSTED for name in (
        "import_targets", "project_targets", "report", "count", "rate", "join", "decide", "make_plan", "give_tasks",
        "give_activity",
    )},
    "pws:run": PART,
    "lintas:let_out": POSTED,
    **{
        f"referrals:{name}": POSTED
        for name in (
            "call_next", "recall", "skip", "go_on", "take", "sample", "result", "correct_result", "later",
            "acknowledge", "answer_question", "withdraw", "settle", "send", "refuse", "accept", "arrive", "answer",
            "give_up", "move_appointment", "cancel_appointment", "answer_task", "review_task", "cancel_task",
        )
    },
    **{
        f"pharmacy:{name}": POSTED
        for name in (
            "call_next", "start", "recall", "skip", "go_on", "review", "hold", "answer", "cancel", "dispense",
            "hand_over", "not_had", "take_back",
        )
    },
    **{
        f"clusters:{name}": POSTED
        for name in (
            "choose", "call_next", "undo", "draft", "take", "recall", "skip", "recognise", "advance", "measure", "sort",
            "screen", "acknowledge", "note_allergy", "examine", "diagnose", "withdraw_diagnosis", "give_service",
            "read_result", "answer",
        )
    },
    **{
        f"klaster1:{name}": POSTED
        for name in ("override", "call_next", "start", "recall", "skip", "go_on", "pay", "correct")
    },
    **{
        f"registration:{name}": POSTED
        for name in (
            "give", "emergency", "labour", "pass_on", "call_to_measure", "recall", "skip", "escalate", "search",
            "search_at", "proposal", "call", "new_number", "choose_desk", "close_old", "open_room", "find_for_merge",
            "do_merge", "unmerge", "add_board", "switch_off", "draft",
        )
    },
    "referrals:bench_rows": PART,
    "pharmacy:queue_rows": PART,
    "klaster1:till_rows": PART,
    "clusters:room_rows": PART,
    "clusters:illnesses": PART,
    "clusters:history": PART,
    "registration:door_rows": PART,
    "registration:counter_rows": PART,
    "registration:television_inside": PART,
}  # fmt: skip


def named_addresses(resolver=None, space: str = "") -> Iterator[str]:
    """Give the name of every address we serve; the API's unnamed ones and Django's own admin are not pages of ours."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            inner = f"{space}{one.namespace}:" if one.namespace else space
            if inner != "admin:":
                yield from named_addresses(one, inner)
        elif isinstance(one, URLPattern) and one.name:
            yield space + one.name
