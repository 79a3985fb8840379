"""The elements of the form in the editor's order, and the fields of a person they hold."""

from __future__ import annotations

# Elements whose text is one field of a person draft.
FIELDS: dict[str, str] = {
    "XingMing": "name",
    "XingBie": "sex",
    "ChuShengNianYue": "birth_month",
    "MinZu": "nationality",
    "JiGuan": "native_place",
    "ChuShengDi": "birth_place",
    "RuDangShiJian": "party_text",
    "CanJiaGongZuoShiJian": "work_month",
    "JianKangZhuangKuang": "health",
    "ZhuanYeJiShuZhiWu": "professional_title",
    "ShuXiZhuanYeYouHeZhuanChang": "speciality",
    "XianRenZhiWu": "post_text",
    "NiRenZhiWu": "proposed_post",
    "NiMianZhiWu": "removed_post",
    "JianLi": "resume_text",
    "JiangChengQingKuang": "reward_text",
    "NianDuKaoHeJieGuo": "appraisal_text",
    "RenMianLiYou": "appointment_reason",
    "ShenFenZheng": "identity_number",
}

# Elements of the form that describe the filled-in sheet rather than the person; kept under these names.
SHEET_FIELDS: dict[str, str] = {
    "DaoLingNianYue": "到龄年月",
    "ChengBaoDanWei": "呈报单位",
    "GaiGeQianRenZhiNianLingJieXian": "改革前任职年龄界限",
    "JiSuanNianLingShiJian": "计算年龄时间",
    "TianBiaoShiJian": "填表时间",
    "TianBiaoRen": "填表人",
    "Version": "版本",
}

# prefix of the four education elements: mode, and which field each holds.
EDUCATION: dict[str, tuple[str, str]] = {
    f"{prefix}{suffix}": (mode, field)
    for prefix, mode in (("QuanRiZhiJiaoYu_", "1"), ("ZaiZhiJiaoYu_", "2"))
    for suffix, field in (
        ("XueLi", "qualification"),
        ("XueWei", "degree"),
        ("XueLi_BiYeYuanXiaoXi", "school"),
        ("XueWei_BiYeYuanXiaoXi", "degree_school"),
    )
}

FAMILY_LIST = "JiaTingChengYuan"
FAMILY_ITEM = "Item"
FAMILY: dict[str, str] = {
    "ChengWei": "relation",
    "XingMing": "name",
    "ChuShengRiQi": "birth_month",
    "ZhengZhiMianMao": "political_status",
    "GongZuoDanWeiJiZhiWu": "employer",
}

PHOTO = "ZhaoPian"

# Elements that hold a month or a day.
MONTHS = frozenset({"ChuShengNianYue", "CanJiaGongZuoShiJian", "RuDangShiJian", "ChuShengRiQi"})

# Order of writing. The two elements of 2025 stand where one source shows them; readers go by name.
ORDER: tuple[str, ...] = (
    "XingMing", "XingBie", "ChuShengNianYue", "MinZu", "JiGuan", "ChuShengDi", "RuDangShiJian",
    "CanJiaGongZuoShiJian", "DaoLingNianYue", "JianKangZhuangKuang", "ZhuanYeJiShuZhiWu",
    "ShuXiZhuanYeYouHeZhuanChang", *EDUCATION, "XianRenZhiWu", "NiRenZhiWu", "NiMianZhiWu", "JianLi",
    "JiangChengQingKuang", "NianDuKaoHeJieGuo", "RenMianLiYou", FAMILY_LIST, "ChengBaoDanWei",
    "GaiGeQianRenZhiNianLingJieXian", "JiSuanNianLingShiJian", "TianBiaoShiJian", "TianBiaoRen", "ShenFenZheng",
    PHOTO, "Version",
)  # fmt: skip

# The editor's limits in characters (formats.md §1): longer texts are hints, not errors.
LENGTHS: dict[str, int] = {
    "XingMing": 18, "JiGuan": 18, "ChuShengDi": 18, "JianKangZhuangKuang": 18, "ZhuanYeJiShuZhiWu": 90,
    "ShuXiZhuanYeYouHeZhuanChang": 110, "XianRenZhiWu": 324, "NiRenZhiWu": 324, "NiMianZhiWu": 324,
    "JiangChengQingKuang": 552, "NianDuKaoHeJieGuo": 414, "RenMianLiYou": 552, "ChengBaoDanWei": 252,
    "TianBiaoRen": 18,
}  # fmt: skip
