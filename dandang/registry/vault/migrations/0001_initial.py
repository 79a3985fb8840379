import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeyHolder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account_id", models.BigIntegerField()),
                ("person_id", models.BigIntegerField(blank=True, null=True)),
                ("body_id", models.BigIntegerField(db_index=True)),
                ("body_name", models.CharField(max_length=120, verbose_name="机关")),
                ("name", models.CharField(max_length=80, verbose_name="姓名")),
                ("public_key", models.BinaryField()),
                ("locked_private_key", models.BinaryField()),
                ("salt", models.BinaryField()),
                ("memory_kib", models.PositiveIntegerField()),
                ("passes", models.PositiveSmallIntegerField()),
                ("lanes", models.PositiveSmallIntegerField()),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200, verbose_name="停用理由")),
                ("wrong_passphrases", models.PositiveSmallIntegerField(default=0)),
                ("waits_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("account_id",),
                        name="an_account_has_one_key_in_use",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), models.Q(("end_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="an_ended_key_says_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sealed",
            fields=[
                ("handle", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("organ_id", models.BigIntegerField(db_index=True)),
                ("scheme", models.CharField(default="X25519-AES256GCM-1", max_length=40)),
                ("ciphertext", models.BinaryField()),
                ("sealed_on", models.DateField()),
                (
                    "destroyed_on",
                    models.DateField(
                        blank=True, help_text="then the ciphertext is empty, files and shares gone", null=True
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AccessRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("requester_account_id", models.BigIntegerField(db_index=True)),
                ("requester_person_id", models.BigIntegerField(blank=True, null=True)),
                ("requester_name", models.CharField(max_length=80, verbose_name="申请人")),
                ("requester_body_id", models.BigIntegerField()),
                ("requester_body_name", models.CharField(max_length=120, verbose_name="申请人所在机关")),
                ("purpose", models.TextField(verbose_name="用途")),
                ("clause", models.CharField(max_length=200, verbose_name="依据")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="打开多少小时")),
                ("max_hours", models.PositiveSmallIntegerField()),
                ("approvers_needed", models.PositiveSmallIntegerField()),
                ("rule_clause", models.CharField(max_length=200)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("REQUESTED", "待批准"),
                            ("REFUSED", "不批准"),
                            ("APPROVED", "已批准，还没有打开"),
                            ("OPEN", "已打开，在期限内"),
                            ("CLOSED", "已关闭"),
                            ("EXPIRED", "已过期"),
                        ],
                        default="REQUESTED",
                        max_length=10,
                    ),
                ),
                ("requested_at", models.DateTimeField()),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("expires_at", models.DateTimeField(blank=True, null=True)),
                ("refused_at", models.DateTimeField(blank=True, null=True)),
                ("refused_by", models.CharField(blank=True, max_length=80)),
                ("refusal_reason", models.TextField(blank=True, verbose_name="不批准的理由")),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by", models.CharField(blank=True, max_length=80)),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="vault.keyholder"
                    ),
                ),
                (
                    "sealed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="requests", to="vault.sealed"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["state", "expires_at"], name="vault_request_by_state")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("purpose", ""), _negated=True), models.Q(("clause", ""), _negated=True)
                        ),
                        name="a_request_has_purpose_and_clause",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("hours__gte", 1), ("hours__lte", models.F("max_hours"))),
                        name="hours_stay_below_the_rule",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("approvers_needed__gte", 2)), name="never_fewer_than_two_approve"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("expires_at", None)),
                            models.Q(("approved_at__isnull", False), ("expires_at__gt", models.F("approved_at"))),
                            _connector="OR",
                        ),
                        name="what_was_approved_ends",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["APPROVED", "OPEN", "EXPIRED"]), _negated=True),
                            ("approved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="only_what_was_approved_is_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("refusal_reason", ""),
                                ("refused_at", None),
                                ("refused_by", ""),
                                models.Q(("state", "REFUSED"), _negated=True),
                            ),
                            models.Q(
                                ("refused_at__isnull", False),
                                ("state", "REFUSED"),
                                models.Q(("refused_by", ""), _negated=True),
                                models.Q(("refusal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_refused_request_says_when_by_whom_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("closed_at", None), ("closed_by", ""), models.Q(("state", "CLOSED"), _negated=True)
                            ),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("state", "CLOSED"),
                                models.Q(("closed_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_closed_request_says_when_and_by_whom",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SealedFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("ciphertext", models.BinaryField()),
                (
                    "sealed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="vault.sealed"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("sealed", "number"), name="sealed_files_are_numbered_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body_id", models.BigIntegerField()),
                ("with_body_id", models.BigIntegerField()),
                ("wrapped", models.BinaryField()),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="vault.keyholder"
                    ),
                ),
                (
                    "sealed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="shares", to="vault.sealed"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sealed", "with_body_id", "holder"), name="a_half_is_wrapped_once_to_a_holder"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body_id", models.F("with_body_id")), _negated=True),
                        name="two_halves_belong_to_two_bodies",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("account_id", models.BigIntegerField()),
                ("person_id", models.BigIntegerField(blank=True, null=True)),
                ("body_id", models.BigIntegerField()),
                ("body_name", models.CharField(max_length=120)),
                ("name", models.CharField(max_length=80)),
                ("reason", models.TextField(verbose_name="理由")),
                ("requester_account_id", models.BigIntegerField()),
                ("requester_person_id", models.BigIntegerField(blank=True, null=True)),
                ("approved_at", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="approvals", to="vault.accessrequest"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("request", "body_id"), name="approvers_come_from_different_bodies"),
                    models.UniqueConstraint(fields=("request", "account_id"), name="approvers_are_different_accounts"),
                    models.UniqueConstraint(fields=("request", "person_id"), name="approvers_are_different_people"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("account_id", models.F("requester_account_id")), _negated=True),
                            models.Q(
                                ("person_id__isnull", True),
                                ("requester_person_id__isnull", True),
                                models.Q(("person_id", models.F("requester_person_id")), _negated=True),
                                _connector="OR",
                            ),
                        ),
                        name="nobody_approves_his_own_request",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="an_approval_has_a_reason"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body_id", models.BigIntegerField()),
                ("with_body_id", models.BigIntegerField()),
                ("wrapped", models.BinaryField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="vault.accessrequest"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "body_id", "with_body_id"), name="a_half_is_granted_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(choices=[("IDENTITY", "身份和原文"), ("FILE", "原始文件")], max_length=10)),
                ("looked_at", models.DateTimeField()),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="vault.accessrequest"
                    ),
                ),
                (
                    "sealed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="vault.sealed"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Destruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("PROPOSED", "等另一个机关同意"), ("DONE", "已销毁"), ("REFUSED", "不同意")],
                        default="PROPOSED",
                        max_length=10,
                    ),
                ),
                ("ended_on", models.DateField(verbose_name="办结日期")),
                ("kept_until", models.DateField(verbose_name="保存到")),
                ("rule_clause", models.CharField(max_length=200)),
                ("account_id", models.BigIntegerField()),
                ("person_id", models.BigIntegerField(blank=True, null=True)),
                ("body_id", models.BigIntegerField()),
                ("body_name", models.CharField(max_length=120)),
                ("name", models.CharField(max_length=80, verbose_name="提出人")),
                ("reason", models.TextField(verbose_name="理由")),
                ("proposed_at", models.DateTimeField()),
                ("other_account_id", models.BigIntegerField(blank=True, null=True)),
                ("other_person_id", models.BigIntegerField(blank=True, null=True)),
                ("other_body_id", models.BigIntegerField(blank=True, null=True)),
                ("other_body_name", models.CharField(blank=True, max_length=120)),
                ("other_name", models.CharField(blank=True, max_length=80, verbose_name="同意或者不同意的人")),
                ("other_reason", models.TextField(blank=True)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "sealed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="destructions", to="vault.sealed"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "PROPOSED")),
                        fields=("sealed",),
                        name="one_proposal_to_destroy_waits",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="a_proposal_to_destroy_has_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None),
                                ("other_account_id", None),
                                ("other_reason", ""),
                                ("state", "PROPOSED"),
                            ),
                            models.Q(
                                models.Q(("state", "PROPOSED"), _negated=True),
                                ("decided_at__isnull", False),
                                ("other_account_id__isnull", False),
                                models.Q(("other_reason", ""), _negated=True),
                                models.Q(("other_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_decided_destruction_says_when_by_whom_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "DONE"), _negated=True),
                            models.Q(
                                ("other_body_id__isnull", False),
                                models.Q(("other_body_id", models.F("body_id")), _negated=True),
                                models.Q(("other_account_id", models.F("account_id")), _negated=True),
                                models.Q(
                                    ("person_id__isnull", True),
                                    ("other_person_id__isnull", True),
                                    models.Q(("other_person_id", models.F("person_id")), _negated=True),
                                    _connector="OR",
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="two_people_of_two_bodies_destroy",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kept_until__gt", models.F("ended_on"))),
                        name="what_is_destroyed_was_kept_for_a_time",
                    ),
                ],
            },
        ),
    ]
