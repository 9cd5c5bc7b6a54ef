"""Drugs in Django's admin: an administrator keeps the list of their own puskesmas; stock is shown, never typed."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from puskesmas.facility.access import services_for
from puskesmas.facility.admin import OwnFacilityAdmin
from puskesmas.visits.facts import Fact

from .models import Drug, LabelKind, Route, StockBatch


class DrugForm(forms.ModelForm):
    """One drug, with the rules the database keeps said in words."""

    class Meta:
        model = Drug
        fields = [
            "facility",
            "code",
            "name",
            "strength",
            "form",
            "unit",
            "route",
            "label_kind",
            "shake",
            "substances",
            "teaches",
            "service",
            "programme",
            "is_active",
        ]

    def clean(self):
        cleaned = super().clean()
        swallowed = cleaned.get("route") == Route.ORAL
        if cleaned.get("label_kind") and swallowed != (cleaned["label_kind"] == LabelKind.WHITE):
            self.add_error("label_kind", "Etiket putih untuk obat yang diminum, biru untuk yang lain.")
        if set(cleaned.get("teaches") or ()) - {Fact.KB_PROCEDURE.value}:
            self.add_error("teaches", "Yang dikenal hanya kb_procedure. Kosongkan untuk obat lain.")
        facility, service = cleaned.get("facility") or self.instance.facility, cleaned.get("service")
        if service and facility and service.facility_id != facility.pk:
            raise ValidationError({"service": "Pilih layanan dari puskesmas ini saja."})
        return cleaned


@admin.register(Drug)
class DrugAdmin(OwnFacilityAdmin):
    form = DrugForm
    list_display = ["name", "strength", "form", "code", "programme", "is_active"]
    list_filter = ["form", "programme", "is_active"]
    search_fields = ["name", "code"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "service" and not request.user.is_superuser:
            kwargs["queryset"] = services_for(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(StockBatch)
class StockBatchAdmin(OwnFacilityAdmin):
    facility_path = "drug__facility"
    list_display = ["drug", "batch", "expiry", "source", "quantity", "reserved"]
    list_filter = ["source"]
    list_select_related = ["drug"]
    search_fields = ["drug__name", "batch"]

    def has_add_permission(self, request):
        return False  # a stock card is written by receipts, prescriptions and counts

    def has_change_permission(self, request, obj=None):
        return False
