"""Facts of the papers about a false accusation: hearing, finding, referral, removal, revocation (SPEC PR-05, PR-07).

No rule prescribes these forms; the fields are the project's own. None holds the reporter's name: it is in the vault,
and whoever hands a paper over writes it by hand.
"""

from __future__ import annotations

from pydantic import Field

from dandang.law.documents.schema.fields import Day, Facts, Label, MaybeDay, Paper, Required, Text


class AskedPoint(Facts):
    """One point the reporter is asked about; `about` says whether fabrication or intent."""

    about: Required = Field(title="说的是哪一样")
    point: Text = Field(title="请您说明的", min_length=1)


class Approval(Facts):
    """What an organ above approved, and where it stands."""

    organ: Required = Field(title="批准机关")
    level: Label = Field("", title="层级")
    document: Required = Field(title="批准文号")
    day: MaybeDay = Field(None, title="批准日期")


class CasePaper(Paper):
    """What every paper of such a case begins with."""

    organ: Required = Field(title="承办机关")
    number: Label = Field("", title="文号")
    case_number: Required = Field(title="核查编号")
    report_number: Required = Field(title="反映编号")
    clause: Label = Field("", title="依据条款")
    contact: Label = Field("", title="联系人和电话")
    issued_on: Day = Field(title="成文日期")


class AccusationHearing(CasePaper):
    """听取意见通知书: every point, and until when and how to answer it."""

    points: tuple[AskedPoint, ...] = Field(title="请您说明的点", min_length=1, max_length=40)
    reply_by: MaybeDay = Field(None, title="请在哪一天以前说明")
    wait: Label = Field("", title="等候期限的规定")


class AccusationFinding(CasePaper):
    """诬告陷害认定告知书: what was found by whose approval, what follows until when, and the way back."""

    fabrication: Text = Field(title="捏造的事实", min_length=1)
    intent: Text = Field(title="陷害的故意", min_length=1)
    reasons: Text = Field(title="认定理由", min_length=1)
    aggravating: tuple[Label, ...] = Field((), title="从重的情形", max_length=12)
    approval: Approval = Field(title="批准")
    consequence: Text = Field(title="处理", min_length=1)
    ends_on: MaybeDay = Field(None, title="影响到哪一天为止")


class DishonestyReferral(CasePaper):
    """失信移送函 to whoever keeps the register, for a term."""

    addressee: Label = Field("", title="主送")
    reasons: Text = Field(title="移送的理由", min_length=1)
    found: Approval = Field(title="认定的批准")
    approval: Approval = Field(title="移送的批准")
    handed_on: Day = Field(title="移送日期")
    ends_on: Day = Field(title="期限到哪一天")


class DishonestyRemoval(CasePaper):
    """失信移出函: the term is over, or the finding was revoked."""

    addressee: Label = Field("", title="主送")
    approval: Approval = Field(title="移送的批准")
    handed_on: Day = Field(title="移送日期")
    ends_on: Day = Field(title="期限到哪一天")
    revoked: Approval | None = Field(None, title="撤销认定的批准")


class AccusationOverturned(CasePaper):
    """撤销诬告认定通知书: the finding never counted, and what is done about what it led to."""

    found: Approval = Field(title="原认定的批准")
    reasons: Text = Field(title="撤销的理由", min_length=1)
    approval: Approval = Field(title="撤销的批准")
    is_referred: bool = Field(False, title="移送过失信登记")
