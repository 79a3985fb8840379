import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0002_paths_by_code_point"),
        ("people", "0002_ranges_by_code_point"),
    ]

    operations = [
        migrations.CreateModel(
            name="Circular",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("organ_path", models.CharField(db_index=True, max_length=80)),
                ("addressee", models.CharField(max_length=200, verbose_name="主送")),
                ("lead_in", models.TextField(verbose_name="引言")),
                ("closing", models.TextField(verbose_name="要求")),
                ("paper_id", models.PositiveBigIntegerField(blank=True, null=True)),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by", models.CharField(max_length=80)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=20, unique=True, verbose_name="编号")),
                ("title", models.CharField(max_length=120, verbose_name="标题")),
                ("source", models.CharField(blank=True, db_index=True, max_length=80)),
                ("citation", models.CharField(blank=True, max_length=300, verbose_name="出处")),
                ("is_sample", models.BooleanField(default=False, verbose_name="样例")),
                ("organ_path", models.CharField(db_index=True, max_length=80)),
                (
                    "desk",
                    models.CharField(choices=[("ORG", "组织部门"), ("DISCIPLINE", "纪检监察机关")], max_length=10),
                ),
                ("kind", models.CharField(max_length=30, verbose_name="类别")),
                ("kind_label", models.CharField(max_length=40)),
                ("outcome", models.CharField(blank=True, max_length=30)),
                ("outcome_label", models.CharField(max_length=60, verbose_name="结论")),
                ("region", models.CharField(max_length=6, verbose_name="地区")),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年份")),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("PROJECT", "项目建设"),
                            ("RURAL", "农业农村"),
                            ("LIVELIHOOD", "民生服务"),
                            ("RESCUE", "应急抢险"),
                            ("APPROVAL", "审批和营商环境"),
                            ("GOVERNANCE", "基层治理"),
                            ("REFORM", "改革试点"),
                            ("ENTERPRISE", "国企经营"),
                            ("PERSONNEL", "选人用人"),
                            ("OTHER", "其他"),
                        ],
                        max_length=12,
                        verbose_name="领域",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("DRAFT", "整理中"),
                            ("CHECKED", "已核对，待审批"),
                            ("APPROVED", "已入库"),
                            ("WITHDRAWN", "已撤下"),
                        ],
                        default="DRAFT",
                        max_length=10,
                    ),
                ),
                ("risk_note", models.TextField(blank=True, verbose_name="对剩余风险的说明")),
                ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="撤下的理由")),
                ("return_reason", models.CharField(blank=True, max_length=300, verbose_name="退回的理由")),
                ("drafted_at", models.DateTimeField()),
                ("drafted_by", models.CharField(max_length=80)),
                ("checked_at", models.DateTimeField(blank=True, null=True)),
                ("checked_by", models.CharField(blank=True, max_length=80)),
                ("approved_at", models.DateTimeField(blank=True, null=True)),
                ("approved_by", models.CharField(blank=True, max_length=80)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_by", models.CharField(blank=True, max_length=80)),
                ("doubt", models.CharField(blank=True, max_length=300, verbose_name="存疑的原因")),
                ("doubted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "checker_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "drafter_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "indexes": [models.Index(fields=["state", "-approved_at"], name="casebook_by_approval")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True), models.Q(("state", "WITHDRAWN"), _negated=True)
                        ),
                        fields=("source",),
                        name="one_entry_in_use_for_a_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("source", ""), _negated=True),
                            models.Q(("citation", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="an_entry_has_a_case_or_says_where_it_was_reported",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_at", None), ("checked_by", "")),
                            models.Q(("checked_at__isnull", False), models.Q(("checked_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="entry_checked_at_and_checked_by_go_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at", None), ("approved_by", "")),
                            models.Q(("approved_at__isnull", False), models.Q(("approved_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="entry_approved_at_and_approved_by_go_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "APPROVED"), _negated=True),
                            models.Q(("approved_at__isnull", False), ("checked_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_approved_entry_was_checked_and_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by", ""),
                            models.Q(
                                models.Q(("approved_by", models.F("drafted_by")), _negated=True),
                                models.Q(("approved_by", models.F("checked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_entry_is_approved_by_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None), ("ended_by", "")),
                            models.Q(
                                ("ended_at__isnull", False),
                                models.Q(("ended_by", ""), _negated=True),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="entry_ended_at_ended_by_and_reason_go_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("doubt", ""), ("doubted_at", None)),
                            models.Q(("doubted_at__isnull", False), models.Q(("doubt", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_doubt_has_its_day_and_its_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Chosen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "circular",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="chosen", to="casebook.circular"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casebook.entry"
                    ),
                ),
            ],
            options={
                "ordering": ["circular_id", "position"],
                "constraints": [
                    models.UniqueConstraint(fields=("circular", "entry"), name="an_entry_once_in_a_circular"),
                    models.UniqueConstraint(fields=("circular", "position"), name="one_entry_a_place_in_a_circular"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Cited",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(max_length=160)),
                ("url", models.CharField(blank=True, max_length=200)),
                ("reliability", models.CharField(blank=True, max_length=2)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="clauses", to="casebook.entry"
                    ),
                ),
            ],
            options={
                "ordering": ["entry_id", "id"],
                "constraints": [models.UniqueConstraint(fields=("entry", "text"), name="a_clause_once_in_an_entry")],
            },
        ),
        migrations.CreateModel(
            name="Marking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("span", models.CharField(max_length=120, verbose_name="原文")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("NAME", "姓名"),
                            ("CALLED", "称谓"),
                            ("UNIT", "单位"),
                            ("PLACE", "地名"),
                            ("DATE", "日期"),
                            ("NUMBER", "文号、编号"),
                            ("CONTACT", "电话、证件号码、车牌"),
                            ("MONEY", "金额"),
                            ("OTHER", "其他"),
                        ],
                        max_length=10,
                    ),
                ),
                ("suggestion", models.CharField(max_length=120, verbose_name="建议写成")),
                ("replacement", models.CharField(blank=True, max_length=120, verbose_name="写成")),
                ("places", models.JSONField(default=dict)),
                ("is_by_hand", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("OPEN", "待确认"), ("CONFIRMED", "已替换"), ("KEPT", "保留原文")],
                        default="OPEN",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="保留的理由")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="markings", to="casebook.entry"
                    ),
                ),
            ],
            options={
                "ordering": ["entry_id", "id"],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "span"), name="a_span_is_marked_once_in_an_entry"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", ""), ("state", "OPEN")),
                            models.Q(
                                ("decided_at__isnull", False),
                                models.Q(("decided_by", ""), _negated=True),
                                models.Q(("state", "OPEN"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="marking_decided_at_and_decided_by_go_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "OPEN"),
                            models.Q(("state", "KEPT"), models.Q(("reason", ""), _negated=True)),
                            models.Q(("state", "CONFIRMED"), models.Q(("replacement", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="what_is_kept_says_why_and_what_is_replaced_by_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("TITLE", "标题"),
                            ("BACKGROUND", "背景"),
                            ("COURSE", "经过"),
                            ("JUDGEMENT", "认定和理由"),
                            ("LESSON", "启示"),
                        ],
                        max_length=12,
                    ),
                ),
                ("original", models.TextField()),
                ("text", models.TextField(blank=True)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="casebook.entry"
                    ),
                ),
            ],
            options={
                "ordering": ["entry_id", "id"],
                "constraints": [models.UniqueConstraint(fields=("entry", "part"), name="an_entry_has_each_part_once")],
            },
        ),
        migrations.CreateModel(
            name="Trait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "group",
                    models.CharField(
                        choices=[("ELEMENT", "要件"), ("DISTINCTION", "三个区分"), ("LIST_ITEM", "清单条目")],
                        max_length=12,
                    ),
                ),
                ("code", models.CharField(max_length=60)),
                ("label", models.CharField(max_length=200)),
                ("side", models.CharField(blank=True, max_length=10)),
                ("side_label", models.CharField(blank=True, max_length=20)),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="traits", to="casebook.entry"
                    ),
                ),
            ],
            options={
                "ordering": ["entry_id", "id"],
                "indexes": [models.Index(fields=["group", "code", "side"], name="casebook_by_trait")],
                "constraints": [
                    models.UniqueConstraint(fields=("entry", "group", "code"), name="a_trait_once_in_an_entry")
                ],
            },
        ),
    ]
