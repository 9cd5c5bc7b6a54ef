"""Who may do what: every role against every permission, allowed and denied."""

import pytest

from puskesmas.facility.permissions import Permission
from puskesmas.facility.roles import ROLES, RoleCode

# One line per permission, the roles that hold it after it; whoever is not named is denied.
WHO_MAY = """
visit_read              pandu loket rekam_medis skrining perawat bidan dokter gigi gizi fisio lab kasir apoteker ranap klaster1
visit_open              pandu loket rekam_medis perawat bidan dokter
visit_identify          loket rekam_medis perawat bidan dokter
visit_move              pandu loket rekam_medis skrining perawat bidan dokter gigi gizi fisio lab kasir apoteker ranap
visit_call              pandu loket rekam_medis skrining perawat bidan dokter gigi gizi fisio lab kasir apoteker ranap
visit_detour            perawat bidan dokter gigi gizi fisio ranap
visit_escalate          pandu loket rekam_medis skrining perawat bidan dokter gigi gizi fisio lab kasir apoteker ranap
visit_close             pandu loket rekam_medis skrining perawat bidan dokter gigi gizi fisio kasir apoteker ranap
visit_undo              pandu loket rekam_medis skrining perawat bidan dokter gigi gizi fisio lab kasir apoteker ranap
visit_learn             pandu loket rekam_medis skrining perawat bidan dokter gigi gizi fisio ranap
visit_triage            pandu loket perawat bidan dokter
birth_register          bidan dokter
record_read             rekam_medis perawat bidan dokter gigi gizi fisio ranap
record_audit            rekam_medis klaster1 kapus
patient_read            loket rekam_medis perawat bidan dokter gigi gizi fisio ranap
patient_write           loket rekam_medis perawat bidan
patient_merge           rekam_medis
coverage_check          loket rekam_medis perawat bidan kasir apoteker ranap
vitals_write            pandu skrining perawat bidan dokter gigi gizi fisio ranap
soap_write              perawat bidan dokter gigi gizi fisio ranap
diagnosis_write         perawat bidan dokter gigi
screening_write         pandu skrining perawat bidan dokter gigi gizi
sensitive_read          skrining perawat bidan dokter
register_read           perawat bidan dokter
case_read               perawat dokter
case_write              perawat dokter
service_render          perawat bidan dokter gigi gizi fisio lab ranap
lab_order               perawat bidan dokter gigi
lab_sample              lab
lab_result              lab
lab_read                perawat bidan dokter gigi gizi fisio lab ranap
prescribe               perawat bidan dokter gigi
prescription_read       perawat bidan dokter gigi apoteker ranap
prescription_review     apoteker
prescription_dispense   apoteker
prescription_hand_over  apoteker
bill_read               loket kasir klaster1
bill_pay                kasir
referral_internal       perawat bidan dokter gigi gizi fisio ranap
referral_out            perawat bidan dokter gigi
referral_answer         perawat bidan dokter gigi gizi fisio ranap
referral_read           loket rekam_medis perawat bidan dokter gigi gizi fisio ranap
follow_up_give          perawat bidan dokter gigi gizi klaster1 kapus
follow_up_read          perawat bidan dokter gigi gizi klaster1 kapus pustu kader
follow_up_answer        pustu kader
appointment_write       loket perawat bidan dokter gigi gizi fisio apoteker ranap
point_open_close        pandu loket rekam_medis skrining perawat bidan dokter gigi gizi fisio lab kasir apoteker ranap klaster1
sop_read                pandu loket rekam_medis skrining perawat bidan dokter gigi gizi fisio lab kasir apoteker ranap klaster1 kapus pustu admin
sop_publish             admin
master_read             pandu loket rekam_medis skrining perawat bidan dokter gigi gizi fisio lab kasir apoteker ranap klaster1 kapus pustu admin
master_write            admin
staff_write             admin
dashboard_read          klaster1 kapus
aggregate_read          klaster1 kapus dinas
pws_names_read          klaster1 kapus
target_write            klaster1
problem_write           perawat bidan dokter gigi klaster1 kapus pustu
problem_decide          kapus
plan_write              klaster1 kapus
checklist_read          rekam_medis klaster1 kapus
checklist_override      klaster1 kapus
backup_read             kapus admin
"""  # noqa: E501

MATRIX = {line.split()[0]: set(line.split()[1:]) for line in WHO_MAY.strip().splitlines()}
CLINICAL = {
    Permission.RECORD_READ,
    Permission.SOAP_WRITE,
    Permission.DIAGNOSIS_WRITE,
    Permission.LAB_READ,
    Permission.PRESCRIPTION_READ,
}


def test_the_table_names_every_permission_and_only_known_roles():
    assert set(MATRIX) == {permission.value for permission in Permission}
    assert set().union(*MATRIX.values()) == set(RoleCode.values)


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", RoleCode.values)
def test_a_role_may_what_the_table_says_and_nothing_else(role, permission):
    assert (permission in ROLES[role].permissions) is (role in MATRIX[permission.value])


NOT_TREATING = ["pandu", "loket", "kasir", "skrining", "kapus", "klaster1", "admin", "dinas", "kader"]


@pytest.mark.parametrize("role", NOT_TREATING)
def test_who_does_not_treat_sees_nothing_clinical(role):
    assert not ROLES[role].permissions & CLINICAL


def test_a_kader_has_tasks_and_nothing_else():
    assert ROLES["kader"].permissions == {Permission.FOLLOW_UP_READ, Permission.FOLLOW_UP_ANSWER}


def test_the_district_reads_sums_and_nothing_else():
    assert ROLES["dinas"].permissions == {Permission.AGGREGATE_READ}


@pytest.mark.parametrize("role", RoleCode.values)
def test_every_role_says_in_indonesian_what_it_is_for(role):
    assert ROLES[role].label == RoleCode(role).label
    assert ROLES[role].description.endswith(".")
