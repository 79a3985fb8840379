"""Invented names: surnames by rough frequency, given names from characters people of each generation bear."""

from __future__ import annotations

from random import Random

SURNAMES = (
    "王王王王李李李李张张张张刘刘刘陈陈陈杨杨黄赵吴吴周周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程"
    "魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施"
    "文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季成裴霍涂翁解强仇区查朴苗曲游"
)
COMPOUND = ("欧阳", "司马", "诸葛", "上官", "夏侯")
MEN = "明强军伟勇杰涛磊超斌鹏辉刚健峰波宁飞平志文海东国建学永德成家荣华林振宇浩然子轩书远清泉思源立群启航怀瑾景行"
WOMEN = "芳娜敏静丽艳娟霞秀英玲桂红梅燕萍莉丹雪慧颖洁琳婷倩欣怡梦瑶雨桐若溪知夏清荷语涵书瑶兰舟沐云"
NATIONALITIES = ("汉族",) * 46 + ("回族", "回族", "满族", "壮族", "土家族", "畲族")


def person_name(random: Random, sex: str) -> str:
    """Return a name: sex `1` or `2`; about one in a hundred bears a compound surname."""
    surname = random.choice(COMPOUND) if random.random() < 0.01 else random.choice(SURNAMES)
    given = MEN if sex == "1" else WOMEN
    length = 1 if random.random() < 0.3 else 2
    return surname + "".join(random.sample(given, length))
