import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from puskesmas.facility import migrating


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0001_a_visit_its_line_and_its_sentences"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="flowprofile",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="flowprofile",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="flowprofile",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="flowprofile",
            name="reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="alasan"),
        ),
        migrations.AddField(
            model_name="flowprofileevent",
            name="reason",
            field=models.CharField(blank=True, max_length=200, verbose_name="alasan"),
        ),
        migrating.AddTrigger(
            model_name="flowprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_flowprofileevent" ("code", "facility_id", "id", "is_current", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "reason", "revision", "sha256", "text", "vocabulary") VALUES (NEW."code", NEW."facility_id", NEW."id", NEW."is_current", NEW."key", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."reason", NEW."revision", NEW."sha256", NEW."text", NEW."vocabulary"); RETURN NULL;',
                    hash="b466e67f9f04d7a15f1b2183a9516098756baba3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6a2f6",
                    table="visits_flowprofile",
                    when="AFTER",
                ),
            ),
        ),
        migrating.AddTrigger(
            model_name="flowprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_flowprofileevent" ("code", "facility_id", "id", "is_current", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "reason", "revision", "sha256", "text", "vocabulary") VALUES (NEW."code", NEW."facility_id", NEW."id", NEW."is_current", NEW."key", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."published_at", NEW."published_by_id", NEW."reason", NEW."revision", NEW."sha256", NEW."text", NEW."vocabulary"); RETURN NULL;',
                    hash="de313f3b5d3ed994c244cdf59143a0474a55f9d5",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_06a8c",
                    table="visits_flowprofile",
                    when="AFTER",
                ),
            ),
        ),
        migrating.AddTrigger(
            model_name="flowprofile",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_flowprofileevent" ("code", "facility_id", "id", "is_current", "key", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "published_by_id", "reason", "revision", "sha256", "text", "vocabulary") VALUES (OLD."code", OLD."facility_id", OLD."id", OLD."is_current", OLD."key", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."published_at", OLD."published_by_id", OLD."reason", OLD."revision", OLD."sha256", OLD."text", OLD."vocabulary"); RETURN NULL;',
                    hash="3579efbab2c4b1523ba77aefa2331a3b4842777c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3ebfa",
                    table="visits_flowprofile",
                    when="AFTER",
                ),
            ),
        ),
    ]
