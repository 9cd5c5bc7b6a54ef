"""The laboratory's menu and the villages' officers, kept by the administrator of each puskesmas."""

from django.contrib import admin

from puskesmas.facility.access import services_for, staff_for, villages_for
from puskesmas.facility.admin import OwnFacilityAdmin

from .models import LabTest, VillageOfficer

OWN_ROWS = {"service": services_for, "staff": staff_for, "village": villages_for}


class OwnRowsAdmin(OwnFacilityAdmin):
    """Master data that points at other rows of the same puskesmas."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        own = OWN_ROWS.get(db_field.name)
        if own and not request.user.is_superuser:
            kwargs["queryset"] = own(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(LabTest)
class LabTestAdmin(OwnRowsAdmin):
    list_display = ["name", "code", "group", "kind", "unit", "service", "is_active"]
    list_filter = ["group", "kind", "is_active"]
    list_select_related = ["service"]
    search_fields = ["name", "code"]


@admin.register(VillageOfficer)
class VillageOfficerAdmin(OwnRowsAdmin):
    list_display = ["village", "staff"]
    list_select_related = ["village", "staff"]
