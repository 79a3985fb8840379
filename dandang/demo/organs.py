"""The invented county 青禾县: its organs and townships, with posts and headcount. Codes are invented too."""

from __future__ import annotations

from dataclasses import dataclass

REGION = "341299"
PROVINCE_REGION = "340000"
CITY = "皋原市"
COUNTY = "青禾县"


@dataclass(frozen=True, slots=True)
class Organ:
    """One unit: its full and short name, kind, sector, leading posts (chief, deputies) and ordinary staff."""

    name: str
    short: str
    kind: str
    sector: str
    chief: int
    deputies: int
    staff: int
    hardship: str = ""
    former: str = ""


def _organ(name: str, short: str, kind: str, sector: str, chief: int, deputies: int, staff: int) -> Organ:
    return Organ(name, short, kind, sector, chief, deputies, staff)


ORGANS: tuple[Organ, ...] = (
    _organ("中共青禾县委办公室", "县委办", "PARTY", "党务", 1, 3, 14),
    _organ("中共青禾县委组织部", "县委组织部", "PARTY", "党务", 1, 3, 13),
    _organ("中共青禾县委宣传部", "县委宣传部", "PARTY", "党务", 1, 3, 11),
    _organ("中共青禾县委统一战线工作部", "县委统战部", "PARTY", "党务", 1, 2, 7),
    _organ("中共青禾县委政法委员会", "县委政法委", "PARTY", "政法", 1, 2, 8),
    _organ("中共青禾县纪律检查委员会", "县纪委监委", "PARTY", "党务", 1, 4, 26),
    _organ("中共青禾县委党校", "县委党校", "INSTITUTION", "党务", 1, 2, 9),
    _organ("青禾县档案馆", "县档案馆", "INSTITUTION", "党务", 1, 1, 5),
    _organ("青禾县人大常委会办公室", "县人大办", "CONGRESS", "人大", 1, 2, 8),
    _organ("政协青禾县委员会办公室", "县政协办", "CONSULTATIVE", "政协", 1, 2, 7),
    _organ("青禾县人民政府办公室", "县政府办", "GOVERNMENT", "综合", 1, 4, 15),
    _organ("青禾县发展和改革委员会", "县发改委", "GOVERNMENT", "经济", 1, 3, 14),
    _organ("青禾县教育局", "县教育局", "GOVERNMENT", "社会事业", 1, 3, 13),
    _organ("青禾县科学技术和工业信息化局", "县科工信局", "GOVERNMENT", "经济", 1, 3, 11),
    _organ("青禾县公安局", "县公安局", "GOVERNMENT", "政法", 1, 4, 34),
    _organ("青禾县民政局", "县民政局", "GOVERNMENT", "社会事业", 1, 2, 9),
    _organ("青禾县司法局", "县司法局", "GOVERNMENT", "政法", 1, 2, 14),
    _organ("青禾县财政局", "县财政局", "GOVERNMENT", "经济", 1, 3, 18),
    _organ("青禾县人力资源和社会保障局", "县人社局", "GOVERNMENT", "社会事业", 1, 3, 13),
    _organ("青禾县自然资源和规划局", "县自然资源局", "GOVERNMENT", "经济", 1, 3, 14),
    _organ("青禾县住房和城乡建设局", "县住建局", "GOVERNMENT", "经济", 1, 3, 13),
    _organ("青禾县交通运输局", "县交通局", "GOVERNMENT", "经济", 1, 3, 12),
    _organ("青禾县农业农村局", "县农业农村局", "GOVERNMENT", "农业农村", 1, 3, 16),
    _organ("青禾县水利局", "县水利局", "GOVERNMENT", "农业农村", 1, 2, 12),
    _organ("青禾县商务局", "县商务局", "GOVERNMENT", "经济", 1, 2, 8),
    _organ("青禾县文化和旅游局", "县文旅局", "GOVERNMENT", "社会事业", 1, 2, 9),
    _organ("青禾县卫生健康委员会", "县卫健委", "GOVERNMENT", "社会事业", 1, 3, 14),
    _organ("青禾县退役军人事务局", "县退役军人局", "GOVERNMENT", "社会事业", 1, 2, 7),
    _organ("青禾县应急管理局", "县应急局", "GOVERNMENT", "综合", 1, 2, 11),
    _organ("青禾县审计局", "县审计局", "GOVERNMENT", "经济", 1, 2, 10),
    _organ("青禾县市场监督管理局", "县市场监管局", "GOVERNMENT", "经济", 1, 3, 26),
    _organ("青禾县统计局", "县统计局", "GOVERNMENT", "经济", 1, 2, 8),
    _organ("青禾县医疗保障局", "县医保局", "GOVERNMENT", "社会事业", 1, 2, 7),
    _organ("青禾县信访局", "县信访局", "GOVERNMENT", "综合", 1, 1, 6),
    _organ("青禾县生态环境分局", "县生态环境分局", "GOVERNMENT", "经济", 1, 2, 10),
    Organ("青禾县数据资源管理局", "县数据局", "GOVERNMENT", "综合", 1, 2, 7, former="青禾县政务服务管理中心"),
    _organ("青禾县总工会", "县总工会", "MASS", "群团", 1, 1, 6),
    _organ("共青团青禾县委员会", "团县委", "MASS", "群团", 1, 1, 4),
    _organ("青禾县妇女联合会", "县妇联", "MASS", "群团", 1, 1, 4),
    _organ("青禾县供销合作社联合社", "县供销社", "INSTITUTION", "农业农村", 1, 1, 7),
)


def _town(name: str, staff: int, hardship: str = "") -> Organ:
    return Organ(f"青禾县{name}", name, "TOWNSHIP", "乡镇（街道）", 2, 6, staff, hardship)


TOWNSHIPS: tuple[Organ, ...] = (
    _town("城关街道", 22),
    _town("河湾镇", 24),
    _town("东林镇", 20),
    _town("柳集镇", 19),
    _town("白塘镇", 18),
    _town("三汊镇", 18),
    _town("古井镇", 17),
    _town("新桥镇", 17),
    _town("枫树镇", 16),
    _town("双沟镇", 16),
    _town("石桥乡", 14, "艰苦边远乡镇"),
    _town("云岭乡", 13, "艰苦边远乡镇"),
    _town("大冲乡", 13, "艰苦边远乡镇"),
    _town("南坪乡", 14),
    _town("清溪乡", 13),
    _town("黄泥乡", 12, "艰苦边远乡镇"),
)
