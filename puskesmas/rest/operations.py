"""One operation of the API: who may, what it takes, what it answers; the schema reads the same words."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ClassVar

from django.utils import timezone
from django_filters import FilterSet
from rest_framework import serializers
from rest_framework.authentication import SessionAuthentication
from rest_framework.response import Response
from rest_framework.views import APIView

from puskesmas.facility.access import staff_of
from puskesmas.facility.middleware import zone_of
from puskesmas.facility.models import Staff
from puskesmas.facility.permissions import Permission

from . import idempotency
from .errors import FormError
from .fields import Body
from .idempotency import Answer
from .pages import Pages
from .permissions import MayDoThis
from .schema import Described
from .tokens import SignedByToken


class Shape(serializers.Serializer):
    """What an answer looks like; `of` gives it for one subject as the asker sees it."""

    @classmethod
    def of(cls, subject: Any, *, by: Staff) -> dict:
        """Return the answer about one subject."""
        return dict(cls(subject, context={"by": by}).data)

    @classmethod
    def of_many(cls, subjects: Any, *, by: Staff) -> list[dict]:
        """Return the answers about the subjects of one page."""
        return [dict(row) for row in cls(subjects, many=True, context={"by": by}).data]


@dataclass(frozen=True)
class Operation:
    """What one method of one address needs, takes and answers."""

    answers: type[Shape]
    needs: tuple[Permission, ...]
    takes: type[Body] | None = None
    asks: type[Body] | None = None
    filters: type[FilterSet] | None = None
    status: int = 200
    many: bool = False
    or_nothing: bool = False


def reads(answers: type[Shape], *needs: Permission, **words: Any) -> Callable:
    """Make a method answer GET with one thing, or with a page of `many`."""
    operation = Operation(answers, needs, **words)

    def make(handler: Callable) -> Callable:
        @wraps(handler)
        def answered(view, request, **path):
            return view.read(handler, operation, path)

        answered.operation = operation
        return answered

    return make


def does(answers: type[Shape], *needs: Permission, **words: Any) -> Callable:
    """Make a method answer POST: the body is checked, the verb runs once per key, and the answer is its subject."""
    operation = Operation(answers, needs, **words)

    def make(handler: Callable) -> Callable:
        @wraps(handler)
        def answered(view, request, **path):
            return view.do(handler, operation, path)

        answered.operation = operation
        return answered

    return make


class Endpoint(APIView):
    """One address; `opens` is the guarded door its code leads through, before anything else is looked at."""

    opens: ClassVar[Callable | None] = None
    schema = Described()
    authentication_classes = [SignedByToken, SessionAuthentication]  # the token first: its challenge makes a 401
    permission_classes = [MayDoThis]
    pagination_class = Pages
    metadata_class = None

    def initial(self, request, *args, **kwargs):
        """Sign the asker, then speak the time of their puskesmas: a token is only read here."""
        super().initial(request, *args, **kwargs)
        timezone.activate(zone_of(request.user))

    def finalize_response(self, request, response, *args, **kwargs):
        """Let nobody on the way keep an answer: it may name a patient."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        return response

    @property
    def staff(self) -> Staff:
        """The person at work who asks."""
        return staff_of(self.request.user)

    def read(self, handler: Callable, operation: Operation, path: dict) -> Response:
        """Answer with what the handler finds."""
        found = handler(self, *self._opened(path), **self._asked(operation))
        if not operation.many:
            return Response(operation.answers.of(found, by=self.staff))
        if operation.filters:
            found = self._filtered(operation.filters, found)
        pages = self.pagination_class()
        rows = pages.paginate_queryset(found, self.request, view=self)
        return pages.get_paginated_response(operation.answers.of_many(rows, by=self.staff))

    def do(self, handler: Callable, operation: Operation, path: dict) -> Response:
        """Run the verb once, and answer as it was answered the first time."""
        body = self.request.data

        def work() -> Answer:
            subjects = self._opened(path)
            done = handler(self, *subjects, **checked(operation.takes or Body, body, user=self.request.user))
            if done is None:
                return Answer(204, None)
            return Answer(operation.status, operation.answers.of(done, by=self.staff))

        answer = idempotency.once(
            user=self.request.user,
            key=idempotency.key_of(self.request),
            body_hash=idempotency.hash_of(self.request.method, self.request.path, body),
            work=work,
        )
        headers = {idempotency.REPLAYED: "true"} if answer.replayed else None
        return Response(answer.body, status=answer.status, headers=headers)

    def _opened(self, path: dict) -> list:
        return [type(self).opens(self.request.user, code) for code in path.values()]

    def _asked(self, operation: Operation) -> dict:
        if operation.asks is None:
            return {}
        typed = self.request.query_params
        known = {name: typed[name] for name in operation.asks().fields if name in typed}
        return checked(operation.asks, known, user=self.request.user)

    def _filtered(self, filters: type[FilterSet], found):
        chosen = filters(self.request.query_params, queryset=found, request=self.request)
        if not chosen.is_valid():
            raise FormError(chosen.errors.as_data())
        return chosen.qs


def checked(body: type[Body], data: Any, *, user) -> dict:
    """Return what a request says, each code opened through its door; raises ValidationError."""
    typed = body(data=data, context={"user": user})
    typed.is_valid(raise_exception=True)
    return dict(typed.validated_data)
