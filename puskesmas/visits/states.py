"""Where a visit can be, and which moves are physically lawful anywhere."""

from django.db.models import TextChoices

from puskesmas.facility.places import Place


class State(TextChoices):
    """The state of a patient's walk; the names are the words other programs read."""

    ARRIVED = "arrived", "Datang"
    REGISTRATION = "registration", "Pendaftaran"
    SCREENING = "screening", "Skrining"
    TRIAGE = "triage", "Triase"
    EMERGENCY = "emergency", "Gawat darurat"
    EXAM = "exam", "Pemeriksaan"
    DELIVERY = "delivery", "Persalinan"
    INTERNAL_REFERRAL = "internal_referral", "Rujukan internal"
    LAB = "lab", "Laboratorium"
    INPATIENT = "inpatient", "Rawat inap"
    CASHIER = "cashier", "Kasir"
    PHARMACY = "pharmacy", "Farmasi"
    FKRTL_REFERRAL = "fkrtl_referral", "Menunggu berangkat rujukan"
    DISCHARGED = "discharged", "Selesai"
    CANCELLED = "cancelled", "Dibatalkan"


class Disposition(TextChoices):
    """How a visit ended."""

    HOME = "home", "Pulang"
    FKRTL = "fkrtl", "Rujuk FKRTL"
    OTHER_FKTP = "other_fktp", "Rujuk FKTP lain"
    AGAINST_ADVICE = "against_advice", "Pulang paksa"
    LEFT = "left", "Pergi sebelum selesai"
    NO_SHOW = "no_show", "Tidak hadir"
    DIED = "died", "Meninggal"
    CANCELLED = "cancelled", "Batal"


S = State
EXITS = frozenset({S.DISCHARGED, S.CANCELLED})
INSIDE = tuple(state for state in State if state not in EXITS)
CARE = frozenset({S.EMERGENCY, S.DELIVERY})  # does triage, measuring, screening and exam by itself
BEDS = frozenset({S.EMERGENCY, S.DELIVERY, S.INPATIENT})  # papers travel, the patient stays
STAYS_OVERNIGHT = BEDS | {S.FKRTL_REFERRAL}  # the day rolls over for those who walk
NEEDS_IDENTITY = frozenset({S.EXAM, S.INPATIENT, S.CASHIER, S.PHARMACY})
MAY_LEAVE_UNKNOWN = frozenset(
    {
        Disposition.FKRTL,
        Disposition.OTHER_FKTP,
        Disposition.DIED,
        Disposition.AGAINST_ADVICE,
        Disposition.LEFT,
        Disposition.NO_SHOW,
    }
)
# Those who leave or die close from any state in one verb; nobody stops them at the door.
LEAVES_FROM_ANYWHERE = frozenset({Disposition.AGAINST_ADVICE, Disposition.LEFT, Disposition.NO_SHOW, Disposition.DIED})

# The physics: from where a body can be moved to where. An SOP picks among these, it never adds one.
LAWFUL: dict[State, frozenset[State]] = {
    S.ARRIVED: frozenset({S.REGISTRATION, S.SCREENING, S.TRIAGE, S.EMERGENCY, S.DELIVERY}),
    S.REGISTRATION: frozenset(
        {S.SCREENING, S.TRIAGE, S.EMERGENCY, S.EXAM, S.DELIVERY, S.LAB, S.INPATIENT, S.CASHIER, S.PHARMACY}
        | {S.FKRTL_REFERRAL}
    ),
    S.SCREENING: frozenset(
        {S.REGISTRATION, S.SCREENING, S.TRIAGE, S.EMERGENCY, S.EXAM, S.DELIVERY, S.INTERNAL_REFERRAL, S.LAB}
        | {S.CASHIER}
    ),
    S.TRIAGE: frozenset(
        {S.REGISTRATION, S.SCREENING, S.TRIAGE, S.EMERGENCY, S.EXAM, S.DELIVERY, S.INTERNAL_REFERRAL, S.LAB}
        | {S.CASHIER}
    ),
    S.EMERGENCY: frozenset(
        {S.REGISTRATION, S.SCREENING, S.TRIAGE, S.EXAM, S.DELIVERY, S.INTERNAL_REFERRAL, S.LAB, S.INPATIENT}
        | {S.CASHIER, S.PHARMACY, S.FKRTL_REFERRAL}
    ),
    S.EXAM: frozenset(
        {S.EXAM, S.TRIAGE, S.EMERGENCY, S.DELIVERY, S.INTERNAL_REFERRAL, S.LAB, S.INPATIENT, S.CASHIER, S.PHARMACY}
        | {S.FKRTL_REFERRAL}
    ),
    S.DELIVERY: frozenset(
        {S.REGISTRATION, S.EMERGENCY, S.EXAM, S.INTERNAL_REFERRAL, S.LAB, S.INPATIENT, S.CASHIER, S.PHARMACY}
        | {S.FKRTL_REFERRAL}
    ),
    S.INTERNAL_REFERRAL: frozenset(
        {S.TRIAGE, S.SCREENING, S.EMERGENCY, S.EXAM, S.DELIVERY, S.INTERNAL_REFERRAL, S.LAB, S.INPATIENT}
        | {S.CASHIER, S.PHARMACY, S.FKRTL_REFERRAL}
    ),
    S.LAB: frozenset(
        {S.TRIAGE, S.SCREENING, S.EMERGENCY, S.EXAM, S.DELIVERY, S.INTERNAL_REFERRAL, S.INPATIENT, S.CASHIER}
        | {S.PHARMACY, S.FKRTL_REFERRAL}
    ),
    S.INPATIENT: frozenset(
        {S.EMERGENCY, S.DELIVERY, S.EXAM, S.INTERNAL_REFERRAL, S.LAB, S.CASHIER, S.PHARMACY, S.FKRTL_REFERRAL}
    ),
    S.CASHIER: frozenset(
        {S.REGISTRATION, S.SCREENING, S.TRIAGE, S.EMERGENCY, S.EXAM, S.DELIVERY, S.INTERNAL_REFERRAL, S.LAB}
        | {S.INPATIENT, S.PHARMACY, S.FKRTL_REFERRAL}
    ),
    S.PHARMACY: frozenset({S.EMERGENCY, S.EXAM, S.DELIVERY, S.INPATIENT, S.CASHIER, S.FKRTL_REFERRAL}),
    S.FKRTL_REFERRAL: frozenset(
        {S.EMERGENCY, S.EXAM, S.DELIVERY, S.INPATIENT, S.INTERNAL_REFERRAL, S.LAB} | {S.CASHIER, S.PHARMACY}
    ),
    S.DISCHARGED: frozenset(),
    S.CANCELLED: frozenset(),
}


def sources_of(target: State) -> list[str]:
    """Give the states from which a visit may lawfully move to ``target``; an exit is lawful from every state inside."""
    if target in EXITS:
        return [state.value for state in INSIDE]
    return [state.value for state, targets in LAWFUL.items() if target in targets]


def is_lawful(source: State, target: State) -> bool:
    """Tell whether the machine allows the move at all, whatever the SOP says."""
    return source.value in sources_of(target)


_STATE_AT = {
    Place.PINTU: S.TRIAGE,
    Place.PANDU: S.SCREENING,
    Place.SKRINING: S.SCREENING,
    Place.LOKET: S.REGISTRATION,
    Place.IGD: S.EMERGENCY,
    Place.BERSALIN: S.DELIVERY,
    Place.RANAP: S.INPATIENT,
    Place.LAB: S.LAB,
    Place.KASIR: S.CASHIER,
    Place.FARMASI: S.PHARMACY,
}

# Who comes to the patient in a one-stop room (ministry 5), and whose paper travels to a bed.
SERVED_BY = {
    S.REGISTRATION: Place.LOKET,
    S.LAB: Place.LAB,
    S.CASHIER: Place.KASIR,
    S.PHARMACY: Place.FARMASI,
}


def state_at(place: str) -> State:
    """Give the state of a patient who goes to ``place`` outside the SOP's line; every other room is an exam."""
    return _STATE_AT.get(Place(place), S.EXAM)
