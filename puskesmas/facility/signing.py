"""Who an account is at work, read in one query with the account itself."""

from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend


class StaffBackend(ModelBackend):
    """Signs in as Django does, and brings the staff member and the facility along on every request."""

    def get_user(self, user_id):
        users = get_user_model()._default_manager.select_related("staff__facility")
        user = users.filter(pk=user_id).first()
        return user if user and self.user_can_authenticate(user) else None
