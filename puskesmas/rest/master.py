"""What a puskesmas is made of: its rooms, services, villages, medicines, tests and the ICD-10."""

from django.db.models import prefetch_related_objects
from rest_framework import serializers

from puskesmas.facility.access import facility_of, services_for, villages_for
from puskesmas.facility.permissions import Permission
from puskesmas.visits.rooms import rooms_of

from .operations import Endpoint, Shape, reads


class FacilityShape(Shape):
    """The puskesmas the caller works for."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.CharField(source="kind_label")
    address = serializers.CharField()
    district = serializers.CharField()
    province = serializers.CharField()
    phone = serializers.CharField()
    timezone = serializers.CharField()


class DeskShape(serializers.Serializer):
    """One desk of a service point."""

    code = serializers.CharField()
    label = serializers.CharField()


class PointShape(Shape):
    """One room where patients wait and are served."""

    code = serializers.CharField()
    place = serializers.CharField()
    name = serializers.CharField()
    room = serializers.CharField()
    directions = serializers.CharField()
    line = serializers.CharField()
    one_stop = serializers.BooleanField()
    has_beds = serializers.BooleanField()
    beds = serializers.IntegerField()
    is_open = serializers.SerializerMethodField(help_text="buka hari ini")
    desks = DeskShape(many=True)

    def get_is_open(self, point) -> bool:
        """Whether it serves today."""
        return not point.is_shut


class ServiceShape(Shape):
    """Something a patient may come for."""

    code = serializers.CharField()
    name = serializers.CharField()
    place = serializers.CharField()
    cluster = serializers.CharField()
    teaches = serializers.ListField(child=serializers.CharField())
    bookable = serializers.BooleanField()


class HamletShape(serializers.Serializer):
    """One dusun, jorong, lingkungan or RW."""

    code = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()


class VillageShape(Shape):
    """One desa, kelurahan or nagari."""

    code = serializers.CharField()
    kemendagri_code = serializers.CharField()
    kind = serializers.CharField()
    name = serializers.CharField()
    population = serializers.IntegerField()
    in_area = serializers.BooleanField()
    hamlets = HamletShape(many=True)


class Facilities(Endpoint):
    """The puskesmas of the caller."""

    @reads(FacilityShape, Permission.MASTER_READ, many=True)
    def get(self):
        """The one puskesmas the caller works for."""
        return [facility_of(self.request.user)]


class Points(Endpoint):
    """The service points."""

    @reads(PointShape, Permission.MASTER_READ, many=True)
    def get(self):
        """The service points that stand, with their desks and whether they are open today."""
        here = facility_of(self.request.user)
        points = sorted(rooms_of(here.pk, here.today()).points.values(), key=lambda point: (point.order, point.name))
        prefetch_related_objects(points, "desks")
        return points


class Services(Endpoint):
    """The services."""

    @reads(ServiceShape, Permission.MASTER_READ, many=True)
    def get(self):
        """The services given today."""
        return services_for(self.request.user).active()


class Villages(Endpoint):
    """The villages."""

    @reads(VillageShape, Permission.MASTER_READ, many=True)
    def get(self):
        """The villages this puskesmas knows, those outside its area too."""
        return villages_for(self.request.user).prefetch_related("hamlets")
