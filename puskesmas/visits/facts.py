"""The closed vocabulary of what is known about a visit; an SOP's conditions are made of these and nothing else.

A new fact needs a decision record. ``VOCABULARY`` is stored with each published SOP.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

VOCABULARY = 1


class Fact(StrEnum):
    """One thing known about a visit."""

    EMERGENCY = "emergency"
    NOT_EMERGENCY = "not_emergency"
    LABOUR = "labour"
    NOT_LABOUR = "not_labour"
    INFECTIOUS = "infectious"
    NOT_INFECTIOUS = "not_infectious"
    DENTAL = "dental"
    NOT_DENTAL = "not_dental"
    NEEDS_HELP = "needs_help"
    WALKS = "walks"
    KLASTER_2 = "klaster_2"
    KLASTER_3 = "klaster_3"
    NEW_PATIENT = "new_patient"
    KNOWN_PATIENT = "known_patient"
    JKN = "jkn"
    UMUM = "umum"
    BILL_OPEN = "bill_open"
    BILL_CLEAR = "bill_clear"
    PRESCRIBED = "prescribed"
    NO_PRESCRIPTION = "no_prescription"
    KB_PROCEDURE = "kb_procedure"
    NO_KB_PROCEDURE = "no_kb_procedure"
    TO_BE_REFERRED = "to_be_referred"
    NOT_REFERRED = "not_referred"
    AWAITING_RESULT = "awaiting_result"
    AWAITING_RETURN = "awaiting_return"
    ELDERLY = "elderly"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    POSTPARTUM = "postpartum"
    WHEELCHAIR = "wheelchair"


F = Fact
ALIASES = {"outpatient": F.NOT_EMERGENCY}


class Teacher(StrEnum):
    """Who may teach a fact."""

    STAFF = "staff"  # what people see or are told: the door, the counter, any room
    COUNTER = "counter"  # payer, identity, cluster
    RECORDS = "records"  # only the verb that makes the paper: a bill, a prescription, an order


@dataclass(frozen=True)
class Pair:
    """Two facts of which at most one holds, what is presumed while neither was said, and who may say."""

    yes: Fact
    no: Fact
    taught_by: Teacher
    presumed: Fact | None = None
    counts: bool = False  # holds while it has sources; its opposite is never taught, only presumed

    def other(self, fact: Fact) -> Fact:
        """Give the opposite of ``fact``."""
        return self.no if fact == self.yes else self.yes


PAIRS: tuple[Pair, ...] = (
    Pair(F.EMERGENCY, F.NOT_EMERGENCY, Teacher.STAFF, presumed=F.NOT_EMERGENCY),
    Pair(F.LABOUR, F.NOT_LABOUR, Teacher.STAFF, presumed=F.NOT_LABOUR),
    Pair(F.INFECTIOUS, F.NOT_INFECTIOUS, Teacher.STAFF, presumed=F.NOT_INFECTIOUS),
    Pair(F.DENTAL, F.NOT_DENTAL, Teacher.STAFF, presumed=F.NOT_DENTAL),
    Pair(F.NEEDS_HELP, F.WALKS, Teacher.STAFF, presumed=F.WALKS),
    Pair(F.KLASTER_2, F.KLASTER_3, Teacher.COUNTER),
    Pair(F.NEW_PATIENT, F.KNOWN_PATIENT, Teacher.COUNTER),
    Pair(F.JKN, F.UMUM, Teacher.COUNTER),
    Pair(F.BILL_OPEN, F.BILL_CLEAR, Teacher.RECORDS, presumed=F.BILL_CLEAR, counts=True),
    Pair(F.PRESCRIBED, F.NO_PRESCRIPTION, Teacher.RECORDS, presumed=F.NO_PRESCRIPTION, counts=True),
    Pair(F.KB_PROCEDURE, F.NO_KB_PROCEDURE, Teacher.RECORDS, presumed=F.NO_KB_PROCEDURE, counts=True),
    Pair(F.TO_BE_REFERRED, F.NOT_REFERRED, Teacher.RECORDS, presumed=F.NOT_REFERRED, counts=True),
)
PAIR_OF: dict[Fact, Pair] = {fact: pair for pair in PAIRS for fact in (pair.yes, pair.no)}
COUNTED = frozenset(pair.yes for pair in PAIRS if pair.counts) | {F.AWAITING_RESULT, F.AWAITING_RETURN}
SINGLES = frozenset({F.ELDERLY, F.DISABLED, F.PREGNANT, F.POSTPARTUM, F.WHEELCHAIR})
GUARD_ONLY = frozenset({F.AWAITING_RESULT, F.AWAITING_RETURN})
# Facts that the stop itself uses up: paying clears the bill, handing over clears the prescription.
USED_UP = frozenset({F.BILL_OPEN, F.PRESCRIBED})

LABELS: dict[Fact, str] = {
    F.EMERGENCY: "gawat darurat",
    F.NOT_EMERGENCY: "tidak gawat darurat",
    F.LABOUR: "bersalin",
    F.NOT_LABOUR: "tidak bersalin",
    F.INFECTIOUS: "tanda infeksi",
    F.NOT_INFECTIOUS: "tanpa tanda infeksi",
    F.DENTAL: "keluhan gigi",
    F.NOT_DENTAL: "tanpa keluhan gigi",
    F.NEEDS_HELP: "perlu bantuan",
    F.WALKS: "berjalan sendiri",
    F.KLASTER_2: "klaster 2",
    F.KLASTER_3: "klaster 3",
    F.NEW_PATIENT: "pasien baru",
    F.KNOWN_PATIENT: "pasien lama",
    F.JKN: "JKN",
    F.UMUM: "umum",
    F.BILL_OPEN: "tagihan belum lunas",
    F.BILL_CLEAR: "tidak ada tagihan",
    F.PRESCRIBED: "ada resep",
    F.NO_PRESCRIPTION: "tidak ada resep",
    F.KB_PROCEDURE: "tindakan KB sesudah obat",
    F.NO_KB_PROCEDURE: "tanpa tindakan KB",
    F.TO_BE_REFERRED: "akan dirujuk",
    F.NOT_REFERRED: "tidak dirujuk",
    F.AWAITING_RESULT: "menunggu hasil laboratorium",
    F.AWAITING_RETURN: "masih di rujukan internal",
    F.ELDERLY: "lansia",
    F.DISABLED: "disabilitas",
    F.PREGNANT: "hamil",
    F.POSTPARTUM: "nifas",
    F.WHEELCHAIR: "kursi roda",
}

Sources = Mapping[str, Sequence[str]]


def fact_named(word: str) -> Fact:
    """Give the fact a file or a caller means; raises ValueError listing what was allowed."""
    if word in ALIASES:
        return ALIASES[word]
    try:
        return Fact(word)
    except ValueError:
        raise ValueError(f"Unknown fact {word!r}. Facts are: {', '.join(Fact)}.") from None


def taught_by(fact: Fact) -> Teacher:
    """Tell who may teach ``fact``."""
    if fact in GUARD_ONLY:
        return Teacher.RECORDS
    if fact in PAIR_OF:
        return PAIR_OF[fact].taught_by
    return Teacher.STAFF


def holding(sources: Sources) -> frozenset[Fact]:
    """Give every fact that holds: those with a source, and what is presumed where a pair was never decided."""
    held = {Fact(name) for name, given in sources.items() if given}
    for pair in PAIRS:
        if pair.presumed and pair.yes not in held and pair.no not in held:
            held.add(pair.presumed)
    return frozenset(held)


def taught(sources: Sources, fact: Fact, source: str) -> dict[str, list[str]]:
    """Give the sources after ``source`` has said ``fact``; the opposite of a decided pair falls silent.

    Raises ValueError for the presumed side of a counted pair: a bill is clear because none is open, not by decree.
    """
    pair = PAIR_OF.get(fact)
    if pair and pair.counts and fact == pair.no:
        raise ValueError(f"Fact '{fact}' cannot be taught: it holds while '{pair.yes}' has no source.")
    after = {name: list(given) for name, given in sources.items() if given}
    if pair and not pair.counts:
        after.pop(pair.other(fact), None)
    given = after.setdefault(fact, [])
    if source not in given:
        given.append(source)
    return after


def withdrawn(sources: Sources, fact: Fact, source: str) -> dict[str, list[str]]:
    """Give the sources after ``source`` took back ``fact``; other sources of the same fact stay."""
    after = {name: [one for one in given if (name, one) != (fact, source)] for name, given in sources.items()}
    return {name: given for name, given in after.items() if given}


def undecided(held: Iterable[Fact], pairs: Iterable[Sequence[Fact]]) -> list[Sequence[Fact]]:
    """Give the pairs of which neither side is known."""
    known = set(held)
    return [pair for pair in pairs if not known.intersection(pair)]
