"""Master data in Django's admin: an administrator sees and changes what belongs to their own puskesmas."""

from contextlib import nullcontext

from django.contrib import admin

from .access import own_rows_for
from .audit import signed
from .forms import StaffForm
from .models import Desk, Facility, Hamlet, Posting, Posyandu, Pustu, Service, ServicePoint, Staff, Village
from .permissions import Permission

admin.site.site_header = "Alur: data induk"
admin.site.site_title = "Alur"
admin.site.index_title = "Data induk"


class OwnFacilityAdmin(admin.ModelAdmin):
    """Master data of one puskesmas; `facility_path` leads from a row to the facility it belongs to.

    Superusers look after the machine and see every puskesmas. Nothing is deleted: rows are closed or switched off.
    """

    facility_path = "facility"
    permission = Permission.MASTER_WRITE

    def get_queryset(self, request):
        rows = super().get_queryset(request)
        if request.user.is_superuser:
            return rows
        return rows.filter(**{self.facility_path: request.user.staff.facility_id})

    def has_module_permission(self, request):
        return self._may(request)

    def has_view_permission(self, request, obj=None):
        return self._may(request)

    def has_add_permission(self, request):
        return self._may(request)

    def has_change_permission(self, request, obj=None):
        return self._may(request)

    def has_delete_permission(self, request, obj=None):
        return False

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        narrow(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        narrow(db_field, request, kwargs)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def changeform_view(self, request, *args, **kwargs):
        staff = getattr(request.user, "staff", None)
        with signed(staff) if staff else nullcontext():
            return super().changeform_view(request, *args, **kwargs)

    def _may(self, request) -> bool:
        staff = getattr(request.user, "staff", None)
        return request.user.is_superuser or bool(staff and staff.facility_id and staff.can(self.permission))


def narrow(db_field, request, kwargs):
    """Offer only what belongs to the administrator's own puskesmas."""
    if not request.user.is_superuser:
        rows = own_rows_for(request.user, db_field.related_model)
        if rows is not None:
            kwargs.setdefault("queryset", rows)


@admin.register(Facility)
class FacilityAdmin(OwnFacilityAdmin):
    facility_path = "pk"
    list_display = ["name", "district", "province", "timezone"]
    readonly_fields = ["code"]

    def has_add_permission(self, request):
        return request.user.is_superuser

    def get_readonly_fields(self, request, obj=None):
        return self.readonly_fields if obj else []


class OwnedInline(admin.TabularInline):
    """Rows edited on the page of the row they hang on, by whoever may open that page."""

    extra = 0

    def has_view_permission(self, request, obj=None):
        return True

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        narrow(db_field, request, kwargs)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class DeskInline(OwnedInline):
    model = Desk
    can_delete = False


class PostingInline(OwnedInline):
    model = Posting


@admin.register(ServicePoint)
class ServicePointAdmin(OwnFacilityAdmin):
    list_display = ["name", "place", "room", "has_beds", "closed_for_good_on"]
    list_filter = ["place"]
    readonly_fields = ["closed_for_good_on"]  # closed on its own page, which asks whose walk still needs it
    inlines = [DeskInline]


@admin.register(Service)
class ServiceAdmin(OwnFacilityAdmin):
    list_display = ["name", "code", "place", "cluster", "bookable", "is_active"]
    list_filter = ["cluster", "is_active"]
    search_fields = ["name", "code"]


@admin.register(Village)
class VillageAdmin(OwnFacilityAdmin):
    list_display = ["name", "kind", "kemendagri_code", "population", "in_area"]
    search_fields = ["name", "kemendagri_code"]


@admin.register(Hamlet)
class HamletAdmin(OwnFacilityAdmin):
    facility_path = "village__facility"
    list_display = ["name", "kind", "village"]
    list_select_related = ["village"]


@admin.register(Pustu)
class PustuAdmin(OwnFacilityAdmin):
    list_display = ["name"]
    filter_horizontal = ["villages"]


@admin.register(Posyandu)
class PosyanduAdmin(OwnFacilityAdmin):
    facility_path = "village__facility"
    list_display = ["name", "village", "hamlet"]
    list_select_related = ["village", "hamlet"]


@admin.register(Staff)
class StaffAdmin(OwnFacilityAdmin):
    permission = Permission.STAFF_WRITE
    list_display = ["name", "role", "pustu", "is_active"]
    list_filter = ["role", "is_active"]
    search_fields = ["name", "nip"]
    form = StaffForm
    fields = ["facility", "username", "password", "role", "name", "nip", "licence", "pustu", "is_active"]
    inlines = [PostingInline]
