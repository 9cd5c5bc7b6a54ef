"""What a request may say: strict bodies, codes instead of ids, and a sentence beside each field that is wrong."""

from collections.abc import Callable, Mapping

from django.http import Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

REQUIRED = "Isian ini wajib diisi."
EMPTY = "Isian ini tidak boleh kosong."
LARGEST_LIST = 50


class Worded:
    """Sentences that every field shares."""

    default_error_messages = {"required": REQUIRED, "null": EMPTY}


class Text(Worded, serializers.CharField):
    """Words of a stated length; only a JSON string is one."""

    default_error_messages = {
        "invalid": "Tulis sebagai teks.",
        "blank": EMPTY,
        "max_length": "Paling panjang {max_length} huruf. Singkat isinya.",
        "min_length": "Paling sedikit {min_length} huruf.",
    }

    def __init__(self, *, max_length: int = 200, **kwargs):
        super().__init__(max_length=max_length, **kwargs)
        for validator in self.validators[-2:]:  # no NUL, no half of a surrogate pair: PostgreSQL keeps neither
            validator.message = "Isian memuat tanda yang tidak bisa disimpan. Tulis ulang."

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class MaybeText(Text):
    """Words that may be left out."""

    def __init__(self, **kwargs):
        super().__init__(required=False, allow_blank=True, default="", **kwargs)


class Number(Worded, serializers.IntegerField):
    """A whole number between two bounds."""

    default_error_messages = {
        "invalid": "Tulis sebagai bilangan bulat.",
        "max_value": "Paling besar {max_value}.",
        "min_value": "Paling kecil {min_value}.",
        "max_string_length": "Angkanya terlalu panjang.",
    }

    def __init__(self, *, min_value: int = 0, max_value: int = 2_000_000_000, **kwargs):
        super().__init__(min_value=min_value, max_value=max_value, **kwargs)

    def to_internal_value(self, data):
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class Measure(Worded, serializers.DecimalField):
    """A number with its decimals, between two bounds."""

    default_error_messages = {
        "invalid": "Tulis sebagai angka.",
        "max_value": "Paling besar {max_value}.",
        "min_value": "Paling kecil {min_value}.",
        "max_digits": "Paling banyak {max_digits} angka.",
        "max_decimal_places": "Paling banyak {max_decimal_places} angka di belakang koma.",
        "max_whole_digits": "Paling banyak {max_whole_digits} angka di depan koma.",
        "max_string_length": "Angkanya terlalu panjang.",
    }

    def to_internal_value(self, data):
        if isinstance(data, bool):
            self.fail("invalid")
        return super().to_internal_value(data)


class Flag(Worded, serializers.BooleanField):
    """True or false, and nothing that only looks like it."""

    default_error_messages = {"invalid": "Tulis true atau false."}

    def to_internal_value(self, data):
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class Day(Worded, serializers.DateField):
    """A day of the calendar, YYYY-MM-DD."""

    default_error_messages = {
        "invalid": "Tulis tanggal sebagai TTTT-BB-HH, misalnya 2024-05-06.",
        "datetime": "Tulis tanggal saja, tanpa jam.",
    }


class Choice(Worded, serializers.ChoiceField):
    """One word of a closed list."""

    default_error_messages = {"invalid_choice": "Pilih salah satu dari daftar: {choices}."}

    def fail(self, key, **kwargs):
        super().fail(key, choices=", ".join(str(word) for word in self.choices), **kwargs)

    def to_internal_value(self, data):
        if not isinstance(data, str):
            self.fail("invalid_choice", input=data)
        return super().to_internal_value(data)


class Many(Worded, serializers.ListField):
    """Several of one thing, fifty at most."""

    default_error_messages = {
        "not_a_list": "Tulis sebagai daftar.",
        "empty": "Daftar ini tidak boleh kosong.",
        "min_length": "Daftar ini paling sedikit memuat {min_length}.",
        "max_length": "Daftar ini paling banyak memuat {max_length}.",
    }

    def __init__(self, child, **kwargs):
        kwargs.setdefault("max_length", LARGEST_LIST)
        super().__init__(child=child, **kwargs)


@extend_schema_field(OpenApiTypes.STR)
class Code(Text):
    """The code of something, fetched through its guarded door; another puskesmas' is unknown here."""

    default_error_messages = {"unknown": "Tidak ada yang berkode ini di puskesmas ini. Periksa lagi kodenya."}

    def __init__(self, opens: Callable, **kwargs):
        self.opens = opens
        super().__init__(max_length=40, **kwargs)

    def run_validation(self, data=serializers.empty):
        code = super().run_validation(data)
        if not code:
            return None
        try:
            return self.opens(self.context["user"], code)
        except Http404:
            self.fail("unknown")


class Codes(Many):
    """Several codes, fetched through their guarded door together, in the order they were named."""

    default_error_messages = Code.default_error_messages

    def __init__(self, among: Callable, **kwargs):
        self.among = among
        super().__init__(child=Text(max_length=40), **kwargs)

    def to_internal_value(self, data):
        codes = super().to_internal_value(data)
        known = {row.code: row for row in self.among(self.context["user"]).filter(code__in=codes)} if codes else {}
        errors = {at: [self.wrong("unknown")] for at, code in enumerate(codes) if code not in known}
        if errors:
            raise serializers.ValidationError(errors)
        return [known[code] for code in codes]

    def wrong(self, key: str) -> serializers.ErrorDetail:
        """Return one of our sentences, to be put beside one row."""
        return serializers.ErrorDetail(self.error_messages[key], code=key)


class Rows(serializers.ListSerializer):
    """A list of bodies, with our sentences."""

    default_error_messages = {
        "required": REQUIRED,
        "null": EMPTY,
        "not_a_list": "Tulis sebagai daftar.",
        "empty": "Daftar ini tidak boleh kosong.",
        "max_length": "Daftar ini paling banyak memuat {max_length}.",
        "min_length": "Daftar ini paling sedikit memuat {min_length}.",
    }


class Body(serializers.Serializer):
    """What a request may say; a word that is not in it is an error beside that word."""

    default_error_messages = {"required": REQUIRED, "null": EMPTY, "invalid": "Tulis sebagai objek JSON."}

    class Meta:
        list_serializer_class = Rows

    @classmethod
    def many_init(cls, *args, **kwargs):
        kwargs.setdefault("max_length", LARGEST_LIST)
        return super().many_init(*args, **kwargs)

    def to_internal_value(self, data):
        errors = {}
        if isinstance(data, Mapping):
            known = ", ".join(self.fields)
            for name in sorted(set(data) - set(self.fields), key=str):
                sentence = f"Isian ini tidak dikenal. Yang dikenal: {known or 'tidak ada'}."
                errors[str(name)[:40]] = [serializers.ErrorDetail(sentence, code="unknown_field")]
        try:
            value = super().to_internal_value(data)
        except serializers.ValidationError as error:
            raise serializers.ValidationError(errors | error.detail) from None
        if errors:
            raise serializers.ValidationError(errors)
        return value
