import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casework", "0003_coordination"),
        ("matters", "0002_refuse_changes"),
        ("organisations", "0002_paths_by_code_point"),
        ("people", "0002_ranges_by_code_point"),
    ]

    operations = [
        migrations.CreateModel(
            name="Accusation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="编号")),
                ("title", models.CharField(max_length=120, verbose_name="名称")),
                ("organ_path", models.CharField(db_index=True, max_length=80)),
                ("region", models.CharField(max_length=6)),
                ("procedure", models.JSONField(default=dict)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=80)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("OPENED", "核查中"),
                            ("INVESTIGATED", "核查完成"),
                            ("HEARING", "听取意见中"),
                            ("READY", "待集体研究"),
                            ("PROPOSED", "已研究，报请批准"),
                            ("PROVED", "认定诬告陷害"),
                            ("MISTAKEN", "错告，不留痕迹"),
                            ("NOT_PROVED", "不能认定诬告"),
                            ("OVERTURNED", "认定已撤销，不留痕迹"),
                        ],
                        default="OPENED",
                        max_length=12,
                    ),
                ),
                ("opened_because", models.TextField(verbose_name="哪些事实让人怀疑是捏造")),
                ("opening_clause", models.CharField(max_length=200)),
                ("fabrication", models.TextField(blank=True, verbose_name="捏造、伪造了什么")),
                ("fabrication_evidence", models.TextField(blank=True, verbose_name="捏造、伪造的证据，在哪里")),
                ("intent", models.TextField(blank=True, verbose_name="从哪些事实看出陷害的故意")),
                ("intent_evidence", models.TextField(blank=True, verbose_name="陷害故意的证据，在哪里")),
                ("harm", models.TextField(blank=True, verbose_name="造成了什么后果")),
                ("summary", models.TextField(blank=True, verbose_name="核查情况")),
                ("end_advice", models.TextField(blank=True, verbose_name="核查组建议结束的理由")),
                ("investigated_on", models.DateField(blank=True, null=True)),
                ("investigated_by", models.CharField(blank=True, max_length=80)),
                ("reasons", models.TextField(blank=True, verbose_name="认定理由")),
                ("clause", models.CharField(blank=True, max_length=200)),
                ("aggravating", models.JSONField(blank=True, default=list, verbose_name="从重的情形")),
                (
                    "approval_level",
                    models.CharField(
                        blank=True,
                        choices=[("县级", "县级"), ("市级", "市级"), ("省级", "省级"), ("中央", "中央")],
                        max_length=40,
                        verbose_name="批准机关层级",
                    ),
                ),
                ("approved_by_organ", models.CharField(blank=True, max_length=120, verbose_name="批准机关")),
                ("approval_document", models.CharField(blank=True, max_length=80, verbose_name="批准文号")),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("consequence", models.TextField(blank=True, verbose_name="处理")),
                ("consequence_ends_on", models.DateField(blank=True, null=True, verbose_name="影响到哪一天为止")),
                (
                    "item",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="casework.agendaitem",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "reporter_person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["INVESTIGATED", "HEARING", "READY", "PROPOSED", "PROVED"]), _negated=True
                            ),
                            models.Q(
                                models.Q(("fabrication", ""), _negated=True),
                                models.Q(("fabrication_evidence", ""), _negated=True),
                                models.Q(("intent", ""), _negated=True),
                                models.Q(("intent_evidence", ""), _negated=True),
                                models.Q(("summary", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_proved_accusation_has_fabrication_and_intent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "PROVED"), _negated=True),
                            models.Q(
                                ("consequence_ends_on__isnull", False),
                                ("decided_on__isnull", False),
                                ("item__isnull", False),
                                ("consequence_ends_on__gt", models.F("decided_on")),
                                models.Q(("reasons", ""), _negated=True),
                                models.Q(("clause", ""), _negated=True),
                                models.Q(("consequence", ""), _negated=True),
                                models.Q(("approval_level", ""), _negated=True),
                                models.Q(("approved_by_organ", ""), _negated=True),
                                models.Q(("approval_document", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_proved_accusation_was_voted_and_approved_above",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["PROVED", "MISTAKEN", "NOT_PROVED", "OVERTURNED"]), _negated=True),
                            models.Q(
                                models.Q(("reasons", ""), _negated=True),
                                ("decided_on__isnull", False),
                                models.Q(("decided_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_ended_accusation_has_reasons_and_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["MISTAKEN", "NOT_PROVED", "OVERTURNED"]), _negated=True),
                            models.Q(("consequence", ""), ("consequence_ends_on", None), ("reporter_person", None)),
                            _connector="OR",
                        ),
                        name="a_mistaken_report_leaves_no_mark",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccusationHearing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("notice_on", models.DateField(verbose_name="告知日期")),
                ("reply_by", models.DateField(blank=True, null=True, verbose_name="请在此前答复")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="听取日期")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="地点")),
                ("waived_on", models.DateField(blank=True, null=True, verbose_name="本人书面放弃日期")),
                (
                    "record_scan",
                    models.FileField(blank=True, upload_to="hearings/", verbose_name="签字笔录或放弃书扫描"),
                ),
                ("record_digest", models.CharField(blank=True, max_length=64)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_by", models.CharField(blank=True, max_length=80)),
                (
                    "told",
                    models.CharField(
                        choices=[("RECEIPT", "凭收条在查询页告知"), ("PAPER", "书面送达")],
                        max_length=8,
                        verbose_name="怎样告知",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="放弃的原话，或者等候期满没有说明的情况")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="hearings", to="protection.accusation"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", "")),
                            models.Q(("closed_at__isnull", False), models.Q(("closed_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="protection_hearing_closed_at_and_closed_by_together",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_at", None),
                            ("held_on__isnull", False),
                            ("waived_on__isnull", False),
                            _connector="OR",
                        ),
                        name="protection_a_closed_hearing_was_held_or_waived",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccusationPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("point", models.TextField(verbose_name="对本人不利的点")),
                ("statement", models.TextField(blank=True, verbose_name="本人陈述")),
                (
                    "answer_side",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("ACCEPTED", "采纳"),
                            ("PARTLY", "部分采纳"),
                            ("NOT_ACCEPTED", "不采纳"),
                            ("TO_VERIFY", "待核"),
                        ],
                        max_length=12,
                    ),
                ),
                ("answer", models.TextField(blank=True, verbose_name="答复和理由")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("answered_by", models.CharField(blank=True, max_length=80)),
                (
                    "about",
                    models.CharField(
                        choices=[("FABRICATION", "捏造"), ("INTENT", "陷害故意"), ("OTHER", "其他")],
                        max_length=12,
                        verbose_name="说的是哪一样",
                    ),
                ),
                (
                    "hearing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points",
                        to="protection.accusationhearing",
                    ),
                ),
            ],
            options={
                "ordering": ["hearing_id", "number"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("hearing", "number"), name="protection_points_are_numbered_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answer_side", ""), ("answered_at", None), ("answered_by", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by", ""), _negated=True),
                                models.Q(("answer", ""), _negated=True),
                                models.Q(("answer_side", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="protection_answer_answered_at_and_answered_by_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AccusationReview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("grounds", models.TextField(verbose_name="发现了什么，为什么要复查")),
                ("ordered_on", models.DateField()),
                ("ordered_by", models.CharField(max_length=80)),
                ("findings", models.TextField(blank=True, verbose_name="复查情况")),
                (
                    "advice",
                    models.CharField(
                        blank=True,
                        choices=[("UPHELD", "维持认定"), ("OVERTURNED", "撤销认定")],
                        max_length=10,
                        verbose_name="复查的人建议",
                    ),
                ),
                ("reported_on", models.DateField(blank=True, null=True)),
                ("reported_by", models.CharField(blank=True, max_length=80)),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[("UPHELD", "维持认定"), ("OVERTURNED", "撤销认定")],
                        max_length=10,
                        verbose_name="结果",
                    ),
                ),
                ("reasons", models.TextField(blank=True, verbose_name="理由")),
                (
                    "approval_level",
                    models.CharField(
                        blank=True,
                        choices=[("县级", "县级"), ("市级", "市级"), ("省级", "省级"), ("中央", "中央")],
                        max_length=40,
                        verbose_name="批准机关层级",
                    ),
                ),
                ("approved_by_organ", models.CharField(blank=True, max_length=120, verbose_name="批准机关")),
                ("approval_document", models.CharField(blank=True, max_length=80, verbose_name="批准文号")),
                ("decided_on", models.DateField(blank=True, null=True)),
                ("decided_by", models.CharField(blank=True, max_length=80)),
                ("leaned", models.JSONField(blank=True, default=list, verbose_name="受这个认定影响的")),
                ("undone", models.TextField(blank=True, verbose_name="怎样恢复的")),
                ("undone_on", models.DateField(blank=True, null=True)),
                ("undone_by", models.CharField(blank=True, max_length=80)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reviews", to="protection.accusation"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_on", None)),
                        fields=("case",),
                        name="one_review_of_an_accusation_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("grounds", ""), _negated=True), models.Q(("ordered_by", ""), _negated=True)
                        ),
                        name="a_review_of_an_accusation_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("advice", ""), ("findings", ""), ("reported_by", ""), ("reported_on", None)),
                            models.Q(
                                models.Q(("findings", ""), _negated=True),
                                models.Q(("advice", ""), _negated=True),
                                ("reported_on__isnull", False),
                                models.Q(("reported_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_reported_review_has_findings_and_advice",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_by", ""), ("decided_on", None), ("reasons", ""), ("result", "")),
                            models.Q(
                                ("decided_on__isnull", False),
                                ("reported_on__isnull", False),
                                models.Q(("result", ""), _negated=True),
                                models.Q(("reasons", ""), _negated=True),
                                models.Q(("decided_by", ""), _negated=True),
                                models.Q(("approval_level", ""), _negated=True),
                                models.Q(("approved_by_organ", ""), _negated=True),
                                models.Q(("approval_document", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_decided_review_was_reported_and_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("undone", ""), ("undone_by", ""), ("undone_on", None)),
                            models.Q(
                                ("result", "OVERTURNED"),
                                ("undone_on__isnull", False),
                                models.Q(("undone", ""), _negated=True),
                                models.Q(("undone_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_leaned_on_an_accusation_was_undone_on_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Allegation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("text", models.TextField(verbose_name="反映的问题")),
                ("is_checkable", models.BooleanField(blank=True, null=True, verbose_name="线索具体、有可查性")),
                ("screening_reason", models.TextField(blank=True, verbose_name="筛查理由")),
                (
                    "handling",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("LETTER", "谈话函询"),
                            ("PRELIMINARY", "初步核实"),
                            ("KEPT", "暂存待查"),
                            ("SETTLED", "予以了结"),
                        ],
                        max_length=12,
                    ),
                ),
                ("handling_reason", models.TextField(blank=True, verbose_name="处置理由")),
                ("handling_clause", models.CharField(blank=True, max_length=200)),
                ("handling_by", models.CharField(blank=True, max_length=80)),
                ("handling_approved_on", models.DateField(blank=True, null=True, verbose_name="处置审批日期")),
                ("handling_approved_by", models.CharField(blank=True, max_length=80)),
                ("look_again_on", models.DateField(blank=True, null=True, verbose_name="暂存到哪一天再看")),
                ("explanation", models.TextField(blank=True, verbose_name="被反映人的说明")),
                (
                    "explanation_way",
                    models.CharField(
                        blank=True,
                        choices=[("WRITTEN", "请本人作书面说明"), ("LETTER", "发函询问"), ("TALK", "谈话了解")],
                        max_length=8,
                        verbose_name="怎样了解的",
                    ),
                ),
                ("explanation_asked_on", models.DateField(blank=True, null=True)),
                ("explanation_due_on", models.DateField(blank=True, null=True, verbose_name="请在哪一天前说明")),
                ("explanation_given_on", models.DateField(blank=True, null=True)),
                ("explanation_scan", models.FileField(blank=True, upload_to="explanations/")),
                ("explanation_scan_digest", models.CharField(blank=True, max_length=64)),
                ("explanation_accepted", models.BooleanField(blank=True, null=True, verbose_name="说明是否采信")),
                ("explanation_answer", models.TextField(blank=True, verbose_name="采信或者不采信的理由")),
                ("explanation_not_accepted", models.TextField(blank=True, verbose_name="先前没有采信的理由")),
                ("fed_back_on", models.DateField(blank=True, null=True, verbose_name="向本人和单位主要负责人反馈")),
                ("fed_back_to", models.CharField(blank=True, max_length=80, verbose_name="单位主要负责人")),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("TRUE", "属实"),
                            ("PARTLY", "部分属实"),
                            ("UNTRUE", "不实"),
                            ("UNDETERMINED", "不能认定"),
                        ],
                        max_length=14,
                    ),
                ),
                ("untrue_part", models.TextField(blank=True, verbose_name="其中不实的部分")),
                ("reasons", models.TextField(blank=True, verbose_name="查明的情况和理由")),
                ("clause", models.CharField(blank=True, max_length=200)),
                ("found_on", models.DateField(blank=True, null=True)),
                ("found_by", models.CharField(blank=True, max_length=80)),
                ("confirmed_on", models.DateField(blank=True, null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=80)),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("change_reason", models.TextField(blank=True, verbose_name="拆分、合并、撤回的理由")),
                (
                    "inbox_finding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.finding",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="matters.matter",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="protection.allegation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
                (
                    "split_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="split_into",
                        to="protection.allegation",
                    ),
                ),
            ],
            options={
                "ordering": ["report_id", "number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finding", ""),
                            models.Q(
                                models.Q(("reasons", ""), _negated=True),
                                models.Q(("clause", ""), _negated=True),
                                ("found_on__isnull", False),
                                models.Q(("found_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_finding_has_reasons_clause_day_and_person",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_by", ""), ("confirmed_on", None)),
                            models.Q(
                                ("confirmed_on__isnull", False),
                                models.Q(("confirmed_by", ""), _negated=True),
                                models.Q(("confirmed_by", models.F("found_by")), _negated=True),
                                models.Q(("finding", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_finding_is_confirmed_by_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("explanation_accepted", None),
                            models.Q(
                                ("explanation_given_on__isnull", False),
                                models.Q(("explanation", ""), _negated=True),
                                models.Q(("explanation_answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="an_accepted_explanation_was_given_and_answered",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finding", "PARTLY"), _negated=True),
                            models.Q(("untrue_part", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_partly_true_finding_says_what_is_untrue",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("is_checkable", None),
                                models.Q(("screening_reason", ""), _negated=True),
                                _connector="OR",
                            ),
                            models.Q(
                                ("handling", ""), models.Q(("handling_reason", ""), _negated=True), _connector="OR"
                            ),
                        ),
                        name="a_screening_and_a_handling_have_reasons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("merged_into", None), ("withdrawn_on", None)),
                            models.Q(("change_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_split_merged_or_withdrawn_allegation_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handling_approved_by", ""), ("handling_approved_on", None)),
                            models.Q(
                                ("handling_approved_on__isnull", False),
                                models.Q(("handling_approved_by", ""), _negated=True),
                                models.Q(("handling_approved_by", models.F("handling_by")), _negated=True),
                                models.Q(("handling", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_handling_is_approved_by_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("handling", "KEPT"), _negated=True),
                            ("look_again_on__isnull", False),
                            _connector="OR",
                        ),
                        name="what_is_kept_has_a_day_to_look_again",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("fed_back_on", None), ("fed_back_to", "")),
                            models.Q(
                                ("explanation_accepted", True),
                                ("fed_back_on__isnull", False),
                                models.Q(("fed_back_to", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="feedback_goes_to_the_unit_too_on_an_accepted_explanation",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="编号")),
                (
                    "system",
                    models.CharField(
                        choices=[("DISCIPLINE", "纪检监察机关"), ("ORGANISATION", "组织部门")],
                        max_length=12,
                        verbose_name="承办系统",
                    ),
                ),
                ("organ_path", models.CharField(db_index=True, max_length=80)),
                ("region", models.CharField(max_length=6)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("ASSESSED", "已作事前评估，待本人表态"),
                            ("CONSENTED", "本人同意，待审批"),
                            ("DECLINED", "本人不要求澄清"),
                            ("APPROVED", "已审批，待澄清"),
                            ("MADE", "已澄清，待回访"),
                            ("VISITED", "已回访办结"),
                            ("WITHDRAWN", "认定变了，已撤回"),
                        ],
                        default="ASSESSED",
                        max_length=10,
                    ),
                ),
                (
                    "known_to",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "本人"),
                            (2, "领导班子"),
                            (3, "所在单位"),
                            (4, "本系统"),
                            (5, "本县（市、区）"),
                            (6, "社会"),
                        ],
                        verbose_name="不实内容传到了哪里",
                    ),
                ),
                (
                    "told_to",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "本人"),
                            (2, "领导班子"),
                            (3, "所在单位"),
                            (4, "本系统"),
                            (5, "本县（市、区）"),
                            (6, "社会"),
                        ],
                        verbose_name="澄清到哪里",
                    ),
                ),
                ("wider_reason", models.TextField(blank=True, verbose_name="为什么比传到的地方更广")),
                ("why_case", models.CharField(blank=True, max_length=120, verbose_name="属于哪种应当澄清的情形")),
                ("is_cross_department", models.BooleanField(default=False, verbose_name="要几个部门一起办")),
                ("assessment", models.TextField(verbose_name="事前评估：会有什么效果，会不会再伤害")),
                ("words", models.TextField(verbose_name="澄清的内容，只说不实的问题")),
                ("is_in_person", models.BooleanField(default=False, verbose_name="当面")),
                ("is_at_meeting", models.BooleanField(default=False, verbose_name="会议")),
                ("is_by_notice", models.BooleanField(default=False, verbose_name="通报、媒体")),
                ("assessed_on", models.DateField()),
                ("assessed_by", models.CharField(max_length=80)),
                ("due_on", models.DateField(blank=True, null=True)),
                ("clause", models.CharField(blank=True, max_length=200)),
                ("consented_on", models.DateField(blank=True, null=True, verbose_name="本人同意日期")),
                ("consent_words", models.TextField(blank=True, verbose_name="本人对方式和范围的意见")),
                (
                    "consent_way",
                    models.CharField(
                        blank=True, choices=[("SCREEN", "本人在线表态"), ("PAPER", "本人签字，代录")], max_length=8
                    ),
                ),
                ("consent_keyed_by", models.CharField(blank=True, max_length=80)),
                ("consent_scan", models.FileField(blank=True, upload_to="clarifications/")),
                ("consent_scan_digest", models.CharField(blank=True, max_length=64)),
                ("wishes_answer", models.TextField(blank=True, verbose_name="本人的意见怎样办")),
                ("declined_on", models.DateField(blank=True, null=True, verbose_name="本人不要求澄清的日期")),
                ("returned_reason", models.TextField(blank=True, verbose_name="退回重拟的理由")),
                ("approved_on", models.DateField(blank=True, null=True)),
                ("approved_by", models.CharField(blank=True, max_length=80)),
                ("written_on", models.DateField(blank=True, null=True, verbose_name="澄清函送达日期")),
                ("made_on", models.DateField(blank=True, null=True, verbose_name="澄清日期")),
                ("record", models.TextField(blank=True, verbose_name="澄清记录：时间、地点、参加的人")),
                ("visit_due_on", models.DateField(blank=True, null=True, verbose_name="约定哪天以前回访")),
                ("visited_on", models.DateField(blank=True, null=True, verbose_name="回访日期")),
                ("visit_note", models.TextField(blank=True, verbose_name="回访了解到的情况")),
                ("visited_by", models.CharField(blank=True, max_length=80)),
                ("harm_goes_on", models.BooleanField(default=False, verbose_name="影响还没有消除")),
                ("withdrawn_on", models.DateField(blank=True, null=True)),
                ("withdrawn_by", models.CharField(blank=True, max_length=80)),
                ("withdrawal", models.TextField(blank=True, verbose_name="为什么撤回，已经澄清的怎样更正")),
                (
                    "follows",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="protection.clarification",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("told_to__gte", models.F("known_to"))),
                        name="a_clarification_reaches_as_far_as_the_harm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("told_to", models.F("known_to")),
                            models.Q(("wider_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_clarification_wider_than_the_harm_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("consent_way", "PAPER"), _negated=True),
                            models.Q(
                                models.Q(("consent_keyed_by", ""), _negated=True),
                                models.Q(("consent_scan", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_word_keyed_from_paper_has_its_scan",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["ASSESSED", "DECLINED", "WITHDRAWN"]),
                            ("consented_on__isnull", False),
                            _connector="OR",
                        ),
                        name="no_clarification_without_the_persons_consent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["APPROVED", "MADE", "VISITED"]), _negated=True),
                            models.Q(
                                ("approved_on__isnull", False),
                                models.Q(("approved_by", ""), _negated=True),
                                models.Q(("approved_by", models.F("assessed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="no_clarification_is_made_without_approval",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "VISITED"), _negated=True),
                            models.Q(
                                ("visited_on__isnull", False),
                                models.Q(("visit_note", ""), _negated=True),
                                models.Q(("visited_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_visited_clarification_says_what_was_learnt",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("withdrawal", ""),
                                ("withdrawn_by", ""),
                                ("withdrawn_on", None),
                                models.Q(("state", "WITHDRAWN"), _negated=True),
                            ),
                            models.Q(
                                ("state", "WITHDRAWN"),
                                ("withdrawn_on__isnull", False),
                                models.Q(("withdrawn_by", ""), _negated=True),
                                models.Q(("withdrawal", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_withdrawn_clarification_says_why_and_when",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["MADE", "VISITED"]), _negated=True),
                            models.Q(
                                ("made_on__isnull", False),
                                ("written_on__isnull", False),
                                models.Q(("record", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_made_clarification_has_day_and_record",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Clarified",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "allegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarified",
                        to="protection.allegation",
                    ),
                ),
                (
                    "clarification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="clarified",
                        to="protection.clarification",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("clarification", "allegation"), name="an_allegation_is_clarified_once"
                    )
                ]
            },
        ),
        migrations.CreateModel(
            name="DishonestyReferral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reasons", models.TextField(verbose_name="理由")),
                ("clause", models.CharField(max_length=200)),
                (
                    "approval_level",
                    models.CharField(
                        choices=[("县级", "县级"), ("市级", "市级"), ("省级", "省级"), ("中央", "中央")],
                        max_length=40,
                        verbose_name="批准机关层级",
                    ),
                ),
                ("approved_by_organ", models.CharField(max_length=120, verbose_name="批准机关")),
                ("approval_document", models.CharField(max_length=80, verbose_name="批准文号")),
                ("handed_on", models.DateField(verbose_name="移送日期")),
                ("ends_on", models.DateField(verbose_name="期限到哪一天")),
                ("removed_on", models.DateField(blank=True, null=True, verbose_name="移出日期")),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=80)),
                ("removal_reason", models.TextField(blank=True, verbose_name="移出的理由")),
                ("removed_by", models.CharField(blank=True, max_length=80)),
                (
                    "accusation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="dishonesty_referral",
                        to="protection.accusation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gt", models.F("handed_on"))), name="a_dishonesty_referral_ends"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removal_reason", ""), ("removed_by", ""), ("removed_on", None)),
                            models.Q(
                                ("removed_on__isnull", False),
                                models.Q(("removed_by", ""), _negated=True),
                                models.Q(("removal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_removed_referral_says_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reasons", ""), _negated=True),
                            models.Q(("clause", ""), _negated=True),
                            models.Q(("approval_level", ""), _negated=True),
                            models.Q(("approved_by_organ", ""), _negated=True),
                            models.Q(("approval_document", ""), _negated=True),
                        ),
                        name="a_dishonesty_referral_has_reasons_clause_and_approval",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="EarlierFinding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "finding",
                    models.CharField(
                        choices=[
                            ("TRUE", "属实"),
                            ("PARTLY", "部分属实"),
                            ("UNTRUE", "不实"),
                            ("UNDETERMINED", "不能认定"),
                        ],
                        max_length=14,
                    ),
                ),
                ("untrue_part", models.TextField(blank=True)),
                ("reasons", models.TextField()),
                ("clause", models.CharField(max_length=200)),
                ("found_on", models.DateField()),
                ("found_by", models.CharField(max_length=80)),
                ("confirmed_on", models.DateField(blank=True, null=True)),
                ("confirmed_by", models.CharField(blank=True, max_length=80)),
                ("ended_on", models.DateField()),
                ("ended_by", models.CharField(max_length=80)),
                ("ended_because", models.TextField(verbose_name="退回或者重新核实的理由")),
                (
                    "allegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_findings",
                        to="protection.allegation",
                    ),
                ),
            ],
            options={
                "ordering": ["allegation_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_because", ""), _negated=True),
                        name="an_earlier_finding_says_why_it_ended",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicHarm",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="编号")),
                (
                    "system",
                    models.CharField(
                        choices=[("DISCIPLINE", "纪检监察机关"), ("ORGANISATION", "组织部门")],
                        max_length=12,
                        verbose_name="承办系统",
                    ),
                ),
                ("organ_path", models.CharField(db_index=True, max_length=80)),
                ("told", models.TextField(verbose_name="在哪里、说了什么")),
                ("registered_on", models.DateField()),
                ("registered_by", models.CharField(max_length=80)),
                ("region", models.CharField(max_length=6)),
                (
                    "known_to",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "本人"),
                            (2, "领导班子"),
                            (3, "所在单位"),
                            (4, "本系统"),
                            (5, "本县（市、区）"),
                            (6, "社会"),
                        ],
                        verbose_name="传到了哪里",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("REGISTERED", "已登记，待查明"),
                            ("CHECKED", "已查明"),
                            ("PUBLISHED", "已公布真相"),
                            ("CLOSED", "影响已消除"),
                            ("TRUE_AFTER_ALL", "反映属实，不作澄清"),
                        ],
                        default="REGISTERED",
                        max_length=14,
                    ),
                ),
                ("facts", models.TextField(blank=True, verbose_name="查明的事实")),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("checked_by", models.CharField(blank=True, max_length=80)),
                (
                    "proposed_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "本人"),
                            (2, "领导班子"),
                            (3, "所在单位"),
                            (4, "本系统"),
                            (5, "本县（市、区）"),
                            (6, "社会"),
                        ],
                        null=True,
                        verbose_name="拟公布到哪里",
                    ),
                ),
                ("proposed", models.TextField(blank=True, verbose_name="拟公布的内容和方式")),
                ("proposed_by", models.CharField(blank=True, max_length=80)),
                ("wider_reason", models.TextField(blank=True, verbose_name="为什么比传到的地方更广")),
                (
                    "published_to",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "本人"),
                            (2, "领导班子"),
                            (3, "所在单位"),
                            (4, "本系统"),
                            (5, "本县（市、区）"),
                            (6, "社会"),
                        ],
                        null=True,
                        verbose_name="公布到哪里",
                    ),
                ),
                ("approved_by", models.CharField(blank=True, max_length=80, verbose_name="批准公布的人")),
                ("publication", models.TextField(blank=True, verbose_name="公布的内容和范围")),
                ("published_on", models.DateField(blank=True, null=True)),
                ("effect", models.TextField(blank=True, verbose_name="效果")),
                ("closed_on", models.DateField(blank=True, null=True)),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.person",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("person__isnull", False), ("organisation__isnull", False), _connector="OR"),
                        name="harm_is_done_to_a_person_or_a_unit",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "REGISTERED"),
                            models.Q(
                                models.Q(("facts", ""), _negated=True),
                                ("checked_on__isnull", False),
                                models.Q(("checked_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_published_was_checked",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("published_on", None), ("published_on__gte", models.F("checked_on")), _connector="OR"
                        ),
                        name="published_on_is_not_before_checked_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["PUBLISHED", "CLOSED"]), _negated=True),
                            models.Q(
                                ("published_on__isnull", False),
                                ("published_to__gte", models.F("known_to")),
                                models.Q(("publication", ""), _negated=True),
                                models.Q(("approved_by", ""), _negated=True),
                                models.Q(("approved_by", models.F("checked_by")), _negated=True),
                                models.Q(("approved_by", models.F("proposed_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_published_reaches_as_far_as_the_harm",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "CLOSED"), _negated=True),
                            models.Q(models.Q(("effect", ""), _negated=True), ("closed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="a_closed_harm_says_what_the_effect_was",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="clarification",
            name="harm",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clarifications",
                to="protection.publicharm",
            ),
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="编号")),
                (
                    "system",
                    models.CharField(
                        choices=[("DISCIPLINE", "纪检监察机关"), ("ORGANISATION", "组织部门")],
                        max_length=12,
                        verbose_name="承办系统",
                    ),
                ),
                ("organ_path", models.CharField(db_index=True, max_length=80)),
                ("region", models.CharField(max_length=6)),
                (
                    "way",
                    models.CharField(
                        choices=[("WEB", "网上"), ("LETTER", "来信"), ("VISIT", "来访"), ("TRANSFERRED", "转来")],
                        max_length=12,
                        verbose_name="怎样收到的",
                    ),
                ),
                ("is_signed", models.BooleanField(verbose_name="实名")),
                ("is_reference_only", models.BooleanField(default=False, verbose_name="只登记编号和结果")),
                ("outside_number", models.CharField(blank=True, max_length=60, verbose_name="对方的编号")),
                ("handle", models.CharField(blank=True, max_length=64, verbose_name="身份库的随机号")),
                ("receipt_digest", models.CharField(blank=True, db_index=True, max_length=128)),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="反映的是谁，在哪个单位")),
                ("text", models.TextField(blank=True, verbose_name="反映内容（工作副本）")),
                ("received_on", models.DateField(verbose_name="收到日期")),
                (
                    "taken_in_on",
                    models.DateField(
                        blank=True,
                        help_text="the day staff or the daily run put a report from the web on record",
                        null=True,
                    ),
                ),
                ("accept_by", models.DateField(blank=True, null=True, verbose_name="受理期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("RECEIVED", "已收到，待受理"),
                            ("FORWARDED", "已转送，待对方受理"),
                            ("ACCEPTED", "办理中"),
                            ("CONCLUDED", "已逐项查清"),
                            ("ANSWERED", "已办结"),
                            ("DUPLICATE", "并入先前的反映"),
                            ("WITHDRAWN", "反映人撤回"),
                        ],
                        default="RECEIVED",
                        max_length=10,
                    ),
                ),
                ("state_reason", models.TextField(blank=True, verbose_name="理由")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="并入或者撤回的日期")),
                ("forwarded_from", models.CharField(blank=True, max_length=120, verbose_name="从哪里转来")),
                ("forwarded_to", models.CharField(blank=True, max_length=120, verbose_name="转送机关")),
                ("forwarded_on", models.DateField(blank=True, null=True)),
                ("forward_clause", models.CharField(blank=True, max_length=200)),
                ("accepted_on", models.DateField(blank=True, null=True, verbose_name="受理日期")),
                ("acceptance_told_on", models.DateField(blank=True, null=True, verbose_name="告知受理日期")),
                ("concluded_on", models.DateField(blank=True, null=True)),
                ("concluded_by", models.CharField(blank=True, max_length=80)),
                ("fed_back_on", models.DateField(blank=True, null=True, verbose_name="向信访部门反馈")),
                ("registered_by", models.CharField(max_length=80)),
                (
                    "joined_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="joined",
                        to="protection.report",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisations.organisation"
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_signed", False),
                            ("is_reference_only", True),
                            models.Q(("handle", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_signed_report_has_its_name_in_the_vault",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("is_reference_only", False),
                            models.Q(
                                ("about", ""),
                                ("handle", ""),
                                ("text", ""),
                                models.Q(("outside_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reference_only_holds_no_content",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "DUPLICATE"), _negated=True),
                            models.Q(
                                ("joined_to__isnull", False), models.Q(("joined_to", models.F("id")), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="a_joined_report_names_the_earlier_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "FORWARDED"), _negated=True),
                            models.Q(
                                models.Q(("forwarded_to", ""), _negated=True),
                                models.Q(("forward_clause", ""), _negated=True),
                                ("forwarded_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_forwarded_report_says_where_to_and_why",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["CONCLUDED", "ANSWERED"]), _negated=True),
                            models.Q(("concluded_on__isnull", False), models.Q(("concluded_by", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="a_concluded_report_has_its_day_and_its_leader",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Redaction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="可以给外面看的内容，不露出反映人")),
                ("made_on", models.DateField()),
                ("made_by", models.CharField(max_length=80)),
                ("checked_on", models.DateField(blank=True, null=True)),
                ("checked_by", models.CharField(blank=True, max_length=80)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="redactions", to="protection.report"
                    ),
                ),
            ],
            options={
                "ordering": ["report_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("checked_by", ""), ("checked_on", None)),
                            models.Q(
                                ("checked_on__isnull", False),
                                models.Q(("checked_by", ""), _negated=True),
                                models.Q(("checked_by", models.F("made_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_redaction_is_checked_by_somebody_else",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_from_reporter", models.BooleanField()),
                ("text", models.TextField()),
                ("written_on", models.DateField()),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="protection.report"
                    ),
                ),
            ],
            options={
                "ordering": ["report_id", "id"],
            },
        ),
        migrations.AddField(
            model_name="clarification",
            name="report",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clarifications",
                to="protection.report",
            ),
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("HANDLER", "承办"),
                            ("INVESTIGATOR", "核实"),
                            ("DECIDER", "研究"),
                            ("REVIEWER", "复查"),
                        ],
                        max_length=12,
                    ),
                ),
                ("assigned_at", models.DateTimeField()),
                ("assigned_by", models.CharField(max_length=80)),
                ("recused_at", models.DateTimeField(blank=True, null=True)),
                ("recused_by", models.CharField(blank=True, max_length=80)),
                ("recusal_reason", models.CharField(blank=True, max_length=200, verbose_name="回避理由")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="protection.report"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("case", "person"), name="protection_nobody_has_two_parts_in_a_case"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recusal_reason", ""), ("recused_at", None), ("recused_by", "")),
                            models.Q(
                                ("recused_at__isnull", False),
                                models.Q(("recused_by", ""), _negated=True),
                                models.Q(("recusal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="protection_recused_at_recused_by_and_reason_together",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(verbose_name="答复")),
                ("due_on", models.DateField(blank=True, null=True)),
                ("clause", models.CharField(blank=True, max_length=200)),
                ("answered_on", models.DateField(verbose_name="答复日期")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("RECEIPT", "凭收条在网上看"),
                            ("IN_PERSON", "当面答复"),
                            ("PHONE", "电话答复"),
                        ],
                        max_length=40,
                        verbose_name="答复方式",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="答复记录：谁答复的，反映人怎么说")),
                ("answered_by", models.CharField(max_length=80)),
                ("objection", models.TextField(blank=True, verbose_name="反映人的异议")),
                ("objected_on", models.DateField(blank=True, null=True)),
                ("objection_answer", models.TextField(blank=True, verbose_name="对异议的说明")),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="protection.report"
                    ),
                ),
            ],
            options={
                "ordering": ["report_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("objected_on", None), ("objection", ""), ("objection_answer", "")),
                            models.Q(models.Q(("objection", ""), _negated=True), ("objected_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="an_objection_has_words_and_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("way", "RECEIPT"), models.Q(("note", ""), _negated=True), _connector="OR"),
                        name="an_answer_by_voice_is_noted_down",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="allegation",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="allegations", to="protection.report"
            ),
        ),
        migrations.AddField(
            model_name="accusation",
            name="report",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="accusation", to="protection.report"
            ),
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("content", models.FileField(upload_to="reports/")),
                ("size", models.PositiveIntegerField(help_text="bytes")),
                ("digest", models.CharField(max_length=64)),
                ("is_clean", models.BooleanField(verbose_name="来源信息已去除")),
                ("shown_by", models.CharField(blank=True, max_length=80, verbose_name="批准打开的人")),
                ("shown_reason", models.CharField(blank=True, max_length=200)),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="protection.report"
                    ),
                ),
            ],
            options={
                "ordering": ["report_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("shown_by", ""), models.Q(("shown_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="opening_an_unclean_file_has_a_reason",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Restoration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "where",
                    models.CharField(
                        choices=[
                            ("ASSESSMENT", "考核"),
                            ("SELECTION", "选拔任用"),
                            ("AWARD", "评先奖优"),
                            ("OTHER", "其他"),
                        ],
                        max_length=12,
                    ),
                ),
                ("found", models.TextField(verbose_name="受了什么影响")),
                ("repaired", models.TextField(blank=True, verbose_name="怎样恢复的")),
                ("repaired_on", models.DateField(blank=True, null=True)),
                ("repaired_by", models.CharField(blank=True, max_length=80)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.CharField(max_length=80)),
                (
                    "clarification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="restorations",
                        to="protection.clarification",
                    ),
                ),
            ],
            options={
                "ordering": ["clarification_id", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("repaired", ""), ("repaired_by", ""), ("repaired_on", None)),
                            models.Q(
                                ("repaired_on__isnull", False),
                                models.Q(("repaired", ""), _negated=True),
                                models.Q(("repaired_by", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_repair_has_its_day",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AccusationAssignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("HANDLER", "承办"),
                            ("INVESTIGATOR", "核实"),
                            ("DECIDER", "研究"),
                            ("REVIEWER", "复查"),
                        ],
                        max_length=12,
                    ),
                ),
                ("assigned_at", models.DateTimeField()),
                ("assigned_by", models.CharField(max_length=80)),
                ("recused_at", models.DateTimeField(blank=True, null=True)),
                ("recused_by", models.CharField(blank=True, max_length=80)),
                ("recusal_reason", models.CharField(blank=True, max_length=200, verbose_name="回避理由")),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="protection.accusation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
            ],
            options={
                "ordering": ["case_id", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("case", "person"), name="nobody_has_two_parts_in_an_accusation"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("recusal_reason", ""), ("recused_at", None), ("recused_by", "")),
                            models.Q(
                                ("recused_at__isnull", False),
                                models.Q(("recused_by", ""), _negated=True),
                                models.Q(("recusal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="accusation_recused_at_recused_by_and_reason_together",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(fields=["organ_path", "state"], name="report_by_organ"),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.CheckConstraint(
                condition=models.Q(("report__isnull", False), ("harm__isnull", False), _connector="OR"),
                name="a_clarification_is_of_a_report_or_of_public_harm",
            ),
        ),
        migrations.AddConstraint(
            model_name="allegation",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="allegations_are_numbered_once"),
        ),
    ]
