"""Made-up facts for every paper, as other rooms would hand them in. Nobody here exists; 青禾县 is invented."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from PIL import Image, ImageDraw

UNIT = "青禾县河湾镇人民政府"
ORGAN = "中共青禾县委组织部"


def photo() -> bytes:
    """A drawn silhouette, 4 to 5, as a JPEG file."""
    picture = Image.new("RGB", (376, 460), "#8fb3d9")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((118, 90, 258, 260), fill="#e8c9a8")
    draw.rounded_rectangle((50, 285, 326, 460), radius=90, fill="#2d3a4a")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


RESUME = """1998.09--2002.07  安徽农业大学农学院农学专业学习
2002.07--2003.01  待分配
2003.01--2006.03  青禾县河湾镇农业技术推广站技术员
2006.03--2009.11  青禾县河湾镇党政办公室科员
2009.11--2013.05  青禾县河湾镇党政办公室主任
                  （2009.09--2012.06在安徽大学公共管理专业在职研究生班学习）
2013.05--2016.08  青禾县河湾镇党委委员、组织委员
2016.08--2021.04  青禾县河湾镇党委副书记
                  （其间：2018.03--2018.06在中共青禾县委党校中青年干部培训班学习；2019.04--2020.04挂职任江苏省苏州市某区街道办事处副主任）
2021.04--         青禾县河湾镇党委副书记、镇长

2021.12            青禾县第十八届人民代表大会代表"""


def long_resume(periods: int = 60) -> str:
    """A résumé of that many periods, every third with a study in brackets."""
    rows = []
    for number in range(periods):
        year, month = divmod(1965 * 12 + number * 11, 12)
        until_year, until_month = divmod(1965 * 12 + (number + 1) * 11, 12)
        study = "（其间：参加省委党校进修班学习三个月）" if number % 3 == 0 else ""
        rows.append(
            f"{year}.{month + 1:02d}--{until_year}.{until_month + 1:02d}  "
            f"青禾县第{number + 1}轮岗位：县乡村振兴局综合协调股股长、四级主任科员{study}"
        )
    return "\n".join(rows)


def family(count: int = 6) -> list[dict[str, str]]:
    """Relatives in the usual order."""
    known = [
        ("妻子", "周文澜", "198311", "中共党员", "青禾县第一中学教师"),
        ("长子", "陈知行", "200908", "共青团员", "青禾县第一中学学生"),
        ("次子", "陈知远", "201503", "群众", "青禾县实验小学学生"),
        ("父亲", "陈守田", "195202", "中共党员", "青禾县河湾镇中学教师（已退休）"),
        ("母亲", "李桂英", "195406", "群众", "青禾县河湾镇长堤村农民（已去世）"),
        ("岳父", "周广林", "195109", "群众", "青禾县粮食局职工（已退休）"),
        ("岳母", "吴秀芝", "195312", "群众", "青禾县河湾镇长堤村农民"),
        ("姐姐", "陈玉兰", "197703", "群众", "江苏省南京市某公司会计"),
        ("姐夫", "赵立新", "197501", "中共党员", "江苏省南京市某中学副校长"),
        ("弟弟", "陈建", "198612", "群众", "个体经营"),
    ]
    keys = ("relation", "name", "birth", "politics", "employer")
    return [dict(zip(keys, row, strict=True)) for row in known[:count]]


def appointment_form() -> dict[str, Any]:
    """An ordinary person."""
    return {
        "name": "陈伟",
        "gender": "男",
        "birth": "198004",
        "photo": photo(),
        "ethnicity": "汉族",
        "native_place": "安徽青禾",
        "birth_place": "安徽青禾",
        "party": "200311",
        "work_start": "200207",
        "health": "健康",
        "technical_post": "农艺师",
        "expertise": "农业技术推广、基层治理",
        "fulltime_education": "大学",
        "fulltime_degree": "农学学士",
        "fulltime_school": "安徽农业大学农学院农学专业",
        "fulltime_degree_school": "安徽农业大学农学院农学专业",
        "inservice_education": "研究生",
        "inservice_degree": "公共管理硕士",
        "inservice_school": "安徽大学公共管理专业",
        "inservice_degree_school": "安徽大学管理学院公共管理专业",
        "current_posts": "青禾县河湾镇党委副书记、镇长",
        "proposed_post": "青禾县河湾镇党委书记",
        "removed_post": "青禾县河湾镇镇长",
        "resume": RESUME,
        "awards": "2020年12月，经青禾县委、县政府批准，授予“全县防汛抗洪先进个人”称号；\n2023年3月，经青禾县委批准，嘉奖一次。",
        "annual_results": "2023年年度考核优秀；2024年年度考核称职；2025年年度考核优秀。",
        "reason": "该同志政治素质好，熟悉农村工作，敢于担当，群众基础较好。根据工作需要，经研究，拟作上述任免。",
        "family": family(),
        "reporting_unit": ORGAN,
        "reported_on": dt.date(2026, 11, 20),
        "age_on": "202611",
        "filled_on": dt.date(2026, 11, 18),
        "filled_by": "沈知微",
    }


def appointment_form_long() -> dict[str, Any]:
    """Sixty periods, ten relatives, every box full."""
    return appointment_form() | {
        "name": "欧阳𠮷䶮",
        "ethnicity": "维吾尔族",
        "native_place": "新疆乌鲁木齐",
        "party": "200108；民建",
        "technical_post": "正高级工程师、正高级农艺师",
        "expertise": "水利水电工程建设管理、农村集体经济、数字乡村与基层治理",
        "fulltime_school": "北京大学光华管理学院国民经济管理系国民经济计划与管理专业",
        "fulltime_degree_school": "北京大学光华管理学院国民经济管理系国民经济计划与管理专业（双学位）",
        "inservice_school": "中共中央党校（国家行政学院）研究生院经济管理专业（在职研究生班）",
        "inservice_degree_school": "清华大学公共管理学院公共管理专业高级公共管理硕士项目",
        "current_posts": "青禾县委常委、县人民政府党组副书记、常务副县长，县乡村振兴工作领导小组办公室主任，"
        "青禾经济开发区党工委书记、管委会主任，县级总河长办公室主任，县防汛抗旱指挥部副总指挥",
        "resume": long_resume(),
        "awards": "\n".join(f"{year}年，经青禾县委批准，授予优秀共产党员称号；" for year in range(2004, 2024)),
        "family": family(10),
    }
