"""The roles of a puskesmas: each holds what its work needs, and nothing more."""

from typing import ClassVar

from django.db.models import TextChoices

from .permissions import Permission as P


class RoleCode(TextChoices):
    """The role words other programs count on."""

    PANDU = "pandu", "Petugas pintu dan Pandu PTM"
    LOKET = "loket", "Petugas pendaftaran"
    REKAM_MEDIS = "rekam_medis", "Petugas rekam medis"
    SKRINING = "skrining", "Petugas skrining"
    PERAWAT = "perawat", "Perawat"
    BIDAN = "bidan", "Bidan"
    DOKTER = "dokter", "Dokter"
    GIGI = "gigi", "Dokter gigi"
    GIZI = "gizi", "Nutrisionis"
    FISIO = "fisio", "Fisioterapis"
    LAB = "lab", "Petugas laboratorium"
    KASIR = "kasir", "Kasir"
    APOTEKER = "apoteker", "Apoteker"
    RANAP = "ranap", "Perawat rawat inap"
    KLASTER1 = "klaster1", "Petugas klaster 1"
    KAPUS = "kapus", "Kepala puskesmas"
    PUSTU = "pustu", "Petugas Pustu"
    KADER = "kader", "Kader"
    ADMIN = "admin", "Administrator puskesmas"
    DINAS = "dinas", "Administrator dinas kesehatan"


# What everyone who serves patients at a point needs to keep the line moving, whatever the room.
KNOWS_THE_HOUSE = frozenset({P.MASTER_READ, P.SOP_READ})
SERVES_A_POINT = KNOWS_THE_HOUSE | {
    P.VISIT_READ,
    P.VISIT_CALL,
    P.VISIT_MOVE,
    P.VISIT_UNDO,
    P.VISIT_ESCALATE,
    P.POINT_OPEN_CLOSE,
}
# What a clinician with the patient in front of them writes and reads, short of diagnosing.
TREATS = SERVES_A_POINT | {
    P.VISIT_DETOUR,
    P.VISIT_CLOSE,
    P.VISIT_LEARN,
    P.RECORD_READ,
    P.PATIENT_READ,
    P.VITALS_WRITE,
    P.SOAP_WRITE,
    P.SERVICE_RENDER,
    P.LAB_READ,
    P.REFERRAL_INTERNAL,
    P.REFERRAL_ANSWER,
    P.REFERRAL_READ,
    P.APPOINTMENT_WRITE,
}
# What those who decide on the treatment add.
DECIDES = TREATS | {
    P.DIAGNOSIS_WRITE,
    P.SCREENING_WRITE,
    P.LAB_ORDER,
    P.PRESCRIBE,
    P.PRESCRIPTION_READ,
    P.REFERRAL_OUT,
    P.FOLLOW_UP_GIVE,
    P.FOLLOW_UP_READ,
    P.PROBLEM_WRITE,
}
# Emergency and labour begin before the counter, so those who meet them open and name the visit at the bedside.
MEETS_AT_THE_BEDSIDE = frozenset({P.VISIT_OPEN, P.VISIT_IDENTIFY, P.VISIT_TRIAGE})
# Mental health, HIV, violence: opened by those who ask about them and those who treat, and by nobody else.
KEEPS_CONFIDENCES = frozenset({P.SENSITIVE_READ})
# The registers of chronic disease, and the cases of klaster 4.
FOLLOWS_CASES = frozenset({P.REGISTER_READ, P.CASE_READ, P.CASE_WRITE})


class Role:
    """One kind of work: its word, its Indonesian name, what it is for and what it may do."""

    code: ClassVar[RoleCode]
    description: ClassVar[str]
    permissions: ClassVar[frozenset[P]]

    @property
    def label(self) -> str:
        return self.code.label


class DoorNurse(Role):
    code = RoleCode.PANDU
    description = "Menyambut di pintu, memilah yang gawat, mengukur tanda vital sebelum pendaftaran."
    permissions = SERVES_A_POINT | {
        P.VISIT_OPEN,
        P.VISIT_CLOSE,
        P.VISIT_LEARN,
        P.VISIT_TRIAGE,
        P.VITALS_WRITE,
        P.SCREENING_WRITE,
    }


class RegistrationClerk(Role):
    code = RoleCode.LOKET
    description = "Mendaftarkan pasien dan memeriksa jaminan. Melihat identitas, tidak melihat isi rekam medis."
    permissions = SERVES_A_POINT | {
        P.VISIT_OPEN,
        P.VISIT_IDENTIFY,
        P.VISIT_CLOSE,
        P.VISIT_LEARN,
        P.VISIT_TRIAGE,
        P.PATIENT_READ,
        P.PATIENT_WRITE,
        P.COVERAGE_CHECK,
        P.BILL_READ,
        P.REFERRAL_READ,
        P.APPOINTMENT_WRITE,
    }


class MedicalRecordsOfficer(Role):
    code = RoleCode.REKAM_MEDIS
    description = "Menjaga rekam medis tetap satu per orang, lengkap, dan dibuka hanya oleh yang berhak."
    permissions = SERVES_A_POINT | {
        P.VISIT_OPEN,
        P.VISIT_IDENTIFY,
        P.VISIT_CLOSE,
        P.VISIT_LEARN,
        P.PATIENT_READ,
        P.PATIENT_WRITE,
        P.PATIENT_MERGE,
        P.COVERAGE_CHECK,
        P.RECORD_READ,
        P.RECORD_AUDIT,
        P.REFERRAL_READ,
        P.CHECKLIST_READ,
    }


class ScreeningOfficer(Role):
    code = RoleCode.SKRINING
    description = "Menskrining menurut klaster dan menulis catatan yang ikut ke ruang pemeriksaan."
    permissions = SERVES_A_POINT | KEEPS_CONFIDENCES | {
        P.VISIT_CLOSE,
        P.VISIT_LEARN,
        P.VITALS_WRITE,
        P.SCREENING_WRITE,
    }


class Nurse(Role):
    code = RoleCode.PERAWAT
    description = "Merawat di ruang klaster dan IGD, dengan kewenangan yang dilimpahkan dokter."
    permissions = (
        DECIDES
        | MEETS_AT_THE_BEDSIDE
        | KEEPS_CONFIDENCES
        | FOLLOWS_CASES
        | {P.PATIENT_WRITE, P.COVERAGE_CHECK}
    )


class Midwife(Role):
    code = RoleCode.BIDAN
    description = "Melayani ibu dan anak, menolong persalinan, mendaftarkan bayi yang lahir."
    permissions = (
        DECIDES
        | MEETS_AT_THE_BEDSIDE
        | KEEPS_CONFIDENCES
        | {P.PATIENT_WRITE, P.COVERAGE_CHECK, P.BIRTH_REGISTER, P.REGISTER_READ}
    )


class Doctor(Role):
    code = RoleCode.DOKTER
    description = "Memeriksa, mendiagnosis, meresepkan, dan merujuk."
    permissions = DECIDES | MEETS_AT_THE_BEDSIDE | KEEPS_CONFIDENCES | FOLLOWS_CASES | {P.BIRTH_REGISTER}


class Dentist(Role):
    code = RoleCode.GIGI
    description = "Melayani gigi dan mulut."
    permissions = DECIDES


class Nutritionist(Role):
    code = RoleCode.GIZI
    description = "Menilai dan membimbing gizi."
    permissions = TREATS | {P.SCREENING_WRITE, P.FOLLOW_UP_GIVE, P.FOLLOW_UP_READ}


class Physiotherapist(Role):
    code = RoleCode.FISIO
    description = "Memberi fisioterapi."
    permissions = TREATS


class LaboratoryOfficer(Role):
    code = RoleCode.LAB
    description = "Mengambil sampel dan mengisi hasil laboratorium."
    permissions = SERVES_A_POINT | {P.LAB_SAMPLE, P.LAB_RESULT, P.LAB_READ, P.SERVICE_RENDER}


class Cashier(Role):
    code = RoleCode.KASIR
    description = "Menerima pembayaran. Melihat layanan dan tarif, tidak melihat diagnosis."
    permissions = SERVES_A_POINT | {P.VISIT_CLOSE, P.COVERAGE_CHECK, P.BILL_READ, P.BILL_PAY}


class Pharmacist(Role):
    code = RoleCode.APOTEKER
    description = "Menelaah resep, menyiapkan obat, menyerahkannya, dan menerangkan etiket."
    permissions = SERVES_A_POINT | {
        P.VISIT_CLOSE,
        P.COVERAGE_CHECK,
        P.PRESCRIPTION_READ,
        P.PRESCRIPTION_REVIEW,
        P.PRESCRIPTION_DISPENSE,
        P.PRESCRIPTION_HAND_OVER,
        P.APPOINTMENT_WRITE,
    }


class InpatientNurse(Role):
    code = RoleCode.RANAP
    description = "Merawat pasien rawat inap."
    permissions = TREATS | {P.COVERAGE_CHECK, P.PRESCRIPTION_READ}


class ManagementOfficer(Role):
    code = RoleCode.KLASTER1
    description = "Mengelola mutu, keuangan, dan PWS tingkat puskesmas."
    permissions = KNOWS_THE_HOUSE | {
        P.VISIT_READ,
        P.POINT_OPEN_CLOSE,
        P.BILL_READ,
        P.RECORD_AUDIT,
        P.DASHBOARD_READ,
        P.AGGREGATE_READ,
        P.PWS_NAMES_READ,
        P.TARGET_WRITE,
        P.PROBLEM_WRITE,
        P.PLAN_WRITE,
        P.CHECKLIST_READ,
        P.CHECKLIST_OVERRIDE,
        P.FOLLOW_UP_GIVE,
        P.FOLLOW_UP_READ,
    }


class HeadOfPuskesmas(Role):
    code = RoleCode.KAPUS
    description = "Memimpin puskesmas dari dasbor: mutu, capaian wilayah, dan cadangan data."
    permissions = KNOWS_THE_HOUSE | {
        P.RECORD_AUDIT,
        P.DASHBOARD_READ,
        P.AGGREGATE_READ,
        P.PWS_NAMES_READ,
        P.CHECKLIST_READ,
        P.CHECKLIST_OVERRIDE,
        P.FOLLOW_UP_GIVE,
        P.FOLLOW_UP_READ,
        P.PROBLEM_WRITE,
        P.PROBLEM_DECIDE,
        P.PLAN_WRITE,
        P.BACKUP_READ,
    }


class PustuOfficer(Role):
    code = RoleCode.PUSTU
    description = "Menindaklanjuti tugas untuk warga desanya."
    permissions = KNOWS_THE_HOUSE | {P.FOLLOW_UP_READ, P.FOLLOW_UP_ANSWER, P.PROBLEM_WRITE}


class Kader(Role):
    code = RoleCode.KADER
    description = "Melihat dan menjawab tugas sendiri saja, tanpa diagnosis."
    permissions = frozenset({P.FOLLOW_UP_READ, P.FOLLOW_UP_ANSWER})


class FacilityAdministrator(Role):
    code = RoleCode.ADMIN
    description = "Mengurus data induk, akun petugas, dan SOP. Tidak melihat pasien."
    permissions = KNOWS_THE_HOUSE | {P.MASTER_WRITE, P.STAFF_WRITE, P.SOP_PUBLISH, P.BACKUP_READ}


class DistrictAdministrator(Role):
    code = RoleCode.DINAS
    description = "Membaca angka gabungan semua puskesmas, bukan rekam medis."
    permissions = frozenset({P.AGGREGATE_READ})


ROLES: dict[str, Role] = {role.code.value: role() for role in Role.__subclasses__()}
