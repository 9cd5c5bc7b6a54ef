"""Promises about a pregnancy, kept by the database itself."""

# Asked by person, so that two records of one woman cannot each open one; two that are found to be one woman's later
# stay as they are, each under its own record.
ONE_OPEN = """
    IF NEW.ended_on IS NOT NULL THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.ended_on IS NULL AND OLD.patient_id = NEW.patient_id THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM klaster2_pregnancy other
        JOIN patients_patient theirs ON theirs.id = other.patient_id
        JOIN patients_patient hers ON hers.id = NEW.patient_id
        WHERE other.id IS DISTINCT FROM NEW.id AND other.ended_on IS NULL AND theirs.person_id = hers.person_id;
    IF FOUND THEN
        RAISE EXCEPTION 'one_open_pregnancy_per_person: this woman has an open pregnancy'
            USING ERRCODE = 'unique_violation';
    END IF;
    RETURN NEW;
"""
