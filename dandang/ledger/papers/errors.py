"""How the register of papers says no."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dandang.foundation.ground.refusal import BadInput, Refusal


class NotNow(Refusal):
    """The step does not follow from where the paper stands."""

    code = "paper_not_now"

    def __init__(self, step: str, state: str) -> None:
        super().__init__(
            _("这份文书现在是“%(state)s”，不能%(step)s。请刷新页面，看看它走到了哪一步")
            % {"state": state, "step": step}
        )


class SameHands(Refusal):
    """Drafting, checking and signing are three people's work."""

    code = "paper_same_hands"

    def __init__(self, earlier: str) -> None:
        super().__init__(_("这份文书是您%s的，下一步要由另一位同志办理，一份文书由三个人把关") % earlier)


class SignerHadAHand(Refusal):
    """Whoever signed on paper drafted or checked it."""

    code = "paper_signer_had_a_hand"

    def __init__(self, name: str) -> None:
        super().__init__(_("%s拟过稿或者核过稿，不能再签发同一份文书。请核对签发人") % name, field="signer")


class SignerIsConcerned(Refusal):
    """Whoever signed on paper is the person concerned."""

    code = "paper_signer_is_concerned"

    def __init__(self, name: str) -> None:
        super().__init__(_("文书涉及%s本人，不能由本人签发。请核对签发人") % name, field="signer")


class OwnPaper(Refusal):
    """The person concerned has no hand in the paper."""

    code = "paper_own"

    def __init__(self) -> None:
        super().__init__(_("这份文书涉及您本人，您要回避。请由其他同志办理"))


class WordNotUsable(BadInput):
    """Not a code word."""

    code = "paper_word_not_usable"

    def __init__(self) -> None:
        super().__init__(_("机关代字只写汉字，如“青容”；年份和序号由系统编，不用填"), field="word")


class WordTaken(BadInput):
    """Another organ numbers under this word."""

    code = "paper_word_taken"

    def __init__(self, organ: str) -> None:
        super().__init__(_("这个代字已由%s使用，两个机关不能共用一个序列。请换一个代字") % organ, field="word")


class ReasonMissing(BadInput):
    """Returned or dropped without a reason."""

    code = "paper_reason_missing"

    def __init__(self) -> None:
        super().__init__(_("请写明理由，拟稿的人才知道怎样改"), field="reason")


class ReceiptStands(Refusal):
    """A receipt is given once."""

    code = "paper_receipt_stands"

    def __init__(self) -> None:
        super().__init__(_("这次送达已经登记过签收，不用再办"))


class NotYours(Refusal):
    """Somebody else's paper is acknowledged."""

    code = "paper_not_yours"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("没有找到这份文书。它可能不是送给您的"))


class FileAltered(Refusal):
    """The printed file is not the one that was signed."""

    code = "paper_file_altered"

    def __init__(self) -> None:
        super().__init__(_("存着的文件和签发时的校验值不一致，已停止使用。请从备份恢复，或者用原件核对"))


class NameStaysAway(BadInput):
    """The recipient's name was about to be written into the register, though it lies in the vault."""

    code = "name_stays_away"

    def __init__(self, stands_for: str, field: str) -> None:
        super().__init__(
            _("这份文书的受送达人不留姓名。请写“%s”，不填人员编号；签收件交身份保管员，不登记在这里") % stands_for,
            field=field,
        )
