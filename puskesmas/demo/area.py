"""The villages a demo puskesmas answers for, with their hamlets, Pustu and Posyandu."""

from puskesmas.facility.models import Facility, Hamlet, Posyandu, Pustu, Village

from .plans import FacilityPlan

POSYANDU = ("Melati", "Mawar", "Anggrek", "Kenanga", "Dahlia", "Teratai", "Cempaka", "Flamboyan")


def survey(facility: Facility, plan: FacilityPlan) -> None:
    """Draw the map of a puskesmas: every hamlet has its Posyandu, every Pustu its villages."""
    villages = Village.objects.bulk_create(
        Village(
            facility=facility,
            kemendagri_code=village.code,
            kind=plan.village_kind,
            name=village.name,
            population=village.population,
            in_area=village.in_area,
        )
        for village in plan.villages
    )
    hamlets = Hamlet.objects.bulk_create(
        Hamlet(village=village, kind=plan.hamlet_kind, name=name)
        for village, planned in zip(villages, plan.villages, strict=True)
        for name in planned.hamlets
    )
    by_village: dict[int, int] = {}
    posyandu = []
    for hamlet in hamlets:
        number = by_village[hamlet.village_id] = by_village.get(hamlet.village_id, -1) + 1
        posyandu.append(Posyandu(village_id=hamlet.village_id, hamlet=hamlet, name=f"Posyandu {POSYANDU[number]}"))
    Posyandu.objects.bulk_create(posyandu)
    by_name = {village.name: village for village in villages}
    for name, served in plan.pustu.items():
        Pustu.objects.create(facility=facility, name=name).villages.set([by_name[village] for village in served])
