"""Take the pictures in docs/screenshots from a running made-up county.

    ./go demo                                # in one window
    ./go run python scripts/screenshots.py   # in another

Each picture names the page, the account that sees it and the width. The demo's seed makes them alike on every load.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
DESKTOP, PHONE = (1366, 860), (390, 844)

# name, account, width, address; {…} is looked up in the county by `places`.
PICTURES = (
    ("sign-in", "", DESKTOP, "/accounts/login/"),
    ("home", "zhouwl", DESKTOP, "/"),
    ("roster", "zhouwl", DESKTOP, "/people/?unit={hewan_path}"),
    ("file", "zhouwl", DESKTOP, "/people/{gu}/"),
    ("import", "zhouwl", DESKTOP, "/intake/"),
    ("organisations", "zhouwl", DESKTOP, "/organisations/"),
    ("policies", "zhouwl", DESKTOP, "/law/values/"),
    ("cycle", "zhouwl", DESKTOP, "/appraisal/{running}/"),
    ("plans", "zhouwl", DESKTOP, "/appraisal/{running}/plans/"),
    ("participants", "zhouwl", DESKTOP, "/appraisal/{running}/people/?participation=NO_GRADE"),
    ("turnout", "zhouwl", DESKTOP, "/appraisal/{running}/turnout/"),
    ("results", "zhouwl", DESKTOP, "/appraisal/{leaders}/results/"),
    ("grades", "zhouwl", DESKTOP, "/appraisal/units/{hewan_leaders}/grades/"),
    ("sealing", "linjc", DESKTOP, "/appraisal/units/{publicised}/sealing/"),
    ("own-result", "gumc", DESKTOP, "/appraisal/mine/{gu_sealed}/"),
    ("own-result-phone", "gumc", PHONE, "/appraisal/mine/{gu_sealed}/"),
    ("effects", "jiwei", DESKTOP, "/effects/"),
    ("audit", "shenji", DESKTOP, "/access/log/"),
    ("ballot-phone", "", PHONE, "/appraisal/ballot/"),
)


def main() -> int:
    """Take every picture, or only those named; says which page did not answer 200."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", help="only these pictures")
    parser.add_argument("--address", default="http://127.0.0.1:8000")
    options = parser.parse_args()
    found = places()
    FOLDER.mkdir(parents=True, exist_ok=True)
    browser_path = os.environ.get("DANDANG_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    failed = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=browser_path, args=["--no-sandbox", "--disable-gpu"])
        sessions = dict(_sessions(browser, options.address))
        for name, account, (width, height), address in PICTURES:
            if options.names and name not in options.names:
                continue
            page = sessions[account].new_page()
            page.set_viewport_size({"width": width, "height": height})
            answer = page.goto(options.address + address.format(**found))
            if answer is None or answer.status != 200:
                failed.append(f"{name}: {answer and answer.status} {address.format(**found)}")
            page.screenshot(path=str(FOLDER / f"{name}.png"))
            page.close()
        browser.close()
    for line in failed:
        print(line, file=sys.stderr)
    return 1 if failed else 0


def _sessions(browser: Browser, address: str) -> Iterator[tuple[str, Any]]:
    """One signed-in context per account, and one for nobody."""
    from dandang.demo.accounts import PASSWORD

    for account in sorted({account for _, account, _, _ in PICTURES}):
        context = browser.new_context(locale="zh-CN")
        if account:
            page = context.new_page()
            page.goto(f"{address}/accounts/login/")
            page.fill("input[name=login]", account)
            page.fill("input[name=password]", PASSWORD)
            page.click("main button.btn-primary")
            page.wait_for_load_state()
            page.close()
        yield account, context


def places() -> dict[str, object]:
    """Keys of the rows the pictures show, from the county's database."""
    os.environ.setdefault("DANDANG_PROFILE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dandang.config.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    import django

    django.setup()
    from dandang.parts.appraisal.models import Cycle, CycleUnit, Participant
    from dandang.registry.organisations.models import Organisation
    from dandang.registry.people.models import Person

    hewan = Organisation.objects.get(short_name="河湾镇")
    gu = Person.objects.get(name="顾明川", home=hewan)
    running = Cycle.objects.get(year=2026, staff_class="CIVIL")
    leaders = Cycle.objects.get(year=2026, staff_class="LEADER")
    return {
        "hewan_path": hewan.path,
        "gu": gu.pk,
        "running": running.pk,
        "leaders": leaders.pk,
        "hewan_leaders": CycleUnit.objects.get(cycle=leaders, organisation=hewan).pk,
        "publicised": CycleUnit.objects.filter(cycle=leaders, state="PUBLICISED").values_list("pk", flat=True)[0],
        "gu_sealed": Participant.objects.get(person=gu, cycle__year=2025).pk,
    }


if __name__ == "__main__":
    sys.exit(main())
