"""The checks of a telaah, read from their file, and the answers given to them."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from puskesmas.facility.refusals import Refusal

FILE = Path(__file__).parent / "telaah.toml"
GROUPS = {"administratif": "Administratif", "farmasetik": "Farmasetik", "klinis": "Klinis"}
LONGEST_NOTE = 200


class ChecklistError(ValueError):
    """A file of checks that cannot be used, with the word that is wrong."""


@dataclass(frozen=True)
class Check:
    """One thing to look at."""

    key: str
    group: str
    asks: str


@dataclass(frozen=True)
class Checklist:
    """All things to look at, in the version in force."""

    version: str
    source: str
    child_under_years: int
    checks: tuple[Check, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the checks, in order."""
        return tuple(check.key for check in self.checks)

    def grouped(self) -> Iterator[tuple[str, tuple[Check, ...]]]:
        """Give each group's Indonesian name with its checks, for the page."""
        for group, label in GROUPS.items():
            yield label, tuple(check for check in self.checks if check.group == group)


@dataclass(frozen=True)
class Answer:
    """Ya or Tidak to one check, with a note; a Tidak is never without one."""

    ok: bool
    note: str = ""


Answers = Mapping[str, Answer]


@lru_cache(maxsize=1)
def checklist() -> Checklist:
    """Give the checks in force, read once a process."""
    return parse(FILE.read_text(encoding="utf-8"))


def parse(text: str) -> Checklist:
    """Give the checks a file lists; raises ChecklistError naming what is wrong."""
    raw = tomllib.loads(text)
    checks = tuple(Check(one["key"], one["group"], one["asks"]) for one in raw["check"])
    odd = sorted({check.group for check in checks} - set(GROUPS))
    if odd:
        raise ChecklistError(f"Unknown group {', '.join(odd)}. Groups are {', '.join(GROUPS)}.")
    if len({check.key for check in checks}) < len(checks):
        raise ChecklistError("Two checks share a key.")
    return Checklist(raw["version"], raw["source"], raw["child_under_years"], checks)


def all_in_order() -> dict[str, Answer]:
    """Give a Ya to every check, for a pharmacist who found nothing amiss and says so in one word."""
    return {key: Answer(ok=True) for key in checklist().keys}


def errors_of(answers: Answers) -> list[Refusal]:
    """Give what is missing from the answers, and what was answered that nobody asked."""
    asked = checklist()
    found = [
        Refusal("unknown_check", f"Butir telaah “{key}” tidak dikenal.", key)
        for key in answers
        if key not in asked.keys
    ]
    for check in asked.checks:
        answer = answers.get(check.key)
        if answer is None:
            found.append(Refusal("required", f"Jawab Ya atau Tidak: {check.asks}", check.key))
        elif not answer.ok and not answer.note.strip():
            found.append(Refusal("note_required", f"Tulis yang tidak sesuai: {check.asks}", check.key))
        elif len(answer.note) > LONGEST_NOTE:
            found.append(Refusal("too_long", f"Catatan paling panjang {LONGEST_NOTE} huruf.", check.key))
    return found


def refused_in(answers: Answers) -> list[Refusal]:
    """Give the checks answered Tidak, each with its note, as reasons not to go on."""
    return [
        Refusal("not_in_order", f"{check.asks} Tidak: {answers[check.key].note}", check.key)
        for check in checklist().checks
        if check.key in answers and not answers[check.key].ok
    ]
