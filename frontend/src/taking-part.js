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
