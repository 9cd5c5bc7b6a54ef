"""ICD-10, searched as rooms search it."""

from rest_framework import serializers

from clusters import icd10
from puskesmas.facility.permissions import Permission

from .fields import Body, MaybeText
from .operations import Endpoint, Shape, reads

MOST = 200


class Icd10Shape(Shape):
    """One diagnosis, with its everyday name and the classification's title."""

    code = serializers.CharField()
    name = serializers.CharField()
    title = serializers.CharField()


class Icd10Words(Body):
    """What is looked for: the beginning of a code, or of the words of a name."""

    q = MaybeText(max_length=60)


class Icd10Search(Endpoint):
    """The diagnoses."""

    @reads(Icd10Shape, Permission.MASTER_READ, many=True, asks=Icd10Words)
    def get(self, *, q=""):
        """Those that fit two letters or more, common ones first."""
        return icd10.search(q, limit=MOST)
