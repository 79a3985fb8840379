"""Signing in and staying signed in, as a browser meets it (abuse cases AU)."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dandang.foundation.audit.models import Entry, PrivateValue
from dandang.registry.access import actions as access
from dandang.registry.accounts import actions
from dandang.registry.accounts.middleware import BEGAN, SEEN
from dandang.registry.accounts.models import Account
from tests.factories import registry as make

pytestmark = pytest.mark.django_db

PASSWORD = "ma-deng-shu-chuang-7"
LOGIN = "/accounts/login/"


@pytest.fixture
def account() -> Account:
    made = make.account("CADRE", username="hejing", name="何静", password=PASSWORD)
    Account.objects.filter(pk=made.pk).update(password_changed_at=timezone.now())
    return made


@pytest.fixture
def lock(settings: Any) -> None:
    settings.AXES_ENABLED = True


def sign_in(client: Client, password: str = PASSWORD, username: str = "hejing") -> Any:
    return client.post(LOGIN, {"login": username, "password": password})


def body(response: Any) -> str:
    """The answer without what differs by nature: tokens and reference numbers."""
    return re.sub(r"[A-Za-z0-9]{64}|编号[^<]*", "", response.content.decode())


def test_a_right_password_opens_a_new_session(client: Client, account: Account) -> None:
    client.get(LOGIN)
    client.session["kept"] = 1
    session = client.session
    session["from_before"] = "x"
    session.save()
    client.cookies["sessionid"] = session.session_key

    response = sign_in(client)

    assert response.status_code == 302
    assert client.cookies["sessionid"].value != session.session_key
    assert Entry.objects.filter(verb="accounts.session.opened", actor=f"accounts.account:{account.pk}").count() == 1


def test_wrong_password_and_unknown_account_get_the_same_words(client: Client, account: Account) -> None:
    wrong = sign_in(client, "not-the-password")
    unknown = sign_in(Client(), "not-the-password", "nobody-here")

    assert body(wrong).replace("hejing", "") == body(unknown).replace("nobody-here", "")
    assert "账号或密码不对" in body(wrong)
    assert Entry.objects.filter(verb="accounts.session.refused", outcome="REFUSED").count() == 2
    assert set(PrivateValue.objects.values_list("value", flat=True)) == {"hejing", "nobody-here"}


@pytest.mark.usefixtures("lock")
def test_six_failures_lock_the_account_with_the_words_of_an_unknown_one(client: Client, account: Account) -> None:
    known = [sign_in(client, f"wrong-{number}") for number in range(6)]
    unknown = [sign_in(Client(), f"wrong-{number}", "nobody-here") for number in range(6)]

    assert [answer.status_code for answer in known] == [answer.status_code for answer in unknown]
    assert known[-1].status_code == 429
    assert "暂停登录 15 分钟" in body(known[-1])
    assert body(known[-1]) == body(unknown[-1])
    assert sign_in(client).status_code == 429  # the right password does not help now
    assert Entry.objects.filter(verb="accounts.account.locked").exists()


@pytest.mark.usefixtures("lock")
def test_the_lock_opens_after_fifteen_minutes(client: Client, account: Account) -> None:
    from axes.models import AccessAttempt

    for number in range(5):
        sign_in(client, f"wrong-{number}")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timezone.timedelta(minutes=15, seconds=1))

    assert sign_in(client).status_code == 302


def test_an_account_that_is_not_open_cannot_sign_in(client: Client, account: Account) -> None:
    Account.objects.update(is_active=False)

    response = sign_in(client)

    assert "_auth_user_id" not in client.session
    assert response.status_code in {200, 302, 400}


def stolen(client: Client) -> Client:
    thief = Client()
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert thief.get("/access/me/").status_code == 200
    return thief


@pytest.mark.parametrize("ending", ["sign out", "password", "disabled", "reset", "elsewhere"])
def test_a_stolen_cookie_is_dead_afterwards(client: Client, account: Account, ending: str) -> None:
    sign_in(client)
    thief = stolen(client)
    now = timezone.now()
    system = make.actor_of("SYSTEM_ADMIN")

    if ending == "sign out":
        client.post("/accounts/logout/")
    elif ending == "password":
        new = {"oldpassword": PASSWORD, "password1": PASSWORD + "-9", "password2": PASSWORD + "-9"}
        client.post("/accounts/password/", new)
        assert client.get("/access/me/").status_code == 200
    elif ending == "disabled":
        access.disable_account(actor=system, account_id=account.pk, reason="调离", at=now)
    elif ending == "reset":
        access.reset_account(actor=system, account_id=account.pk, resets_second_factor=False, reason="忘记", at=now)
    else:
        client.post("/access/me/sessions/end/")
        assert client.get("/access/me/").status_code == 200

    answer = thief.get("/access/me/")

    assert answer.status_code == 401
    assert "登录已经结束" in answer.content.decode()


def age(client: Client, *, began: int = 0, seen: int = 0) -> None:
    session = client.session
    now = timezone.now().timestamp()
    session[BEGAN], session[SEEN] = now - began * 60, now - seen * 60
    session.save()


@pytest.mark.parametrize(
    ("began", "seen", "status"), [(20, 14, 200), (20, 15, 401), (8 * 60 - 1, 1, 200), (8 * 60, 1, 401)]
)
def test_a_session_ends_by_rest_and_by_age(
    client: Client, account: Account, began: int, seen: int, status: int
) -> None:
    sign_in(client)
    client.get("/access/me/")
    age(client, began=began, seen=seen)

    assert client.get("/access/me/").status_code == status


def test_a_session_is_not_written_on_every_request(client: Client, account: Account) -> None:
    sign_in(client)
    client.get("/access/me/")
    age(client, began=5, seen=0)
    before = client.session[SEEN]

    client.get("/access/me/")

    assert client.session[SEEN] == before


def test_a_visitor_is_led_to_sign_in_and_back(client: Client, account: Account) -> None:
    answer = client.get("/access/me/")

    assert answer["Location"] == "/accounts/login/?next=/access/me/"


def test_a_new_password_comes_first_when_one_is_owed(client: Client, account: Account) -> None:
    Account.objects.update(must_change_password=True)
    sign_in(client)

    assert client.get("/access/me/")["Location"] == "/accounts/password/"
    new = {"oldpassword": PASSWORD, "password1": PASSWORD + "-9", "password2": PASSWORD + "-9"}
    client.post("/accounts/password/", new)
    assert client.get("/access/me/").status_code == 200


def test_a_password_of_the_own_name_is_refused_with_the_reason(client: Client, account: Account) -> None:
    sign_in(client)

    weak = {"oldpassword": PASSWORD, "password1": "hejing-hejing-1990", "password2": "hejing-hejing-1990"}
    answer = client.post("/accounts/password/", weak)

    assert "您的姓名、账号或系统名的拼音" in answer.content.decode()
    account.refresh_from_db()
    assert account.check_password(PASSWORD)


def test_the_present_password_is_not_a_new_one(client: Client, account: Account) -> None:
    sign_in(client)

    same = {"oldpassword": PASSWORD, "password1": PASSWORD, "password2": PASSWORD}

    assert "新密码和现在的一样" in client.post("/accounts/password/", same).content.decode()


# One-time codes --------------------------------------------------------------------------------------------------


SECRET = "JBSWY3DPEHPK3PXP"


def code(step: int = 0) -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + step))


@pytest.fixture
def bound(account: Account) -> Account:
    cache.clear()
    TOTP.activate(account, SECRET)
    return account


def test_the_secret_is_stored_encrypted(bound: Account) -> None:
    assert SECRET not in str(Authenticator.objects.get().data)


def test_a_code_is_accepted_once(client: Client, bound: Account) -> None:
    now = code()
    assert sign_in(client)["Location"] == "/accounts/code/"
    assert client.get("/access/me/").status_code != 200  # the password alone opens nothing
    assert client.post("/accounts/code/", {"code": now}).status_code == 302
    assert client.get("/access/me/").status_code == 200

    other = Client()
    sign_in(other)
    answer = other.post("/accounts/code/", {"code": now})

    assert "已经用过" in answer.content.decode()
    assert "_auth_user_id" not in other.session


def test_a_code_stays_spent_while_clock_drift_would_accept_it(client: Client, bound: Account) -> None:
    ahead = code(1)
    sign_in(client)
    client.post("/accounts/code/", {"code": ahead})
    for key in list(_library_marks(bound, ahead)):
        cache.delete(key)  # as after 30 seconds

    other = Client()
    sign_in(other)

    assert "已经用过" in other.post("/accounts/code/", {"code": ahead}).content.decode()


def _library_marks(account: Account, text: str) -> list[str]:
    return [f"allauth.mfa.totp.used?user={account.pk}&code={text}"]


def test_guessing_codes_stops_after_five(client: Client, bound: Account) -> None:
    sign_in(client)
    answers = [client.post("/accounts/code/", {"code": f"00000{number}"}) for number in range(5)]

    last = client.post("/accounts/code/", {"code": code()})

    assert "动态口令不对" in answers[0].content.decode()
    assert "15 分钟后再试" in last.content.decode()


def test_staff_must_bind_a_code_in_dengbao3(client: Client, settings: Any) -> None:
    settings.PROFILE = "dengbao3"
    place = make.county()
    officer = make.account("ORG_OFFICER", place.county, password=PASSWORD)
    Account.objects.filter(pk=officer.pk).update(password_changed_at=timezone.now())
    sign_in(client, username=officer.username)

    assert client.get("/access/me/")["Location"] == reverse("mfa_activate_totp")
    assert "account" in client.get(reverse("mfa_activate_totp"))["Location"]  # the password once more
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD, "next": reverse("mfa_activate_totp")})
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(
        reverse("mfa_activate_totp"), {"code": format_hotp_value(hotp_value(secret, int(time.time()) // 30))}
    )

    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    assert client.get("/access/me/").status_code == 200
    refused = client.get(reverse("mfa_deactivate_totp")).content.decode()
    assert "不能解除" in refused
    assert "<svg" in page.content.decode()
    assert "style=" not in page.content.decode().split("dd-code")[1].split("</div>")[0]


def test_a_cadre_without_roles_may_do_without_a_code(client: Client, account: Account, settings: Any) -> None:
    settings.PROFILE = "dengbao3"
    sign_in(client)

    assert client.get("/access/me/").status_code == 200


# The setup link --------------------------------------------------------------------------------------------------


def test_the_holder_chooses_the_first_password_in_the_browser(client: Client) -> None:
    link = access.open_account(
        actor=make.actor_of("SYSTEM_ADMIN"),
        username="wanglu",
        display_name="汪璐",
        identity_number="341299198801010022",
        at=timezone.now(),
    )
    url = f"/accounts/setup/{link.token}/"

    unequal = client.post(url, {"password": PASSWORD, "again": PASSWORD + "x"})
    weak = client.post(url, {"password": "wanglu-wanglu-88", "again": "wanglu-wanglu-88"})
    done = client.post(url, {"password": PASSWORD, "again": PASSWORD})
    again = client.get(url)

    assert "两次输入的密码不一样" in unequal.content.decode()
    assert (unequal.status_code, weak.status_code) == (400, 400)
    assert done["Location"] == LOGIN
    assert (again.status_code, "24 小时" in again.content.decode()) == (410, True)
    actions.activate_account(actor=make.actor_of("SECURITY_ADMIN"), account_id=link.account_id, at=timezone.now())
    assert sign_in(Client(), username="wanglu").status_code == 302


@pytest.mark.parametrize(
    "path", ["/accounts/", "/accounts/signup/", "/accounts/email/", "/admin/", "/accounts/password/reset/"]
)
def test_there_is_no_sign_up_no_mail_and_no_admin_site(client: Client, account: Account, path: str) -> None:
    sign_in(client)

    assert client.get(path).status_code == 404
