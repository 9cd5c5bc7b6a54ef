"""What can be wrong with an SOP file, in the words of its developer and in those of the puskesmas that wrote it."""

import re

# Each mistake by its code: the English sentence for the terminal, the Indonesian one for the administrator's page.
_WORDS = {
    "not_toml": ("not a TOML file: {error}", "Bukan TOML yang sah ({error})."),
    "too_long": (
        "longer than {limit} characters.",
        "Berkas lebih panjang dari {limit} huruf. SOP tidak sepanjang itu.",
    ),
    "missing": ("'{name}' is missing.", "“{name}” belum diisi."),
    "kind": ("'{name}' must be {kind}.", "“{name}” harus berupa {said}."),
    "unknown": (
        "unknown {kind} {word}. {many} are {known}.",
        "{kind_said} {word} tidak dikenal. Yang ada: {known}.",
    ),
    "unknown_word": (
        "unknown word {word}. Allowed are {known}.",
        "Kata {word} tidak dikenal di sini. Yang boleh: {known}.",
    ),
    "unknown_fact": ("{error}", "Fakta {word} tidak dikenal. Yang ada: {known}."),
    "exit_with_place": ("an exit has no place.", "Jalan keluar tidak memakai “place”. Hapus baris place."),
    "not_a_pair": ("{pair} are not a pair of facts.", "{pair} bukan pasangan fakta."),
    "no_steps": ("an SOP without steps.", "Belum ada satu pun [[step]]."),
    "not_headed": (
        "write each {table} under its own [[{table}]].",
        "Tulis tiap {table} di bawah judul [[{table}]] sendiri.",
    ),
    "variants_apart": (
        "the variants of '{key}' must stand together.",
        "Langkah “{key}” ditulis di dua tempat. Letakkan berurutan.",
    ),
    "no_exit": (
        "the last step must send the patient home.",
        'Langkah terakhir harus memulangkan pasien (state = "discharged").',
    ),
    "no_place": (
        "this facility has no {place}. It has {known}.",
        "Puskesmas ini tidak punya {place}. Yang ada: {known}.",
    ),
    "undecided": (
        "step '{key}' asks for {facts}, which no step before it decides and nothing presumes.",
        "Langkah “{key}” menanyakan {facts}, tetapi tidak ada langkah sebelumnya yang menentukannya (decides).",
    ),
    "late_without_fact": (
        "step '{key}' is late without a fact that opens it.",
        "Langkah “{key}” boleh menyusul (late), tetapi tidak ada fakta yang membukanya (when).",
    ),
    "nothing_follows": (
        "nothing follows '{at}' with {facts}.",
        "Sesudah “{at}” dengan {facts} tidak ada langkah berikutnya.",
    ),
    "not_lawful": (
        "with {facts}: {before} to {after} is not a lawful move.",
        "Bila {facts}: dari {before} ke {after} bukan perpindahan yang sah.",
    ),
    "leads_nowhere": (
        "with {facts}: {before} to {after} leads to {place}, which this facility does not have.",
        "Bila {facts}: dari {before} ke {after} menuju {place}, yang tidak ada di puskesmas ini.",
    ),
    "unidentified": (
        "with {facts}: {before} to {after} would take a patient nobody has identified.",
        "Bila {facts}: dari {before} ke {after} membawa pasien yang belum dikenali. Daftarkan dulu.",
    ),
    "never_home": (
        "from '{at}' with {facts} the line never goes home.",
        "Dari “{at}” dengan {facts} pasien tidak pernah pulang.",
    ),
    "too_wide": (
        "more than {limit} standings to try; an SOP has far fewer.",
        "Terlalu banyak kemungkinan untuk diperiksa (lebih dari {limit}). Kurangi langkah atau percabangannya.",
    ),
}


class SopError(ValueError):
    """An SOP file that cannot run, with the line and the word that is wrong; ``said`` says it in Indonesian."""

    def __init__(self, code: str, where: str, **words: object) -> None:
        english, indonesian = _WORDS[code]
        joint = ", " if english.startswith("with ") else ": "
        super().__init__(where + joint + english.format(**words))
        self.code = code
        self.where = where
        self.sentence = indonesian.format(**words)
        found = re.search(r"\bline (\d+)", f"{where} {words.get('error', '')}")
        self.line = int(found.group(1)) if found else 0

    @property
    def said(self) -> str:
        """Say in Indonesian what is wrong, with the line or the part of the file."""
        if self.line:
            return f"Baris {self.line}: {self.sentence}"
        part = re.search(r"\[[\w.]+\](?: \w+)?$", self.where)
        return f"Bagian {part.group(0)}: {self.sentence}" if part else self.sentence
