"""Promises about a merged person, kept by the database itself."""

# The target is read with a lock, so that A→B and B→C at the same moment cannot both pass.
ONE_HOP = """
    NEW.person_id := COALESCE(NEW.person_id, NEW.id);
    IF NEW.person_id = NEW.id THEN
        RETURN NEW;
    END IF;
    PERFORM 1 FROM patients_patient
        WHERE id = NEW.person_id AND person_id = id AND facility_id = NEW.facility_id
        FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'person_is_one_hop: the target is merged itself or belongs to another facility'
            USING ERRCODE = 'check_violation';
    END IF;
    PERFORM 1 FROM patients_patient WHERE person_id = NEW.id AND id <> NEW.id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'person_is_one_hop: others are merged into this one'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""
