// What the pages gain with JavaScript. Everything works without it.

const rowAtTop = () => [...document.querySelectorAll(".row")].find((row) => row.getBoundingClientRect().bottom > 24);

// The paragraph the reader is at: the addressed one while it is in view, else the first in the window; none above the text.
function paragraphInView() {
  const addressed = document.getElementById(location.hash.slice(1));
  if (addressed?.matches(".row")) {
    const place = addressed.getBoundingClientRect();
    if (place.bottom > 0 && place.top < innerHeight) return addressed.id;
  }
  const first = document.querySelector(".row");
  if (first && first.getBoundingClientRect().top < 0) return rowAtTop()?.id;
  // Back at the head of the page, where the switch is: what the reader came for still counts.
  return addressed?.matches(".row") ? addressed.id : undefined;
}

function keepParagraph(link) {
  const address = new URL(link.href);
  address.hash = paragraphInView() ?? "";
  link.href = address.href;
}

for (const link of document.querySelectorAll("a[data-keep-paragraph]")) {
  for (const event of ["pointerdown", "focus", "click"]) link.addEventListener(event, () => keepParagraph(link));
}

// A click on a paragraph's number stays on the page; its permanent address is there to be copied.
for (const link of document.querySelectorAll(".rows .row__number")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    location.hash = link.closest(".row").id;
  });
}

const summary = document.querySelector("[data-error-summary]");
if (summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const field = document.getElementById(event.target.hash?.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest("fieldset, .govuk-form-group") ?? field).scrollIntoView();
    field.focus({ preventScroll: true });
  });
}

// The box that explains a term, filled from the list of concepts at the end of the page (WCAG 2.2, 1.4.13: the pointer may
// enter it, Escape closes it, it stays until the reader leaves).
const OPEN_AFTER = 150; // milliseconds, so that a pointer passing by opens nothing
const CLOSE_AFTER = 300; // milliseconds, enough to cross from the term to the box

class TermBox {
  #box = document.createElement("div");
  #link = null;
  #timer = 0;
  #returning = false;

  constructor(list) {
    this.more = list.dataset.more;
    this.#box.className = "term-box";
    this.#box.popover = "manual";
    this.#box.lang = document.documentElement.lang;
    this.#box.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    this.#box.addEventListener("pointerleave", () => this.hideSoon());
    this.#box.addEventListener("focusout", (event) => this.leave(event));
    document.addEventListener("keydown", (event) => event.key === "Escape" && this.dismiss());
    document.addEventListener("pointerdown", (event) => {
      if (this.#link && !this.#box.contains(event.target) && !this.#link.contains(event.target)) this.hide();
    });
    addEventListener("resize", () => this.#link && this.#place());
  }

  isOpenFor(link) {
    return this.#link === link;
  }

  showSoon(link) {
    clearTimeout(this.#timer);
    if (!this.isOpenFor(link)) this.#timer = setTimeout(() => this.show(link), OPEN_AFTER);
  }

  show(link) {
    clearTimeout(this.#timer);
    if (this.#returning || this.isOpenFor(link)) return;
    this.hide();
    this.#fill(link);
    link.after(this.#box);
    this.#link = link;
    this.#box.showPopover();
    this.#place();
  }

  hideSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), CLOSE_AFTER);
  }

  hide() {
    clearTimeout(this.#timer);
    if (!this.#link) return;
    this.#link = null;
    this.#box.hidePopover();
    this.#box.remove();
  }

  dismiss() {
    const link = this.#link;
    const inside = this.#box.contains(document.activeElement);
    this.hide();
    if (!inside) return;
    this.#returning = true; // the focus that comes back must not open the box again
    link.focus();
    this.#returning = false;
  }

  leave(event) {
    if (this.#link && !this.#box.contains(event.relatedTarget) && event.relatedTarget !== this.#link) this.hideSoon();
  }

  #fill(link) {
    const definition = document.getElementById(link.getAttribute("aria-describedby"));
    const heading = document.createElement("p");
    heading.className = "term-box__term";
    heading.append(...[...definition.previousElementSibling.childNodes].map((node) => node.cloneNode(true)));
    const more = document.createElement("a");
    more.className = "govuk-link";
    more.href = heading.querySelector("a").href;
    more.textContent = this.more;
    heading.querySelector("a").replaceWith(heading.querySelector("a").textContent);
    const last = document.createElement("p");
    last.append(more);
    this.#box.replaceChildren(heading, ...[...definition.children].map((node) => node.cloneNode(true)), last);
  }

  #place() {
    const term = this.#link.getClientRects()[0];
    const box = this.#box.getBoundingClientRect();
    const below = term.bottom + box.height < innerHeight || term.top < box.height;
    const left = Math.max(8, Math.min(term.left, document.documentElement.clientWidth - box.width - 8));
    this.#box.style.setProperty("--term-left", `${left + scrollX}px`);
    this.#box.style.setProperty("--term-top", `${(below ? term.bottom : term.top - box.height) + scrollY}px`);
  }
}

function explain(box, link) {
  let touched = false;
  let wasOpen = false;
  link.addEventListener("pointerenter", (event) => event.pointerType === "mouse" && box.showSoon(link));
  link.addEventListener("pointerleave", (event) => event.pointerType === "mouse" && box.hideSoon());
  link.addEventListener("focus", () => link.matches(":focus-visible") && box.show(link));
  link.addEventListener("blur", (event) => box.leave(event));
  link.addEventListener("pointerdown", (event) => {
    touched = event.pointerType !== "mouse";
    wasOpen = box.isOpenFor(link);
  });
  link.addEventListener("click", (event) => {
    if (!touched || wasOpen) return;
    event.preventDefault();
    box.show(link);
  });
}

const concepts = document.querySelector(".concept-list[data-more]");
if (concepts && "popover" in HTMLElement.prototype) {
  const box = new TermBox(concepts);
  for (const link of document.querySelectorAll("a.term")) {
    const key = new URL(link.href).pathname.split("/").pop();
    if (!document.getElementById(`definition-${key}`)) continue;
    link.setAttribute("aria-describedby", `definition-${key}`);
    explain(box, link);
  }
}
// What is typed, kept in this browser until it has arrived. A browser may forbid storage or have none left: then nothing
// is kept, and all else works.

function keep(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Nothing to be done.
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing to be done.
  }
}

// Asks above the form whether kept text is to be put back or discarded; then the writer is at `field` again.
function offerKept(form, field, { restore, discard }) {
  const box = document.createElement("div");
  box.className = "govuk-inset-text draft-offer";
  box.setAttribute("role", "status");
  const text = document.createElement("p");
  text.textContent = form.dataset.offer;
  const button = (name, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "govuk-button govuk-button--secondary";
    made.textContent = name;
    made.addEventListener("click", () => {
      act();
      box.remove();
      field.focus();
    });
    return made;
  };
  box.append(text, button(form.dataset.restore, restore), button(form.dataset.discard, discard));
  form.before(box);
}
// What taking part gains with JavaScript: what is typed survives a crash, selected words become a quote, the browser
// proves that it worked.

// How many comments wait in the basket: the pages of the text are the same for everybody, so the browser writes it in.
function showCount() {
  const count = Number(/(?:^|; )zwiespraak_drafts=(\d+)/.exec(document.cookie)?.[1] ?? 0);
  for (const link of document.querySelectorAll("a[data-drafts]")) {
    link.querySelector("span")?.remove();
    if (!count) continue;
    const shown = document.createElement("span");
    shown.textContent = ` (${count})`;
    link.append(shown);
  }
}

addEventListener("pageshow", showCount);

const DRAFT = "zwiespraak:draft:";
const DRAFT_DAYS = 30;
const SAVE_AFTER = 400; // milliseconds without a key

// What is typed in the form of a comment, kept in this browser until it has arrived.
class LocalDraft {
  #form;
  #key;
  #timer = 0;

  constructor(form) {
    this.#form = form;
    const shape = ["kind", "language", "reply_to"].map((name) => form.querySelector(`input[type=hidden][name=${name}]`)?.value ?? "");
    this.#key = `${DRAFT}${form.dataset.draft} ${shape.join(" ")}`;
    // What comes back with an error is newer than what lies here.
    if (!document.querySelector("[data-error-summary]")) this.#offer();
    form.addEventListener("input", () => this.#saveSoon());
    form.addEventListener("submit", () => this.#save({ sent: true }));
    addEventListener("pagehide", () => this.#timer && this.#save());
  }

  #fields() {
    const areas = [...this.#form.querySelectorAll("textarea")].map((area) => [area.name, area.value]);
    const chosen = [...this.#form.querySelectorAll("input[type=radio]:checked")].map((radio) => [radio.name, radio.value]);
    return Object.fromEntries([...areas, ...chosen]);
  }

  #isTyped() {
    return [...this.#form.querySelectorAll("textarea")].some((area) => area.value !== area.defaultValue);
  }

  #saveSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), SAVE_AFTER);
  }

  #save({ sent = false } = {}) {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#isTyped()) keep(this.#key, { at: Date.now(), sent, fields: this.#fields() });
    else if (!sent) forget(this.#key);
  }

  #offer() {
    const kept = read(this.#key);
    if (!kept || Object.entries(kept.fields).every(([name, value]) => this.#form.elements[name]?.value === value)) return;
    const field = this.#form.querySelector("textarea[name=text]");
    offerKept(this.#form, field, { restore: () => this.#restore(kept), discard: () => forget(this.#key) });
  }

  #restore(kept) {
    for (const [name, value] of Object.entries(kept.fields)) {
      const field = this.#form.elements[name];
      if (!field) continue;
      field.value = value;
      field.closest?.("details")?.toggleAttribute("open", Boolean(value));
    }
  }
}

function draftKeys() {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(DRAFT));
  } catch {
    return [];
  }
}

// What was sent goes where the page shows that it has arrived, and counts as unsent where the page says that it has not.
const refused = document.querySelector("[data-error-summary], [data-not-taken]");
const arrived = !refused && document.querySelector("[data-drafts-arrived]");
for (const key of draftKeys()) {
  const kept = read(key);
  if (!kept || (arrived && kept.sent) || kept.at < Date.now() - DRAFT_DAYS * 86_400_000) forget(key);
  else if (refused && kept.sent) keep(key, { ...kept, sent: false });
}
for (const form of document.querySelectorAll("form[data-draft]")) new LocalDraft(form);

// Words that a reader selects in a paragraph can be commented on.
const AROUND = 32; // characters of text on either side (W3C TextQuoteSelector)
const QUOTE_MAX = 1_000;

function wordsOf(range) {
  const copy = range.cloneContents();
  for (const extra of copy.querySelectorAll(".note-ref, .row__language")) extra.remove();
  return copy.textContent;
}

function selectedQuote(area) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const wording = (range.commonAncestorContainer.closest ? range.commonAncestorContainer : range.commonAncestorContainer.parentElement).closest(".row__text");
  const exact = wordsOf(range).trim();
  if (!wording || !area.contains(wording) || !exact || exact.length > QUOTE_MAX) return null;
  const before = document.createRange();
  before.setStart(wording, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const after = document.createRange();
  after.setStart(range.endContainer, range.endOffset);
  after.setEnd(wording, wording.childNodes.length);
  return { wording, exact, prefix: wordsOf(before).slice(-AROUND), suffix: wordsOf(after).slice(0, AROUND) };
}

function putIntoForm(form, quote) {
  form.elements.quote_exact.value = quote.exact;
  form.elements.quote_prefix.value = quote.prefix;
  form.elements.quote_suffix.value = quote.suffix;
  form.querySelector("details[data-quote]").open = true;
  form.elements.quote_exact.dispatchEvent(new Event("input", { bubbles: true }));
  form.scrollIntoView();
  form.elements.text.focus({ preventScroll: true });
}

// On the page of a section there is no form: the page of the paragraph opens with the words filled in.
function goToForm(quote) {
  const address = new URL(quote.wording.closest(".row").querySelector("a.row__comment").href);
  address.search = new URLSearchParams({ quote: quote.exact, before: quote.prefix, after: quote.suffix });
  address.hash = "form";
  location.href = address.href;
}

function offerQuotes(area) {
  const form = document.querySelector("form[data-draft]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary quote-button";
  button.textContent = area.dataset.quotable;
  let quote = null;
  // A click must not take the selection away before the words are read.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => (form ? putIntoForm(form, quote) : goToForm(quote)));
  document.addEventListener("selectionchange", () => {
    const selected = selectedQuote(area);
    if (selected) {
      quote = selected;
      quote.wording.append(button);
    } else if (document.activeElement !== button) button.remove();
  });
  form?.elements.quote_exact?.addEventListener("input", (event) => {
    if (!event.isTrusted) return;
    // Typed by hand: what stood around other words says nothing about these.
    form.elements.quote_prefix.value = "";
    form.elements.quote_suffix.value = "";
  });
}

const quotable = document.querySelector("[data-quotable]");
if (quotable) offerQuotes(quotable);

// The proof of work of the last form (ALTCHA, second version): PBKDF2 over a counter until the key begins as asked.
const bytesOf = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hexOf = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");

async function derivedKey(parameters, counter) {
  const nonce = bytesOf(parameters.nonce);
  const password = new Uint8Array(nonce.length + 4);
  password.set(nonce);
  new DataView(password.buffer).setUint32(nonce.length, counter);
  const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytesOf(parameters.salt), iterations: parameters.cost };
  return hexOf(new Uint8Array(await crypto.subtle.deriveBits(how, key, parameters.keyLength * 8)));
}

async function solve(challenge) {
  const began = performance.now();
  for (let counter = 0; ; counter += 1) {
    const key = await derivedKey(challenge.parameters, counter);
    if (key.startsWith(challenge.parameters.keyPrefix)) {
      const solution = { counter, derivedKey: key, time: Math.round(performance.now() - began) };
      return btoa(JSON.stringify({ challenge, solution }));
    }
  }
}

class Proof {
  #form;
  #work = null;
  #expires = 0;
  #isSending = false;

  constructor(form) {
    this.#form = form;
    form.addEventListener("focusin", () => this.#begin(), { once: true });
    form.addEventListener("submit", (event) => this.#send(event));
    // Whoever comes back to the page as it was left may send it once more.
    addEventListener("pageshow", (event) => event.persisted && this.#begin());
  }

  #begin() {
    this.#isSending = false;
    this.#expires = Infinity;
    this.#work = fetch(this.#form.dataset.proof)
      .then((answer) => answer.json())
      .then((challenge) => {
        this.#expires = challenge.parameters.data.expires * 1_000;
        return solve(challenge);
      })
      // Without a proof a moderator looks at the submission first, as without JavaScript.
      .catch(() => "");
  }

  async #send(event) {
    event.preventDefault();
    if (this.#isSending) return;
    if (!this.#work || this.#expires < Date.now() + 10_000) this.#begin();
    this.#isSending = true;
    this.#form.elements.proof.value = await this.#work;
    this.#form.submit();
  }
}

const contact = document.querySelector("form[data-proof]");
if (contact && globalThis.crypto?.subtle) new Proof(contact);

// A file that is being made: the page looks by itself how far it is, until the file is there or cannot be made.
const LOOK_AGAIN_AFTER = 1_500; // milliseconds

class Watch {
  #state;

  constructor(state) {
    this.#state = state;
    setTimeout(() => this.#look(), LOOK_AGAIN_AFTER);
  }

  async #look() {
    try {
      const answer = await fetch(location.href);
      if (answer.ok) this.#show(new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(this.#state.id));
    } catch {
      // Without a connection it is looked at again later.
    }
    if (this.#state.matches("[data-watched]")) setTimeout(() => this.#look(), LOOK_AGAIN_AFTER);
  }

  #show(found) {
    // Said aloud only when something is new.
    if (!found || found.innerHTML === this.#state.innerHTML) return;
    this.#state.replaceChildren(...found.childNodes);
    if (found.matches("[data-watched]")) return;
    this.#state.removeAttribute("data-watched");
    document.querySelector("[data-while-watched]")?.remove();
  }
}

const watched = document.querySelector("[data-watched]");
if (watched) new Watch(watched);

// Suggestions while typing: a combobox with a list, chosen by hand (ARIA Authoring Practices Guide, combobox). Without it, and
// without an answer, the box searches for what was typed, as ever. Why no <datalist>: docs/decisions/0029.
const SUGGEST_AFTER = 200; // milliseconds without a key
const LEAST_LETTERS = 2;

class Suggestions {
  #box;
  #list = document.createElement("ul");
  #said = document.createElement("div");
  #timer = 0;
  #asking = new AbortController();
  #at = -1;

  constructor(box) {
    this.#box = box;
    this.#list.id = `${box.id}-suggestions`;
    this.#list.className = "suggestions";
    this.#list.hidden = true;
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", box.dataset.suggestionsName);
    this.#said.className = "govuk-visually-hidden";
    this.#said.setAttribute("role", "status");
    box.setAttribute("role", "combobox");
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-expanded", "false");
    box.setAttribute("aria-controls", this.#list.id);
    box.form.append(this.#list, this.#said);
    box.addEventListener("input", (event) => event.isComposing || this.#askSoon());
    box.addEventListener("compositionend", () => this.#askSoon());
    box.addEventListener("keydown", (event) => event.isComposing || this.#press(event));
    box.addEventListener("blur", () => this.#stop());
    box.form.addEventListener("submit", () => this.#stop());
    // The box keeps the focus while the pointer is in the list.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (!option) return;
      this.#box.value = option.dataset.text;
      this.#box.form.requestSubmit();
    });
  }

  #askSoon() {
    this.#stop();
    if (this.#box.value.trim().length >= LEAST_LETTERS) this.#timer = setTimeout(() => this.#ask(), SUGGEST_AFTER);
  }

  async #ask() {
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    try {
      const typed = encodeURIComponent(this.#box.value.trim());
      const answer = await fetch(`${this.#box.dataset.suggestions}?q=${typed}`, { signal, credentials: "omit" });
      if (!answer.ok) return;
      const { suggestions, said } = await answer.json();
      if (!signal.aborted) this.#show(suggestions, said);
    } catch {
      // Another letter came, or there is no connection: nothing is missing.
    }
  }

  #show(suggestions, said) {
    this.#list.replaceChildren(...suggestions.map((each, place) => this.#option(each, place)));
    this.#list.hidden = !suggestions.length;
    this.#box.setAttribute("aria-expanded", String(!this.#list.hidden));
    this.#said.textContent = said;
    this.#move(-1);
  }

  #option({ text, lang, note }, place) {
    const option = document.createElement("li");
    const words = document.createElement("span");
    option.id = `${this.#list.id}-${place}`;
    option.dataset.text = text;
    option.setAttribute("role", "option");
    words.textContent = text;
    if (lang) words.lang = lang;
    option.append(words);
    if (note) {
      const more = document.createElement("span");
      more.className = "suggestions__note";
      more.textContent = note;
      option.append(" ", more);
    }
    return option;
  }

  #press(event) {
    if (event.key === "Tab" || this.#list.hidden) return;
    const last = this.#list.children.length - 1;
    // One place before the first and after the last is the box itself, so that arrows also lead out of the list.
    const to = { ArrowDown: this.#at < last ? this.#at + 1 : -1, ArrowUp: this.#at < 0 ? last : this.#at - 1 }[event.key];
    if (to !== undefined) this.#move(to);
    else if (event.key === "Escape") this.#stop();
    else if (event.key === "Enter" && this.#at >= 0) this.#box.value = this.#list.children[this.#at].dataset.text;
    if (to !== undefined || event.key === "Escape") event.preventDefault();
  }

  #move(to) {
    this.#at = to;
    [...this.#list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === to)));
    if (to < 0) this.#box.removeAttribute("aria-activedescendant");
    else {
      this.#box.setAttribute("aria-activedescendant", this.#list.children[to].id);
      this.#list.children[to].scrollIntoView({ block: "nearest" });
    }
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#asking.abort();
    if (!this.#list.hidden) this.#show([], "");
  }
}

for (const box of document.querySelectorAll("input[data-suggestions]")) new Suggestions(box);
