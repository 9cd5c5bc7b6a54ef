"""Loading many rows at once by COPY, as a seeded year needs them; triggers and constraints hold as for any insert."""

import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models

AT_ONCE = 20_000
_SPECIAL = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def copy_in(model: type[models.Model], rows: Iterable[models.Model]) -> int:
    """Load unsaved rows, and give how many; who has no key yet gets the next of the table's sequence."""
    rows = list(rows)
    unnumbered = [row for row in rows if row.pk is None]
    for row, pk in zip(unnumbered, reserved(model, len(unnumbered)), strict=True):
        row.pk = pk
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    writers = [(field.attname, _writer(field)) for field in fields]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        for some in _parts(rows):
            text = "".join("\t".join(write(getattr(row, name)) for name, write in writers) + "\n" for row in some)
            cursor.copy_expert(f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN', io.StringIO(text))
    return len(rows)


def reserved(model: type[models.Model], number: int) -> Iterator[int]:
    """Give so many keys of a table's sequence, which nobody else will be given."""
    if not number:
        return iter(())
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)", [table, column, number]
        )
        return iter([row[0] for row in cursor.fetchall()])


def _parts(rows: Sequence[models.Model]) -> Iterator[Sequence[models.Model]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _writer(field: models.Field) -> Callable[[Any], str]:
    """Give how a column's value is written in COPY's text format."""
    if isinstance(field, models.JSONField):
        return lambda value: "\\N" if value is None else _escaped(json.dumps(value, cls=DjangoJSONEncoder))
    if isinstance(field, ArrayField):
        return lambda value: "\\N" if value is None else _escaped(_array(value))
    if isinstance(field, models.BooleanField):
        return lambda value: "\\N" if value is None else "t" if value else "f"
    if isinstance(field, models.DateTimeField):
        return lambda value: "\\N" if value is None else value.isoformat()
    return lambda value: "\\N" if value is None else _escaped(str(value))


def _escaped(text: str) -> str:
    return text.translate(_SPECIAL)


def _array(values: Iterable[Any]) -> str:
    return "{" + ",".join('"' + str(one).replace("\\", "\\\\").replace('"', '\\"') + '"' for one in values) + "}"
