"""A sealed file opens for its key alone, whole or not at all."""

from io import BytesIO

import pytest

from puskesmas.ground import sealed

KEY = sealed.new_key()


def shut(plain, key=KEY):
    file = BytesIO()
    seal = sealed.Seal(file, key)
    seal.write(plain)
    seal.close()
    return file.getvalue()


def read(data, key=KEY):
    return b"".join(sealed.opened(BytesIO(data), key, name="a.alur"))


@pytest.mark.parametrize("size", [0, 1, sealed.CHUNK - 1, sealed.CHUNK, sealed.CHUNK + 1, 2 * sealed.CHUNK])
def test_what_went_in_comes_out(size):
    plain = bytes(range(256)) * (size // 256 + 1)

    assert read(shut(plain[:size])) == plain[:size]


def test_a_key_copied_from_paper_may_lose_its_dashes_and_its_capitals():
    assert read(shut(b"resep"), KEY.replace("-", " ").lower()) == b"resep"


def test_another_key_is_refused():
    with pytest.raises(sealed.Unreadable, match="The key does not fit"):
        read(shut(b"resep"), sealed.new_key())


@pytest.mark.parametrize("lost", [1, 16, sealed.CHUNK + 20])
def test_a_file_cut_short_is_refused_also_where_a_chunk_ends(lost):
    whole = shut(bytes(2 * sealed.CHUNK))

    with pytest.raises(sealed.Unreadable, match="cut short or damaged"):
        read(whole[:-lost])
    with pytest.raises(sealed.Unreadable, match="cut short or damaged"):
        read(whole[: 39 + sealed.CHUNK + sealed.TAG])


def test_one_altered_bit_is_refused():
    whole = bytearray(shut(b"dua tablet"))
    whole[-3] ^= 1

    with pytest.raises(sealed.Unreadable, match="cut short or damaged"):
        read(bytes(whole))


def test_a_file_of_somebody_else_is_refused():
    with pytest.raises(sealed.Unreadable, match="not a backup made by Alur"):
        read(b"PK\x03\x04")
