/* 担当 Dandang: small aids on top of pages that work without scripts. No framework, nothing stored in the browser.
   1 side sheet · 2 keys · 3 one submission only · 4 rows · 5 end of the session · 6 printing · 7 fragments */
(function () {
  "use strict";

  var opener = null; // the chip that opened the side sheet; focus returns to it

  function one(selector, root) { return (root || document).querySelector(selector); }
  function all(selector, root) { return Array.prototype.slice.call((root || document).querySelectorAll(selector)); }
  function say(words) { var live = one("#dd-live"); if (live) { live.textContent = words; } }
  function isTyping(element) {
    return /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName) || element.isContentEditable;
  }

  /* 1 Side sheet: filled by htmx into #dd-side, closed by its own button or Esc */
  function openSheet() { return one("#dd-side .dd-side") || one(".dd-side.is-open"); }
  function closeSheet() {
    var sheet = openSheet();
    if (!sheet) { return false; }
    if (sheet.parentNode.id === "dd-side") { sheet.parentNode.textContent = ""; } else { sheet.classList.remove("is-open"); }
    if (opener && document.contains(opener)) { opener.focus(); }
    opener = null;
    return true;
  }
  document.addEventListener("click", function (event) {
    var chip = event.target.closest("[hx-target='#dd-side']");
    if (chip) { opener = chip; }
    if (event.target.closest("[data-dd-close]") && closeSheet()) { event.preventDefault(); }
  });

  /* 2 Keys: / searches, ? lists the keys, Esc closes. None changes data. */
  function toggleKeys() {
    var sheet = one("#dd-keys");
    if (!sheet) { return; }
    if (sheet.hidden) { opener = document.activeElement; sheet.hidden = false; one("[data-dd-keys-close]", sheet).focus(); }
    else { sheet.hidden = true; if (opener && document.contains(opener)) { opener.focus(); } opener = null; }
  }
  function areKeysOff() { return document.documentElement.hasAttribute("data-keys-off"); }
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      var keys = one("#dd-keys");
      if (keys && !keys.hidden) { toggleKeys(); } else if (closeSheet()) { event.preventDefault(); }
      return;
    }
    if (areKeysOff() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) { return; }
    if (event.key === "/") {
      var search = one("#dd-q");
      if (search) { event.preventDefault(); search.focus(); search.select(); }
    } else if (event.key === "?") { event.preventDefault(); toggleKeys(); }
  });
  document.addEventListener("click", function (event) {
    if (event.target.closest("[data-dd-keys]")) { event.preventDefault(); toggleKeys(); }
    if (event.target.closest("[data-dd-keys-close]")) { toggleKeys(); }
  });

  /* 3 One submission only: a second press within five seconds is ignored; a file can be fetched again after that */
  document.addEventListener("submit", function (event) {
    var form = event.target, now = Date.now();
    if (event.defaultPrevented || (form.getAttribute("method") || "get").toLowerCase() !== "post") { return; }
    if (form.ddSentAt && now - form.ddSentAt < 5000) { event.preventDefault(); return; }
    form.ddSentAt = now;
    form.setAttribute("aria-busy", "true");
  });
  window.addEventListener("pageshow", function () {
    all("form[aria-busy]").forEach(function (form) { form.ddSentAt = 0; form.removeAttribute("aria-busy"); });
  });

  /* 4 Rows: the box in the head chooses all rows of its table; parts marked data-dd-chosen appear with a choice */
  function showChosen(table) {
    var boxes = all("input[data-dd-row]", table), chosen = boxes.filter(function (box) { return box.checked; }).length;
    var head = one("input[data-dd-all]", table);
    if (head) { head.checked = chosen > 0 && chosen === boxes.length; head.indeterminate = chosen > 0 && chosen < boxes.length; }
    all("[data-dd-chosen]").forEach(function (part) { part.hidden = chosen === 0; });
    all("[data-dd-chosen-count]").forEach(function (part) { part.textContent = String(chosen); });
  }
  document.addEventListener("change", function (event) {
    var box = event.target, table = box.closest && box.closest("table");
    if (!table || box.type !== "checkbox") { return; }
    if (box.hasAttribute("data-dd-all")) {
      all("input[data-dd-row]", table).forEach(function (row) { row.checked = box.checked; });
    }
    if (box.hasAttribute("data-dd-all") || box.hasAttribute("data-dd-row")) { showChosen(table); }
  });

  /* 5 End of the session: a warning two minutes before, and an empty screen afterwards unless a form holds text */
  var meta = one("meta[name='dd-session']"), timers = [];
  function isFormFilled() {
    return all("form[method='post'] input:not([type=hidden]), form[method='post'] textarea").some(function (field) {
      return field.type === "checkbox" || field.type === "radio" ? field.checked !== field.defaultChecked : field.value !== field.defaultValue;
    });
  }
  function watchSession() {
    if (!meta) { return; }
    timers.forEach(clearTimeout);
    var seconds = Number(meta.content), warning = one("#dd-idle");
    if (warning) { warning.hidden = true; }
    timers = [
      setTimeout(function () { if (warning) { warning.hidden = false; } }, Math.max(0, seconds - 120) * 1000),
      setTimeout(function () { if (!isFormFilled()) { location.reload(); } else if (warning) { warning.classList.add("is-over"); } }, (seconds + 2) * 1000)
    ];
  }
  document.addEventListener("click", function (event) {
    if (!event.target.closest("[data-dd-stay]")) { return; }
    fetch(meta.getAttribute("data-alive"), { credentials: "same-origin", cache: "no-store" }).then(function (answer) {
      if (answer.status === 204) { watchSession(); } else { location.reload(); }
    });
  });

  /* 6 Printing: buttons that print; ?print=1 opens every details element */
  document.addEventListener("click", function (event) { if (event.target.closest("[data-dd-print]")) { window.print(); } });
  window.addEventListener("beforeprint", function () { all("details").forEach(function (part) { part.open = true; }); });

  /* A box that scrolls sideways and holds nothing to tab to is reachable by key only when it is a stop itself */
  function makeScrollersReachable() {
    all(".dd-x, .dd-sheet__body").forEach(function (box) {
      if (box.scrollWidth > box.clientWidth + 1 && !one("a[href], button, input, select, textarea, summary", box)) { box.tabIndex = 0; }
    });
  }
  window.addEventListener("resize", makeScrollersReachable);

  /* 7 Fragments: an answer that was redirected is a page, so the browser goes there; a new side sheet takes focus */
  document.addEventListener("htmx:after:request", function (event) {
    var answer = event.detail.ctx && event.detail.ctx.response;
    if (answer && answer.raw.redirected) { event.preventDefault(); location.assign(answer.raw.url); return; }
    watchSession();
  });
  document.addEventListener("htmx:after:swap", function () {
    makeScrollersReachable();
    var sheet = one("#dd-side .dd-side"), refusal = one("#dd-refusal .dd-errors");
    if (refusal && !refusal.ddSeen) { refusal.ddSeen = true; refusal.focus(); return; }
    if (sheet && !sheet.ddSeen) { sheet.ddSeen = true; sheet.focus(); return; }
    var words = one("#dd-main [data-dd-say]") || one("[data-dd-say]");
    if (words) { say(words.getAttribute("data-dd-say") || words.textContent.trim()); }
  });

  function start() {
    all("[data-dd-script]").forEach(function (part) { part.hidden = false; });
    all("[data-dd-print]").forEach(function (part) { part.hidden = false; });
    all("table").forEach(function (table) { if (one("input[data-dd-row]", table)) { showChosen(table); } });
    if (/[?&]print=1/.test(location.search)) { all("details").forEach(function (part) { part.open = true; }); }
    var errors = one("#dd-errors");
    if (errors) { errors.focus(); }
    makeScrollersReachable();
    watchSession();
  }
  if (document.readyState === "loading") { document.addEventListener("DOMContentLoaded", start); } else { start(); }
})();
