"""Papers that send a patient somewhere, and their answers."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from puskesmas.facility.permissions import Permission
from puskesmas.facility.places import Place
from puskesmas.visits.access import visit_by_code
from referrals import internal, outward, replies
from referrals.access import internal_referrals_for, outward_referrals_for, referral_by_code
from referrals.models import Consent, InternalReferral, ReferralKind
from referrals.replies import Monitoring

from .created import Made, VisitWithCreatedShape, served_entry
from .fields import Body, Choice, Day, Flag, MaybeText, Text
from .operations import Endpoint, Shape, does, reads
from .permissions import require
from .shapes import VisitShape

INTERNAL = "internal"
KINDS = [(INTERNAL, "Rujukan internal"), *ReferralKind.choices]


class ReferralShape(Shape):
    """One referral, within the house or out of it."""

    code = serializers.CharField()
    kind = serializers.SerializerMethodField()
    receiver = serializers.SerializerMethodField()
    reason = serializers.SerializerMethodField()
    diagnosis = serializers.SerializerMethodField()
    written_at = serializers.SerializerMethodField()
    answered_at = serializers.DateTimeField(allow_null=True)

    @extend_schema_field(serializers.ChoiceField(choices=KINDS))
    def get_kind(self, paper):
        """To whom it goes."""
        return INTERNAL if isinstance(paper, InternalReferral) else paper.kind

    def get_receiver(self, paper) -> str:
        """The place within the house, or the facility or office."""
        return paper.place if isinstance(paper, InternalReferral) else paper.receiver

    def get_reason(self, paper) -> str:
        """What is asked."""
        return paper.question if isinstance(paper, InternalReferral) else paper.reason

    def get_diagnosis(self, paper) -> str:
        """The working diagnosis, with its code if it has one."""
        if isinstance(paper, InternalReferral):
            return ""
        return f"{paper.diagnosis_code} {paper.diagnosis}".strip()

    @extend_schema_field(serializers.DateTimeField())
    def get_written_at(self, paper):
        """When it was written."""
        at = paper.asked_at if isinstance(paper, InternalReferral) else paper.written_at
        return serializers.DateTimeField().to_representation(at)


class ReferralBody(Body):
    """To whom, why, and with which working diagnosis; `internal` names a place of the house as its receiver."""

    kind = Choice(choices=KINDS)
    receiver = Text(max_length=120)
    reason = Text(max_length=300)
    diagnosis = MaybeText(max_length=200)
    department = MaybeText(max_length=80)
    condition = MaybeText(max_length=300)
    therapy = MaybeText(max_length=300)
    escort = MaybeText(max_length=120)
    consent = Choice(choices=Consent.choices, required=False, allow_blank=True, default="")
    due_on = Day(required=False, allow_null=True, default=None)
    must_return = Flag(required=False, default=True)

    def validate(self, typed):
        """A room of the house has its own word."""
        if typed["kind"] == INTERNAL and typed["receiver"] not in Place.values:
            sentence = f"Untuk rujukan internal tulis tempatnya: {', '.join(Place)}."
            raise serializers.ValidationError({"receiver": [serializers.ErrorDetail(sentence, code="invalid_choice")]})
        return typed


class AnswerBody(Body):
    """What the receiver answers: a room with `answer`, another facility with what it found, did and advises."""

    answer = MaybeText(max_length=500)
    diagnosis = MaybeText(max_length=200)
    therapy = MaybeText(max_length=300)
    advice = MaybeText(max_length=300)
    control_on = Day(required=False, allow_null=True, default=None)
    monitoring = Choice(choices=Monitoring.choices, required=False, default=Monitoring.HERE)


class Referrals(Endpoint):
    """The referrals of a visit."""

    opens = visit_by_code

    @reads(ReferralShape, Permission.REFERRAL_READ, many=True)
    def get(self, visit):
        """Every paper that sent this patient somewhere."""
        within = internal_referrals_for(self.request.user).filter(visit=visit)
        return [*within, *outward_referrals_for(self.request.user).filter(visit=visit)]

    @does(VisitWithCreatedShape, Permission.REFERRAL_READ, takes=ReferralBody, status=201)
    def post(self, visit, *, kind, receiver, reason, must_return, due_on, **letter):
        """Refer; to a room of the house the patient goes at once, a letter is carried by who leaves."""
        require(self.staff, Permission.REFERRAL_INTERNAL if kind == INTERNAL else Permission.REFERRAL_OUT)
        entry = served_entry(visit, by=self.staff)
        if kind == INTERNAL:
            made = internal.refer_internally(entry, [receiver], question=reason, must_return=must_return, by=self.staff)
            return Made(visit, "referral", *made)
        words = outward.Letter(receiver=receiver, reason=reason, **letter)
        made = outward.refer_out(visit, entry, kind=kind, letter=words, due_on=due_on, by=self.staff)
        return Made(visit, "referral", made)


class AnswerReferral(Endpoint):
    """The answer."""

    opens = referral_by_code

    @does(VisitShape, Permission.REFERRAL_ANSWER, takes=AnswerBody)
    def post(self, referral, *, answer, advice, control_on, monitoring, **found):
        """Write down the answer; a patient still in the answering room goes back."""
        if isinstance(referral, InternalReferral):
            internal.answer(referral, answer=answer or advice, by=self.staff)
        else:
            reply = replies.Reply(advice=advice or answer[:300], control_on=control_on, **found)
            replies.answer(referral, reply=reply, monitoring=monitoring, by=self.staff)
        return referral.visit
