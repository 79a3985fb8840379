"""How casework says no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, Refusal

RECUSAL_CLAUSE = "公务员法 第76条"


class NotNow(Refusal):
    """The meeting is not where this step belongs."""

    code = "casework_not_now"


class AlreadyChecked(Refusal):
    """The votes were keyed by two; they stay."""

    code = "casework_already_checked"

    def __init__(self, title: str) -> None:
        super().__init__(_("“%s”的表决票已经由两人登记核对，不能再改。确有差错的，另行开会研究，原表决保留") % title)


class AlreadyOnAgenda(Refusal):
    """Two meetings about the same thing would give two decisions."""

    code = "casework_already_on_agenda"

    def __init__(self, meeting: str) -> None:
        super().__init__(_("这件事已经列入会议“%s”，还没有表决完。请在那次会上研究，或者先从那次会议移出") % meeting)


class EverybodyConflicted(Refusal):
    """Nobody on the body may decide."""

    code = "casework_everybody_conflicted"

    def __init__(self, way_out: str) -> None:
        super().__init__(_("会议成员都要回避，不能研究这件事。%s") % way_out, clause=RECUSAL_CLAUSE)


class NoDeliberationRules(Refusal):
    """Nobody has said how many must be there and agree."""

    code = "casework_no_deliberation_rules"

    def __init__(self) -> None:
        super().__init__(_("政策库里没有规定到会人数和通过票数，表决不能计票。请先由法规管理人员补充规则包"))


class OwnMatter(Refusal):
    """A member who stands aside from one item neither prepares nor records the meeting."""

    code = "casework_own_matter"

    def __init__(self) -> None:
        super().__init__(
            _("这次会议的议题里有您要回避的，会议的登记、材料和纪要请由其他同志办理"),
            clause=RECUSAL_CLAUSE,
        )


class SameHands(Refusal):
    """Who keyed the votes cannot be the second person."""

    code = "casework_same_hands"

    def __init__(self) -> None:
        super().__init__(_("这些表决票是您登记的，要由另一位同事对照原票再登记一遍。请交给同室其他经办人"))


class VotesDoNotFit(BadInput):
    """The sheet as keyed cannot be right; `faults` maps each person to a sentence, 0 to what concerns the sheet."""

    code = "casework_votes_do_not_fit"

    def __init__(self, faults: Mapping[int, str]) -> None:
        self.faults = dict(faults)
        super().__init__("；".join(self.faults.values()), field="votes")


class VotesDiffer(Refusal):
    """Two people read the paper differently. `faults` maps each person to a sentence."""

    code = "casework_votes_differ"

    def __init__(self, faults: Mapping[int, str]) -> None:
        self.faults = dict(faults)
        super().__init__("；".join(self.faults.values()), field="votes")


class ItemsOpen(Refusal):
    """Minutes before every vote is checked."""

    code = "casework_items_open"

    def __init__(self, titles: Iterable[str]) -> None:
        super().__init__(_("还有议题没有核对表决票：%s。请先登记核对；这次没有研究的，请移出议程") % "、".join(titles))
