"""Names as they are heard in each part of the country; every combination is invented."""

from dataclasses import dataclass
from random import Random


@dataclass(frozen=True)
class Register:
    """The given names of men and women somewhere, and what may follow them; many stand alone."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    after_men: tuple[str, ...]
    after_women: tuple[str, ...]
    alone: float  # the share of people with a single name

    def name(self, sex: str, random: Random) -> str:
        """Return an invented name of one sex."""
        given = random.choice(self.men if sex == "L" else self.women)
        if random.random() < self.alone:
            return given
        return f"{given} {random.choice(self.after_men if sex == 'L' else self.after_women)}"


def words(text: str) -> tuple[str, ...]:
    """Return the names in a line, commas between them."""
    return tuple(name.strip() for name in text.split(","))


MADURA = Register(
    men=words(
        "Moh. Hasan, Abd. Rahman, Ach. Fauzi, Misnawi, Bunawi, Marsuki, Sahrul, Samsul, Mat Sahri, Durahman, Suhri,"
        "Moh. Ridwan, Syaiful, Zainal, Imam, Hosen, Sulaiman, Mohammad, Nu'man, Asy'ari, Buhari, Munawir, Faisol, Raka"
    ),
    women=words(
        "Hosniyah, Sumiyati, Maimunah, Rukayyah, Siti, Nor Hasanah, Halimatus, Busideh, Misnati, Sa'diyah, Suharti,"
        "Raudatul, Aisyah, Fitriyah, Muslimah, Rahmatun, Hamidah, Zubaidah, Juhairiyah, Sitti, Nurul, Wati, Khotimah"
    ),
    after_men=words(
        "Arifin, Bahri, Efendi, Hidayat, Hakim, Wahid, Anwar, Kholil, Rosi, Basri, Mukhlis, Ghazali, Syafi'i, Jailani"
    ),
    after_women=words(
        "Aminah, Sakdiyah, Jannah, Hasanah, Fatimah, Badriyah, Kamilah, Laili, Ningsih, Maisaroh, Qomariyah, Wardah"
    ),
    alone=0.45,
)
KALBAR = Register(
    men=words(
        "Abdul Hadi, Syarif, Usman, Idris, Andi, Daeng, Iskandar, Hendra, Budi, Rudi, Lim, Bong, Tan, Petrus, Yohanes,"
        "Suparman, Ismail, Jamaludin, Rahmad, Firmansyah, Gusti, Juanda, Mulyadi, Saparudin, Agus, Herman, Antonius"
    ),
    women=words(
        "Rosnani, Maryam, Andi Rahmah, Nuraini, Halimah, Syarifah, Mey, Lilis, Fransiska, Maria, Sumiati, Dewi, Yanti,"
        "Rohani, Salmah, Juliana, Kartini, Nurhayati, Ernawati, Hasnah, Zainab, Susanti, Mariani, Utin, Fitri, Lusiana"
    ),
    after_men=words(
        "Alkadrie, Usman, Idris, Kurniawan, Saputra, Wijaya, Hamdani, Setiawan, Susanto, Bakri, Ramli, Abdullah, Sadewa"
    ),
    after_women=words(
        "Idris, Usman, Alkadrie, Lestari, Anggraini, Wulandari, Safitri, Hartati, Rahayu, Agustina, Permata, Handayani"
    ),
    alone=0.3,
)
MINANG = Register(
    men=words(
        "Syafril, Zulkifli, Nofrizal, Yusrizal, Afrizal, Hendri, Rizki, Masrizal, Suparman, Wagiman, Ilham, Fadli,"
        "Edison, Bustami, Jasman, Amril, Arman, Dedi, Syahrul, Rahmat, Ilyas, Taufik, Irfan, Nasrul, Basrizal, Mukhtar"
    ),
    women=words(
        "Yulinar, Desi, Nurhayati, Rahmadani, Elfina, Yusmaniar, Erna, Gusnimar, Rosmaini, Wagiyem, Fitria, Mardiana,"
        "Yenni, Syafrida, Rina, Lusi, Asmawati, Nelvi, Ermawati, Zulbaidah, Widya, Suryani, Marlinda, Nurmaini, Hayati"
    ),
    after_men=words(
        "Chaniago, Sikumbang, Putra, Tanjung, Koto, Piliang, Hidayat, Efendi, Saputra, Malin, Ramadhan, Jambak, Caniago"
    ),
    after_women=words(
        "Anggraini, Putri, Fitri, Yanti, Susanti, Wati, Sari, Permata, Novita, Ningsih, Handayani, Oktavia, Melayu"
    ),
    alone=0.4,
)
JAWA = Register(
    men=words(
        "Sutrisno, Slamet, Wagiman, Budi, Agus, Joko, Djoko, Bambang, Sugeng, Widodo, Tukiman, Mulyono, Suparno, Eko,"
        "Dwi, Tri, Wahyu, Aditya, Bagas, Dimas, Rizky, Muhammad, Muh., Ahmad, Soegeng, Sarwono, Paijo, Raka, Galih"
    ),
    women=words(
        "Sri, Suharti, Tugiyem, Wati, Sari, Siti, Endang, Sumarni, Partini, Ngatiyem, Dwi, Tri, Rina, Ayu, Dewi, Fitri,"
        "Lestari, Wahyuni, Murni, Jumiyati, Kartini, Suratmi, Nur, Anisa, Putri, Intan, Ratna, Yuliana, Sulastri, Lia"
    ),
    after_men=words(
        "Santoso, Wibowo, Prasetyo, Nugroho, Hartono, Susilo, Raharjo, Setiawan, Kurniawan, Saputro, Haryanto, Utomo"
    ),
    after_women=words(
        "Lestari, Wulandari, Rahayu, Astuti, Handayani, Ningsih, Wahyuni, Utami, Kusumawati, Purwanti, Hapsari"
    ),
    alone=0.35,
)


def _mixed(*registers: Register) -> Register:
    """Return the names of several parts of the country together, as in a city."""
    return Register(
        men=tuple(dict.fromkeys(name for register in registers for name in register.men)),
        women=tuple(dict.fromkeys(name for register in registers for name in register.women)),
        after_men=tuple(dict.fromkeys(name for register in registers for name in register.after_men)),
        after_women=tuple(dict.fromkeys(name for register in registers for name in register.after_women)),
        alone=0.15,
    )


REGISTERS = {
    "madura": MADURA,
    "kalbar": KALBAR,
    "minang": MINANG,
    "jawa": JAWA,
    "campuran": _mixed(MADURA, KALBAR, MINANG, JAWA),
}
