"""What the administrator of a puskesmas keeps in order: rooms and their signs, desks, services, and who works there."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from .access import is_username_taken
from .audit import signed
from .models import Desk, Pustu, Service, ServicePoint, Staff
from .permissions import Permission
from .places import BEDS, Place
from .refusals import Refusal, Refused
from .roles import ROLES, RoleCode

User = get_user_model()


class OfficeRefused(Refused):
    """Something of the puskesmas' own that stays as it is."""


def refuse(message: str, field: str = "", code: str = "invalid") -> OfficeRefused:
    """Give the refusal of one thing, with its field."""
    return OfficeRefused(code, message, [Refusal(code, message, field)] if field else [])


def may(by: Staff, permission: Permission, *, facility_id: int | None) -> None:
    """Refuse who may not keep this in order, or works elsewhere."""
    if not by.can(permission) or by.facility_id is None or by.facility_id != facility_id:
        words = f"Peran {by.office.label.lower()} tidak berwenang mengubah ini. Minta administrator puskesmas."
        raise refuse(words, code="not_permitted")


# --- rooms, desks, services ---


@dataclass(frozen=True)
class Sign:
    """What hangs at a room's door and how one gets there."""

    name: str
    room: str = ""
    directions: str = ""


def add_room(place: str, sign: Sign, *, by: Staff, beds: int = 0) -> ServicePoint:
    """Open a room of a kind this puskesmas does not have yet."""
    may(by, Permission.MASTER_WRITE, facility_id=by.facility_id)
    _needs_name(sign.name)
    if place not in Place.values:
        raise refuse("Pilih jenis ruangnya.", "place")
    if ServicePoint.objects.standing().filter(facility_id=by.facility_id, place=place).exists():
        raise refuse(f"{Place(place).label} sudah ada. Ubah ruang itu, atau tambahkan meja di dalamnya.", "place")
    with signed(by):
        return ServicePoint.objects.create(
            facility_id=by.facility_id,
            place=place,
            name=sign.name,
            room=sign.room,
            directions=sign.directions,
            has_beds=place in BEDS and beds > 0,
            beds=beds if place in BEDS else 0,
            order=ServicePoint.objects.filter(facility_id=by.facility_id).count(),
        )


def rename_room(point: ServicePoint, sign: Sign, *, by: Staff) -> ServicePoint:
    """Hang another sign at a room: its name, its door and the way to it."""
    may(by, Permission.MASTER_WRITE, facility_id=point.facility_id)
    _needs_name(sign.name)
    point.name, point.room, point.directions = sign.name, sign.room, sign.directions
    with signed(by):
        point.save(update_fields=["name", "room", "directions"])
    return point


def add_desk(point: ServicePoint, label: str, *, by: Staff) -> Desk:
    """Put another desk in a room."""
    may(by, Permission.MASTER_WRITE, facility_id=point.facility_id)
    label = _label(point, label)
    with signed(by):
        return Desk.objects.create(point=point, label=label, order=point.desks.count())


def rename_desk(desk: Desk, label: str, *, by: Staff) -> Desk:
    """Give a desk another sign."""
    may(by, Permission.MASTER_WRITE, facility_id=desk.point.facility_id)
    desk.label = _label(desk.point, label, other_than=desk)
    with signed(by):
        desk.save(update_fields=["label"])
    return desk


def offer(service: Service, *, by: Staff, is_active: bool, bookable: bool) -> Service:
    """Say whether a service is given, and whether the counter may book it."""
    may(by, Permission.MASTER_WRITE, facility_id=service.facility_id)
    service.is_active, service.bookable = is_active, bookable
    with signed(by):
        service.save(update_fields=["is_active", "bookable"])
    return service


def _needs_name(name: str) -> None:
    if not name.strip():
        raise refuse("Tulis nama ruang, seperti yang tertulis di pintunya.", "name")


def _label(point: ServicePoint, label: str, other_than: Desk | None = None) -> str:
    label = label.strip()
    if not label:
        raise refuse("Tulis nama meja, misalnya Loket 3.", "label")
    taken = point.desks.filter(label__iexact=label)
    if other_than is not None:
        taken = taken.exclude(pk=other_than.pk)
    if taken.exists():
        raise refuse(f"{label} sudah ada di {point.name}. Pakai nama lain.", "label")
    return label


# --- people ---


@dataclass(frozen=True)
class Post:
    """Who somebody is at work: the role, the papers and the rooms."""

    name: str
    role: str
    nip: str = ""
    licence: str = ""
    pustu: Pustu | None = None
    points: tuple[ServicePoint, ...] = ()


def take_on(post: Post, *, username: str, password: str, by: Staff) -> Staff:
    """Let somebody begin to work here, with an account to sign in with."""
    may(by, Permission.STAFF_WRITE, facility_id=by.facility_id)
    username = username.strip()
    _check_post(post, by=by)
    if not username or is_username_taken(username):
        raise refuse("Nama akun ini kosong atau sudah dipakai. Pilih nama lain.", "username")
    user = User(username=username, is_staff=post.role == RoleCode.ADMIN)
    _set_password(user, password)
    with transaction.atomic(), signed(by):
        user.save()
        staff = Staff(user=user, facility_id=by.facility_id)
        return _post(staff, post)


def change_post(staff: Staff, post: Post, *, by: Staff) -> Staff:
    """Write down another role, other papers or other rooms of somebody who works here."""
    may(by, Permission.STAFF_WRITE, facility_id=staff.facility_id)
    _check_post(post, by=by)
    if staff.pk == by.pk and post.role != staff.role:
        raise refuse("Peran sendiri tidak diubah sendiri. Minta administrator lain.", "role")
    with transaction.atomic(), signed(by):
        if staff.user.is_staff != (post.role == RoleCode.ADMIN):
            staff.user.is_staff = post.role == RoleCode.ADMIN
            staff.user.save(update_fields=["is_staff"])
        return _post(staff, post)


def reset_password(staff: Staff, password: str, *, by: Staff) -> None:
    """Give somebody who forgot theirs a new password, to be changed by themselves."""
    may(by, Permission.STAFF_WRITE, facility_id=staff.facility_id)
    _set_password(staff.user, password)
    staff.user.save(update_fields=["password"])


def end_service(staff: Staff, *, by: Staff) -> Staff:
    """Close the account of somebody who no longer works here; what they did stays signed by them."""
    if staff.pk == by.pk:
        raise refuse("Akun sendiri tidak ditutup sendiri. Minta administrator lain.")
    return _set_active(staff, by=by, is_active=False)


def take_back(staff: Staff, *, by: Staff) -> Staff:
    """Open the account of somebody who works here again."""
    return _set_active(staff, by=by, is_active=True)


def _set_active(staff: Staff, *, by: Staff, is_active: bool) -> Staff:
    may(by, Permission.STAFF_WRITE, facility_id=staff.facility_id)
    with transaction.atomic(), signed(by):
        staff.is_active = staff.user.is_active = is_active
        staff.save(update_fields=["is_active"])
        staff.user.save(update_fields=["is_active"])
    return staff


def _post(staff: Staff, post: Post) -> Staff:
    staff.name, staff.role, staff.nip, staff.licence = post.name.strip(), post.role, post.nip, post.licence
    staff.pustu = post.pustu
    staff.save()
    staff.points.set(post.points)
    return staff


def _check_post(post: Post, *, by: Staff) -> None:
    if not post.name.strip():
        raise refuse("Tulis nama petugas.", "name")
    if post.role not in ROLES or post.role == RoleCode.DINAS:
        raise refuse("Pilih peran di puskesmas ini.", "role")
    theirs: Iterable[ServicePoint | Pustu] = (*post.points, *([post.pustu] if post.pustu else []))
    if any(one.facility_id != by.facility_id for one in theirs):
        raise refuse("Pilih ruang dan Pustu dari puskesmas ini saja.", "points")


def _set_password(user, password: str) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise refuse(" ".join(error.messages), "password") from None
    user.set_password(password)
