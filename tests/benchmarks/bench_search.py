"""Finding one patient among a hundred thousand, by each key (design §12)."""

from datetime import date, timedelta
from random import Random

from django.db import connection

from puskesmas.demo import names
from puskesmas.patients.models import Patient
from puskesmas.patients.search import search
from tests import cast
from tests.benchmarks.measure import milliseconds

PEOPLE = 100_000
ROUNDS = 25


def test_search(committed_db):
    facility = cast.a_puskesmas("sungai_kakap")
    clerk, chance = cast.staff(facility, "loket"), Random(7)
    given = sorted(
        {
            word
            for value in vars(names).values()
            if isinstance(value, (tuple, list))
            for word in value
            if isinstance(word, str)
        }
    ) or ["Siti", "Budi", "Rahmah"]
    rows = [
        Patient(
            facility=facility,
            record_number=f"{n:06}",
            name=f"{chance.choice(given)} {chance.choice(given)}",
            sex=chance.choice("LP"),
            birth_date=date(1950, 1, 1) + timedelta(days=chance.randrange(27_000)),
            nik=f"61120901018{n:05}",
            phone=f"0812{n:08}",
        )
        for n in range(PEOPLE)
    ]
    Patient.objects.bulk_create(rows, batch_size=5000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE patients_patient")
    print(f"\n{PEOPLE} patients")
    for what, words in {
        "NIK": [row.nik for row in chance.sample(rows, ROUNDS)],
        "record number": [row.record_number for row in chance.sample(rows, ROUNDS)],
        "phone": [row.phone for row in chance.sample(rows, ROUNDS)],
        "whole name": [row.name for row in chance.sample(rows, ROUNDS)],
        "two letters each": [" ".join(word[:2] for word in row.name.split()) for row in chance.sample(rows, ROUNDS)],
    }.items():
        took = milliseconds([lambda q=q: list(search(clerk.user, q)[:20]) for q in words])
        plan = search(clerk.user, words[0]).explain()
        print(f"{what:<18} {took:6.2f} ms   {'index' if 'Index' in plan else 'SEQ SCAN'}")
        assert "Seq Scan on patients_patient" not in plan, plan
