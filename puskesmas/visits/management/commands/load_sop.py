"""`manage.py load_sop FILE --facility CODE`: checks an SOP file and puts it in force."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from puskesmas.facility.models import Facility
from puskesmas.facility.refusals import Refused
from puskesmas.visits import profiles, sop


class Command(BaseCommand):
    """Publishes an SOP file as a facility's next revision; visits inside keep the one they began under."""

    help = "Check an SOP file against a facility and put it in force."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="the SOP as TOML, or the name of one that ships with Alur")
        parser.add_argument("--facility", required=True, help="the facility's code, for instance galis")
        parser.add_argument("--reason", default="", help="why, for the history of revisions")

    def handle(self, *args, file, facility, reason, **options):
        home = Facility.objects.filter(code=facility).first()
        if home is None:
            codes = ", ".join(Facility.objects.values_list("code", flat=True)) or "none yet"
            raise CommandError(f"Unknown facility {facility!r}. Facilities are: {codes}.")
        text = sop.shipped().get(file.stem) if not file.exists() else file.read_text(encoding="utf-8")
        if text is None:
            raise CommandError(f"There is no file {file}. Shipped SOPs are: {', '.join(sop.shipped())}.")
        try:
            profile = profiles.publish(home, text, key=file.stem, reason=reason)
        except sop.SopError as error:
            raise CommandError(str(error)) from None
        except Refused as refusal:
            raise CommandError("\n".join([str(refusal), *(one.message for one in refusal.reasons)])) from None
        self.stdout.write(f"{home.name}: {profile.key} is in force as revision {profile.revision}.")
