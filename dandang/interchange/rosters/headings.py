"""What a column heading of a roster probably means."""

from __future__ import annotations

import re
import unicodedata

# Field of a draft (education parts as `mode.field`): headings that name it, the plainest first.
MEANINGS: dict[str, tuple[str, ...]] = {
    "name": ("姓名",),
    "identity_number": ("公民身份号码", "身份证号", "身份证号码", "身份证", "身份号码", "居民身份证号码"),
    "sex": ("性别",),
    "birth_month": ("出生年月", "出生时间", "出生日期", "出生年月日"),
    "nationality": ("民族",),
    "native_place": ("籍贯",),
    "birth_place": ("出生地",),
    "party_text": ("入党时间", "入党年月", "入党日期", "加入中共时间"),
    "political_status": ("政治面貌",),
    "work_month": ("参加工作时间", "参加工作年月", "工作时间", "参工时间"),
    "health": ("健康状况",),
    "professional_title": ("专业技术职务", "职称", "专业技术资格"),
    "speciality": ("熟悉专业有何专长", "熟悉专业有何特长", "专长"),
    "post_text": (
        "现任职务", "单位及职务", "所在单位及职务", "工作单位及职务", "现工作单位及职务", "现工作单位及职务全称",
        "职务",
    ),
    "unit_name": ("工作单位", "所在单位", "单位", "单位名称", "任职机构名称", "任职机构", "统计关系所在单位", "部门"),
    "post_since": ("任现职时间", "现职务始任时间", "任现职务时间"),
    "post_level": ("现职务层次", "职务层次", "干部级别"),
    "post_level_since": ("任现职务层次时间", "任同职级时间"),
    "rank": ("现职级", "职级"),
    "rank_since": ("任现职级时间", "现职级始任时间"),
    "person_kind": ("人员类别", "编制类型", "人员身份"),
    "duties_text": ("分管工作", "从事或分管工作"),
    "proposed_post": ("拟任职务",),
    "removed_post": ("拟免职务",),
    "reward_text": ("奖惩情况", "奖惩综述"),
    "appraisal_text": ("年度考核结果", "近三年考核结果", "年度考核结果综述"),
    "resume_text": ("简历", "工作简历"),
    "team_order": ("集体内排序", "排序"),
    "is_team_member": ("领导班子成员", "是否领导班子成员", "是否领导成员", "班子成员"),
    "1.qualification": ("全日制教育学历", "全日制学历", "学历", "文化程度"),
    "1.degree": ("全日制教育学位", "全日制学位", "学位"),
    "1.school": (
        "全日制教育毕业院校及专业", "全日制教育毕业院校系及专业", "毕业院校及专业", "毕业院校系及专业", "毕业院校",
    ),
    "1.both": ("全日制教育学历学位", "学历学位", "全日制学历学位"),
    "2.qualification": ("在职教育学历", "在职学历"),
    "2.degree": ("在职教育学位", "在职学位"),
    "2.school": ("在职教育毕业院校及专业", "在职教育毕业院校系及专业"),
    "2.both": ("在职教育学历学位", "在职学历学位"),
}  # fmt: skip

# Columns every roster has that say nothing to keep.
PASSED_OVER = ("序号", "编号", "年龄", "照片", "现职务始任年限", "任现职级年限")

KEEP_AS_EXTRA = "extra"
SKIP = ""

_BY_HEADING = {heading: meaning for meaning, headings in MEANINGS.items() for heading in headings}
_WEIGHT_OF = {heading: len(heading) for heading in _BY_HEADING}


def plain(text: str) -> str:
    """A heading without blanks, line breaks, bracketed remarks and marks."""
    folded = unicodedata.normalize("NFKC", text)
    folded = re.sub(r"\([^()]*\)|\*", "", folded)
    return re.sub(r"[\s:：,，、/／]+", "", folded)


def is_known(heading: str) -> bool:
    """Whether a heading is one of those rosters use."""
    text = plain(heading)
    return text in _BY_HEADING or text in PASSED_OVER


def meaning_of(heading: str) -> tuple[str, bool]:
    """The meaning proposed for a heading, and whether that is certain. An unknown heading is kept as extra."""
    text = plain(heading)
    if not text or text in PASSED_OVER:
        return SKIP, True
    if text in _BY_HEADING:
        return _BY_HEADING[text], True
    near = [known for known in _BY_HEADING if len(known) > 2 and (known in text or text in known)]
    if near:
        return _BY_HEADING[max(near, key=lambda known: _WEIGHT_OF[known])], False
    return KEEP_AS_EXTRA, False
