"""Invented residents, family by family, from a seed: the same plan and day give the same people."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from puskesmas.patients.identity import FEMALE_DAY_OFFSET

from .names import REGISTERS, Register
from .plans import FacilityPlan, VillagePlan

WITHOUT_NIK_UNTIL_DAYS = 90  # a birth is in the population register within about three months
OUTSIDERS = 0.03


@dataclass
class Resident:
    """One invented person, before any row."""

    name: str
    sex: str
    birth_date: date
    village: str
    hamlet: str
    address: str
    kk: str
    nik: str = ""
    bpjs: str = ""
    phone: str = ""
    mother: "Resident | None" = None
    mother_name: str = ""
    coverage: str = ""  # the status of a JKN card, empty for those who pay themselves
    birth_order: int | None = None


@dataclass
class Registry:
    """The numbers of one area: drawn once each, well formed, of nobody."""

    area_code: str
    random: Random
    serials: Counter = field(default_factory=Counter)
    cards: int = 0

    def nik(self, born: date, sex: str) -> str:
        """Return a NIK with the area, the birthday (a woman's plus forty) and a serial of its own."""
        day = born.day + (FEMALE_DAY_OFFSET if sex == "P" else 0)
        return self._numbered(f"{day:02}{born:%m%y}")

    def kk(self, issued: date) -> str:
        """Return a family card with the area and the day it was issued."""
        return self._numbered(f"{issued:%d%m%y}")

    def card(self) -> str:
        """Return a BPJS card number."""
        self.cards += 1
        return f"000{self.area_code[:4]}{self.cards:06}"

    def phone(self) -> str:
        """Return a mobile number."""
        return f"08{self.random.choice((12, 13, 21, 22, 52, 53, 57, 77))}{self.random.randrange(10**8):08}"

    def _numbered(self, middle: str) -> str:
        self.serials[middle] += 1
        return f"{self.area_code}{middle}{self.serials[middle]:04}"


def residents(plan: FacilityPlan, *, today: date, count: int = 2000) -> list[Resident]:
    """Return the residents of a puskesmas' area, and a few from outside it."""
    random = Random(f"alur {plan.code}")
    registry = Registry(plan.area_code, random)
    people: list[Resident] = []
    while len(people) < count:
        people += _family(plan, registry, today=today)
    return people[:count]


def _family(plan: FacilityPlan, registry: Registry, *, today: date) -> list[Resident]:
    """Return one household: a couple or one of them, children, sometimes a grandparent."""
    random, register = registry.random, REGISTERS[plan.names]
    village = _village(plan, random)
    wife_age = random.randint(19, 72)
    issued = today - timedelta(days=random.randint(200, 5000))
    home = {
        "village": village.code,
        "hamlet": random.choice(village.hamlets) if village.hamlets else "",
        "address": f"RT {random.randint(1, 6):02}/RW {random.randint(1, 4):02}",
        "kk": registry.kk(issued),
    }

    def person(sex: str, born: date, **more) -> Resident:
        return Resident(name=register.name(sex, random), sex=sex, birth_date=born, **home, **more)

    wife = person("P", _born(wife_age, today, random))
    family = [wife]
    if random.random() < 0.88:
        family.append(person("L", _born(wife_age + random.randint(-2, 8), today, random)))
    family += _children(wife, wife_age, person, register, today=today, random=random)
    if random.random() < 0.15:
        family.append(person(random.choice("LP"), _born(min(wife_age + random.randint(20, 30), 93), today, random)))
    _cover(family, plan, registry)
    _number(family, registry, today=today)
    return family


def _village(plan: FacilityPlan, random: Random) -> VillagePlan:
    inside = [village for village in plan.villages if village.in_area]
    outside = [village for village in plan.villages if not village.in_area]
    if random.random() < OUTSIDERS:
        return random.choice(outside)
    return random.choices(inside, weights=[village.population for village in inside])[0]


def _children(
    wife: Resident, wife_age: int, person, register: Register, *, today: date, random: Random
) -> Iterator[Resident]:
    """Yield children born while their mother was between nineteen and forty-two, at least two years apart."""
    first, last = max(0, wife_age - 42), wife_age - 19
    age = random.randint(first, first + 4)
    wanted = random.choices((0, 1, 2, 3, 4), weights=(10, 26, 38, 20, 6))[0]
    for _ in range(wanted):
        if age > min(last, 24):  # grown children keep a household of their own
            return
        born = _born(age, today, random)
        child = person(random.choice("LP"), born, mother=wife, mother_name=wife.name)
        if (today - born).days <= 7:
            child.name, child.birth_order = f"By. Ny. {wife.name}", 1
        yield child
        age += random.randint(2, 5)


def _born(age: int, today: date, random: Random) -> date:
    """Return a birthday that makes somebody this old today."""
    newest = today - timedelta(days=round(age * 365.25))
    return newest - timedelta(days=random.randint(0, 364 if age else 330))


def _cover(family: list[Resident], plan: FacilityPlan, registry: Registry) -> None:
    """Give a family JKN or not; a member's card may have lapsed or be registered elsewhere."""
    if registry.random.random() >= plan.jkn_share:
        return
    for member in family:
        member.bpjs = registry.card()
        member.coverage = registry.random.choices(("active", "inactive", "elsewhere"), weights=(86, 9, 5))[0]


def _number(family: list[Resident], registry: Registry, *, today: date) -> None:
    """Give everyone a NIK but the smallest and a few old people who never had one, and grown-ups a phone."""
    for member in family:
        days = (today - member.birth_date).days
        never_had_one = days > 65 * 365 and registry.random.random() < 0.06
        if days > WITHOUT_NIK_UNTIL_DAYS and not never_had_one:
            member.nik = registry.nik(member.birth_date, member.sex)
        else:
            member.bpjs = "" if days <= WITHOUT_NIK_UNTIL_DAYS else member.bpjs
        if days > 16 * 365 and registry.random.random() < 0.75:
            member.phone = registry.phone()
