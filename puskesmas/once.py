"""A form sent twice is done once: a double click, or a resend after a cut network, finds the first one's answer.

`once.js` gives each press of a form its own key. The key is written in the transaction of the view's own work, so a
twin waits for it and is led where the first was led. A page shown again (with errors, or with a list) did nothing
that needs keeping: its key is free again, and the corrected form is a new press.
"""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from puskesmas.rest.errors import KeyReused
from puskesmas.rest.idempotency import REPLAYED, Answer, hash_of, is_legal, once

FIELD = "idempotency_key"
OWN_WORDS = {FIELD, "csrfmiddlewaretoken"}  # what differs between two presses of one form
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


class OnceMiddleware:
    """Lets a signed-in person's keyed form through to its view once, and answers its twins alike."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Let the request pass; the work is in `process_view`, when it is known who asks."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Run the view under the form's key."""
        if request.method != "POST" or request.content_type not in FORMS or not request.user.is_authenticated:
            return None
        key = request.POST.get(FIELD, "")
        if not is_legal(key):
            return None
        shown = []  # by the view that ran, if it was ours that ran

        def work() -> Answer:
            shown.append(view(request, *args, **kwargs))
            return _kept(request, shown[0])

        try:
            answer = once(user=request.user, key=key, body_hash=_fingerprint(request), work=work)
        except KeyReused:
            return render(request, "409.html", status=409)
        return shown[0] if shown else _again(request, answer)


def _fingerprint(request) -> str:
    typed = {name: request.POST.getlist(name) for name in request.POST if name not in OWN_WORDS}
    sent = [[name, file.name, file.size] for name, file in request.FILES.items()]
    return hash_of("POST", request.get_full_path(), [typed, sent])


def _kept(request, response: HttpResponse) -> Answer:
    """Keep where the view leads and what it says there; a page shown instead is not kept."""
    if not isinstance(response, HttpResponseRedirect):
        return Answer(response.status_code, None, forgotten=True)
    # What was said in this request only; Django has no public name for it before the response is written.
    said = [[one.level, str(one.message), one.extra_tags] for one in messages.get_messages(request)._queued_messages]
    return Answer(response.status_code, {"location": response.url, "said": said})


def _again(request, answer: Answer) -> HttpResponse:
    """Lead a twin where the first was led, with the same words waiting there."""
    for level, words, tags in answer.body["said"]:
        messages.add_message(request, level, words, tags)
    response = HttpResponseRedirect(answer.body["location"])
    response.status_code = answer.status
    response.headers[REPLAYED] = "true"
    return response
