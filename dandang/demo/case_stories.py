"""Invented tolerance cases of the county: what happened to whom, what the inquiry found, how far each case came.

Every name, sum and day is made up. Each story differs in what decides it, so that the boards have something to tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

FOR, AGAINST, UNCLEAR = "FOR", "AGAINST", "UNCLEAR"


@dataclass(frozen=True, slots=True)
class Found:
    """One element as found: for whom it speaks, the facts, the reasons, and what is still missing."""

    side: str
    facts: str
    reasons: str
    waits_for: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """A point against the person, the person's words, and the answer with its side."""

    point: str
    element: str
    words: str
    side: str
    answer: str


@dataclass(frozen=True, slots=True)
class Task:
    """A correction measure: what, in how many days, and what became of it (`ACCEPTED`, `REPORTED`, `ORDERED`)."""

    text: str
    days: int
    done: str = ""
    state: str = "ACCEPTED"


@dataclass(frozen=True, slots=True)
class Story:
    """One case. `until` is the state it stands in today; `after` what came of it later (see demo.cases)."""

    key: str
    title: str
    what: str
    unit: str
    person: str
    opening: str
    acted_on: date
    applied_on: date
    purpose: str
    method: str
    cause: str
    proof: str
    meeting: str
    loss: str
    remedy: str
    until: str
    outcome: str = ""
    differs: Mapping[str, Found] = field(default_factory=dict)
    facts: Mapping[str, object] = field(default_factory=dict)
    points: tuple[Point, ...] = ()
    tasks: tuple[Task, ...] = ()
    departure: str = ""
    after: str = ""
    refusal: str = ""
    is_wide: bool = False
    kind: str = "HARD"
    channel: str = "UNIT_REPORT"

    def elements(self) -> dict[str, Found]:
        """The six elements: what the story's own words make of them, but for those that differ."""
        usual = {
            "MOTIVE": Found(
                FOR,
                f"为{self.purpose}，{self.method}。核对往来账和亲属经商情况，没有发现本人和亲属从中得利。",
                f"为{self.purpose}而做，没有发现私利，出以公心。",
            ),
            "CONDITIONS": Found(FOR, f"{self.cause}。", f"{self.cause}，事前难以预见，有{self.proof}可以核对。"),
            "PROCEDURE": Found(
                FOR,
                f"{self.meeting}集体研究，比较过不同方案，有会议记录。",
                f"{self.meeting}集体研究决定，不是个人专断，记录和参会人说法一致。",
            ),
            "NATURE": Found(
                FOR,
                f"行为日有效的规定里，没有禁止“{self.method}”的条款。",
                f"“{self.method}”当时没有明令禁止，属于探索中的失误。",
            ),
            "CONSEQUENCES": Found(
                FOR, f"{self.loss}。", f"{self.loss}，没有造成人身伤害，事态整体可控，没有长期影响。"
            ),
            "REMEDY": Found(FOR, f"{self.remedy}。", f"{self.remedy}，主动采取补救措施，有群众代表签字确认。"),
        }
        return {**usual, **self.differs}


STORIES: tuple[Story, ...] = (
    Story(
        key="pump", title="河湾村提灌站改建工期延误", unit="河湾镇", person="顾明川", opening="UNIT",
        what="固定泵房基坑两次进水，改用移动泵船，工期延后 47 天，增加支出 18.6 万元。",
        acted_on=date(2025, 4, 21), applied_on=date(2026, 10, 9),
        purpose="保 1,200 亩汛前灌溉", method="改用移动泵船",
        cause="2025年4月来水比多年平均早 19 天，固定泵房基坑两次进水", proof="水文站记录",
        meeting="2025年4月20日镇党委会", loss="工期延后 47 天，增加支出 18.6 万元",
        remedy="组织 11 台临时水泵，灌溉没有中断；收回违约金 6.2 万元", until="READY", channel="AUDIT",
        differs={
            "PROCEDURE": Found(
                AGAINST,
                "改用泵船经镇党委会集体研究，但变更后的方案没有在开工前重新报备，补交材料比开工晚 6 天。",
                "口头报告和补交材料都属实，但变更报备比开工（4月27日）晚 6 天，这一项不能算程序完备。",
            ),
            "CONSEQUENCES": Found(
                UNCLEAR,
                "工期延后 47 天，增加支出 18.6 万元。其中多少由改用泵船造成，还不清楚。",
                "增加的支出里有材料涨价的部分，要等县审计局复核以后才能判断。",
                waits_for="县审计局复核意见",
            ),
        },
        points=(
            Point("方案变更没有重新报备：变更在 4月21日，报备材料落款 5月3日。", "PROCEDURE",
                  "4月22日向分管副县长口头报告过，当时忙着抢工期，5月3日补了书面材料。", "PARTLY",
                  "通话记录已核实，补入证据。报备迟于开工的事实不变，写入理由。"),
            Point("增加支出 18.6 万元，审计底稿列为工期延误造成。", "CONSEQUENCES",
                  "其中 7 万多是材料涨价，换不换方案都要付。", "TO_VERIFY", "已请县审计局复核，等书面回复。"),
        ),
    ),
    Story(
        key="ferry", title="渡口夜间停渡引发群众不便", unit="河湾镇", person="韦思源", opening="UNIT",
        what="试行渡口夜间预约制，头一个月有 4 次群众等候超过一小时。",
        acted_on=date(2025, 3, 3), applied_on=date(2025, 9, 8),
        purpose="消除夜间渡运的安全隐患", method="试行渡口夜间预约制",
        cause="预约电话所在基站 3 月连续三次断电，群众打不进电话", proof="供电所抢修单",
        meeting="2025年2月26日镇长办公会", loss="4 次群众等候超过一小时，没有发生安全事故",
        remedy="当月增设值守点和备用电话，逐户上门说明并道歉", until="CLOSED", outcome="EXEMPT",
        tasks=(Task("试行前先征求渡口两岸村组意见，补齐征求意见记录", 30, "两岸 6 个村民小组都已征求意见，有签字记录"),
               Task("建立断电断网时的人工值守办法", 45, "值守办法已经印发，4 月起执行")),
        after="RETURN_VISIT",
    ),
    Story(
        key="seedling", title="果苗统购价高于市价", unit="东林镇", person="#3", opening="PERSON",
        what="为赶栽种季统一购买果苗，单价比一个月后的市价高 0.8 元。",
        acted_on=date(2024, 2, 18), applied_on=date(2024, 6, 3),
        purpose="赶在栽种季把果苗发到 212 户", method="先定价统一购买果苗",
        cause="周边三县同时扩种，2 月果苗价格一周涨了三成", proof="三家苗圃的报价单",
        meeting="2024年2月16日镇党委会", loss="多支出 9.4 万元",
        remedy="同供苗方协商退回差价 5.1 万元，其余用于免费补苗", until="CLOSED", outcome="EXEMPT",
        tasks=(Task("大宗采购先询价三家并公示", 30, "采购办法已经修订并公示"),), after="OVERTURNED",
    ),
    Story(
        key="permit", title="容缺受理后材料没有补齐", unit="县市场监管局", person="#2", opening="PERSON",
        what="对 3 户小微企业容缺受理，其中 1 户逾期没有补齐材料即开业。",
        acted_on=date(2024, 9, 10), applied_on=date(2025, 1, 13),
        purpose="让小微企业少跑一趟", method="对信用良好的企业容缺受理",
        cause="企业承诺书写明 15 日内补齐，到期后其负责人住院", proof="住院证明和承诺书",
        meeting="2024年8月30日局长办公会", loss="1 户企业无证经营 9 天，没有发生质量问题",
        remedy="发现当天上门补办，并把 86 件容缺件全部复查一遍", until="CLOSED", outcome="NOT_TOLERATED",
        differs={
            "PROCEDURE": Found(
                AGAINST,
                "容缺受理办法要求到期前三天提醒，这一件没有提醒记录。",
                "办法明确要求到期前三天提醒，经办没有提醒，也没有安排别人提醒，程序有缺。",
            ),
            "NATURE": Found(
                AGAINST,
                "核查组认为逾期后仍准许营业，超出了容缺受理办法的范围。",
                "逾期后没有制止营业，核查组认为超出了办法的范围，不属于尚无明确限制的探索。",
            ),
        },
        points=(
            Point("到期前没有提醒企业补齐材料。", "PROCEDURE", "那一周我在外地办案，交接时漏写了这一件。", "PARTLY",
                  "出差属实，交接记录里没有这一件，漏写的责任仍在本人。"),
            Point("逾期后没有制止营业。", "NATURE", "企业开业我第 9 天才知道，当天就去了。", "NOT_ACCEPTED",
                  "巡查记录显示第 2 天已有人报告，当时没有处理。"),
        ),
        after="MENDED",
    ),
    Story(
        key="ledger", title="防汛物资台账补登不及时", unit="县应急局", person="#2", opening="ACCOUNTABILITY",
        what="抢险期间先发物资后补台账，盘点时短少帐篷 6 顶。",
        acted_on=date(2025, 7, 6), applied_on=date(2025, 10, 20),
        purpose="让抢险队伍当晚拿到物资", method="先发物资后补台账",
        cause="7月6日夜间两处圩堤同时告急，库房断电，系统无法登记", proof="值班日志和停电记录",
        meeting="2025年7月6日防指会商", loss="短少帐篷 6 顶，价值 1.1 万元",
        remedy="本人带队逐村清点，追回 4 顶，其余按损耗程序报批", until="CLOSED", outcome="LIGHTER",
        differs={
            "PROCEDURE": Found(
                AGAINST,
                "会商决定可以先发后补，要求 48 小时内补登，实际第 11 天补登。",
                "先发后补经过会商，但补登比要求晚了 9 天，期间没有报告，不能全免。",
            ),
        },
        points=(Point("补登台账比会商要求晚 9 天。", "PROCEDURE",
                      "抢险持续到第 8 天，之后两天在医院照看伤员。", "PARTLY",
                      "抢险和照看伤员属实，从轻考虑；没有委托他人补登的责任仍在。"),),
        tasks=(Task("制定断电时的手工登记办法并演练一次", 60, "办法已印发，12月5日演练一次"),), channel="SUPERVISION",
    ),
    Story(
        key="market", title="农贸市场改造期间摊位安置不足", unit="城关街道", person="#4", opening="UNIT",
        what="分期改造期间临时摊位少估 23 个，部分摊贩占道经营两周。",
        acted_on=date(2026, 3, 16), applied_on=date(2026, 6, 8),
        purpose="边改造边营业、少影响摊贩生意", method="分期改造、就近临时安置",
        cause="开工后有 23 户原先歇业的摊贩回来复业", proof="市场摊位登记册",
        meeting="2026年3月9日街道党工委会", loss="部分摊贩占道经营两周，有 7 件投诉",
        remedy="两周内租下相邻院落，新增 30 个临时摊位，投诉全部答复", until="CORRECTING", outcome="EXEMPT",
        is_wide=True, channel="PETITION",
        tasks=(Task("把摊位需求摸底做到户，结果张榜", 20, "摸底到 168 户，结果已张榜"),
               Task("二期改造前同摊贩代表开一次恳谈会", 90, "", "ORDERED")),
    ),
    Story(
        key="road", title="通村公路变更路线没有复测", unit="县交通局", person="#3", opening="UNIT",
        what="为避让古树改线 400 米，没有复测纵坡，验收时一处超标。",
        acted_on=date(2025, 10, 11), applied_on=date(2026, 2, 2),
        purpose="保住三棵百年古树", method="现场改线避让古树",
        cause="施工图没有标出古树，开挖前一天村民才来反映", proof="村民来信和现场照片",
        meeting="2025年10月10日局党组会", loss="一处纵坡超标，返工费用 14 万元",
        remedy="设计单位承担返工费 8 万元，古树完好", until="REFERRED", outcome="MITIGATED",
        differs={
            "PROCEDURE": Found(
                AGAINST,
                "改线经局党组会研究，但没有按技术规程复测纵坡就恢复施工。",
                "技术规程要求改线后复测，当时赶工没有复测，研究时也没有人提出。",
            ),
        },
        points=(Point("改线后没有复测就恢复施工。", "PROCEDURE", "当时只想着保树，以为坡度差别不大。", "NOT_ACCEPTED",
                      "规程的要求是明确的，保树的用意已在动机态度一项认定有利。"),),
        tasks=(Task("对全县在建通村公路的改线处全部复测并报告", 45, "", "ORDERED"),), after="REFUSES",
    ),
    Story(
        key="clinic", title="村卫生室药品统配断货", unit="县卫健委", person="#2", opening="UNIT",
        what="试行药品统一配送，头两周 9 个村卫生室缺降压药。",
        acted_on=date(2026, 1, 12), applied_on=date(2026, 4, 7),
        purpose="让村卫生室药价降下来", method="试行药品统一配送",
        cause="配送企业仓库 1月14日 封控检修，提前一天才通知", proof="企业停运通知",
        meeting="2025年12月29日委党组会", loss="9 个村卫生室缺药最长 6 天，没有病人因此住院",
        remedy="从县医院调药 3 批，送药到户 214 人次", until="SERVED", outcome="EXEMPT", is_wide=True,
        tasks=(Task("统配目录里的慢病药留足 30 天库存", 60, "", "ORDERED"),),
    ),
    Story(
        key="loan", title="扶持贷款贴息对象审核失误", unit="县农业农村局", person="#3", opening="PERSON",
        what="贴息名单里有 5 户不符合条件，多付贴息 2.3 万元。",
        acted_on=date(2024, 5, 20), applied_on=date(2024, 11, 11),
        purpose="让贷款贴息赶上夏种", method="用大数据比对代替逐户核查",
        cause="比对所用的户籍数据是上一年的，没有标注", proof="数据接口说明",
        meeting="2024年5月13日局党组会", loss="多付贴息 2.3 万元",
        remedy="一个月内全部追回，并把比对办法改成先比对后抽查", until="CLOSED", outcome="MITIGATED",
        differs={
            "PROCEDURE": Found(
                AGAINST,
                "办法要求比对以后抽查一成，这一批没有抽查。",
                "抽查一成是办法写明的，没有抽查就公示，程序有缺，但比对本身经过集体研究。",
            ),
        },
        points=(Point("比对以后没有抽查。", "PROCEDURE", "夏种只剩十天，想先把款发下去。", "PARTLY",
                      "赶农时的用意采纳，写入理由；抽查可以同公示同时做。"),),
        after="MENDED_TO_EXEMPT",
    ),
    Story(
        key="school", title="校车线路试点停运两天", unit="县教育局", person="#2", opening="ORGAN",
        what="撤并三条校车线路试点，第一周停运两天。",
        acted_on=date(2026, 9, 1), applied_on=date(2026, 9, 21),
        purpose="让山区学生少绕路", method="撤并三条校车线路",
        cause="承运公司更换车辆的年检比约定晚了两天", proof="车辆年检回单",
        meeting="2026年8月20日局长办公会", loss="停运两天，影响学生 63 人",
        remedy="停运当天调用公务车辆接送，没有学生缺课", until="DECIDED", outcome="EXEMPT",
        tasks=(Task("换车换线以前先备好应急车辆", 30, "", "ORDERED"),),
    ),
    Story(
        key="water", title="集中供水提价听证前先行试收", unit="县水利局", person="#2", opening="PERSON",
        what="听证会前按拟定价格试收一个月水费，后退还。",
        acted_on=date(2026, 5, 6), applied_on=date(2026, 8, 17),
        purpose="测算新价格能不能维持管护", method="听证前按拟定价格试收水费",
        cause="财政补助 5 月起停拨，管护员工资没有来源", proof="补助停拨通知",
        meeting="2026年4月28日局党组会", loss="试收水费 3.2 万元，涉及 410 户",
        remedy="全部退还到户，并登门说明", until="HEARING", outcome="",
        differs={
            "NATURE": Found(
                AGAINST,
                "价格听证的规定要求先听证后定价，试收没有依据。",
                "先听证后收费是行为日有效的规定，试收虽然退还，也不属于没有明确限制的探索。",
            ),
        },
        points=(Point("听证前试收水费没有依据。", "NATURE", "", "", ""),),
    ),
    Story(
        key="data", title="政务数据共享接口上线故障", unit="县数据局", person="#2", opening="UNIT",
        what="接口提前上线，三个窗口停办业务半天。",
        acted_on=date(2026, 6, 15), applied_on=date(2026, 9, 7),
        purpose="让群众办事少交材料", method="提前一周上线共享接口",
        cause="省平台当天调整了证书，没有提前通知", proof="省平台公告",
        meeting="2026年6月8日局长办公会", loss="三个窗口停办业务半天，积压 40 件",
        remedy="当晚加班办结全部积压件", until="INVESTIGATING",
    ),
    Story(
        key="homestay", title="民宿消防设施验收尺度不一", unit="县文旅局", person="#2", opening="PERSON",
        what="三家民宿按旧标准通过验收，后被要求整改。",
        acted_on=date(2026, 7, 2), applied_on=date(2026, 10, 26),
        purpose="赶在暑期开业", method="按旧标准组织联合验收",
        cause="新标准 7月1日 起施行，6月28日才收到", proof="收文登记",
        meeting="2026年6月25日联席验收会", loss="三家民宿停业整改 8 天",
        remedy="派人驻点帮助整改，费用减免一半", until="ACCEPTED",
    ),
    Story(
        key="stove", title="清洁取暖补贴发放名单有误", unit="石桥乡", person="邵一鸣", opening="PERSON",
        what="补贴名单漏报 12 户，重复发放 3 户。",
        acted_on=date(2026, 2, 9), applied_on=date(2026, 11, 16),
        purpose="春节前把补贴发到户", method="用村级自报名单先行发放",
        cause="大雪封路，两个村无法入户", proof="气象预警和道路封闭通知",
        meeting="2026年2月5日乡党委会", loss="漏报 12 户，重复发放 3 户，共 0.9 万元",
        remedy="一周内补发和追回到位", until="APPLIED",
    ),
    Story(
        key="gift", title="节日慰问品采购超标准", unit="县供销社", person="#2", opening="PERSON",
        what="慰问品单价超出规定标准 40 元，申请容错。",
        acted_on=date(2026, 1, 20), applied_on=date(2026, 5, 11),
        purpose="慰问困难职工", method="统一采购慰问品",
        cause="供货商临时更换规格", proof="供货单",
        meeting="2026年1月15日主任办公会", loss="超标准支出 1,600 元",
        remedy="已全部退还", until="REFUSED",
        refusal="这件事是执行开支标准的问题，不是改革创新、先行先试中的失误，不属于容错认定的范围。开支问题请按财务规定更正，已经退还的不再处理。",
    ),
    Story(
        key="fair", title="招商推介会方案调整", unit="县商务局", person="#2", opening="PERSON",
        what="推介会改在线上，场地定金 3 万元没有退回，后经协商退回。",
        acted_on=date(2026, 4, 2), applied_on=date(2026, 5, 25),
        purpose="让外地客商都能参加", method="把推介会改在线上",
        cause="主会场所在城市临时管制", proof="管制通告",
        meeting="2026年3月30日局长办公会", loss="场地定金 3 万元一度没有退回",
        remedy="协商后定金全部退回", until="WITHDRAWN",
        refusal="定金已经全部退回，没有损失，本人撤回申请。",
    ),
    Story(
        key="archive", title="数字化外包质量问题", unit="县档案馆", person="#2", opening="UNIT",
        what="首批数字化外包返工 1,100 卷，当事人申请后调离本县。",
        acted_on=date(2025, 8, 4), applied_on=date(2025, 11, 3),
        purpose="三年内完成馆藏数字化", method="首次采用外包",
        cause="扫描设备批次缺陷", proof="厂家召回函",
        meeting="2025年7月28日馆务会", loss="返工 1,100 卷，延后两个月",
        remedy="厂家免费返工", until="ENDED",
        refusal="当事人已调往外县，由调入地按干部管理权限办理，材料随人移交。",
    ),
    Story(
        key="greenhouse", title="设施大棚试种新品种减产", unit="清溪乡", person="#3", opening="PERSON",
        what="引进新品种试种 40 亩，减产三成。",
        acted_on=date(2024, 3, 12), applied_on=date(2024, 10, 14),
        purpose="给大棚找一个过冬品种", method="引进新品种先试种 40 亩",
        cause="3 月下旬倒春寒，最低气温破当地十年纪录", proof="气象局证明",
        meeting="2024年3月5日乡党委会", loss="减产三成，农户损失 11 万元",
        remedy="用产业保险赔付 7 万元，其余减免租金", until="CLOSED", outcome="EXEMPT",
        tasks=(Task("试种以前先做小面积对比", 120, "已按对比结果换了品种，当年增收"),), after="RETURN_VISIT",
    ),
)  # fmt: skip
