"""The demo accounts: one password for all, hashed once."""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

DEMO_PASSWORD = "alur-mengalir-2024"

User = get_user_model()


def open_accounts(usernames: list[str], *, administrators: set[str]) -> dict[str, object]:
    """Return an account for each name, making those that are missing."""
    known = set(User.objects.filter(username__in=usernames).values_list("username", flat=True))
    password = make_password(DEMO_PASSWORD)  # a tenth of a second, on purpose; a hundred times would be ten
    User.objects.bulk_create(
        User(username=username, password=password, is_staff=username in administrators)
        for username in usernames
        if username not in known
    )
    return {user.username: user for user in User.objects.filter(username__in=usernames)}
