// What the editing page of a paragraph gains with JavaScript: toolbars and shortcuts, a preview without leaving the page,
// text that is kept while it is typed, and who else is in the section. Everything is there without it but for these.

const KEEP_AFTER = 3_000; // milliseconds without a key
const KEEP_AT_LATEST = 15_000; // milliseconds of typing without a pause
const BEAT = 30_000; // milliseconds; the server forgets after four beats
const COPY_DAYS = 30;
const SHORTCUTS = { b: "bold", i: "italic", k: "link" };

// The copy in this browser, for when the server cannot be reached or the session has ended.
class LocalCopy {
  #key;

  constructor(paragraph) {
    this.#key = `zwiespraak:wording:${paragraph}`;
  }

  keep(texts) {
    keep(this.#key, { at: Date.now(), texts });
  }

  read() {
    const kept = read(this.#key);
    return kept && kept.at > Date.now() - COPY_DAYS * 86_400_000 ? kept.texts : null;
  }

  forget() {
    forget(this.#key);
  }
}

class Editing {
  #form;
  #areas;
  #status;
  #copy;
  #timer = 0;
  #typedSince = 0;
  #kept;
  #isLeaving = false;

  constructor(form) {
    this.#form = form;
    this.#areas = [...form.querySelectorAll("textarea")];
    this.#status = form.querySelector("[data-status]");
    this.#copy = new LocalCopy(form.dataset.wordings);
    this.#kept = this.#asText();
    this.#offer();
    for (const area of this.#areas) area.addEventListener("input", () => this.#keepSoon());
    form.addEventListener("submit", () => this.#leave());
    addEventListener("pagehide", () => this.#hide());
    addEventListener("pageshow", () => (this.#isLeaving = false));
    document.addEventListener("keydown", (event) => this.#shortcut(event));
    form.querySelector("[data-show]").addEventListener("click", (event) => this.#show(event));
    for (const toolbar of form.querySelectorAll("markdown-toolbar")) toolbar.hidden = false;
    setInterval(() => this.#beat(), BEAT);
  }

  #texts() {
    return Object.fromEntries(this.#areas.map((area) => [area.name, area.value]));
  }

  #asText() {
    return JSON.stringify(this.#texts());
  }

  #body() {
    const fields = [...this.#form.elements].filter((each) => /^(text|base)_/.test(each.name));
    return new URLSearchParams(fields.map((each) => [each.name, each.value]));
  }

  #keepSoon() {
    this.#typedSince ||= Date.now();
    clearTimeout(this.#timer);
    const wait = Math.min(KEEP_AFTER, this.#typedSince + KEEP_AT_LATEST - Date.now());
    this.#timer = setTimeout(() => this.#keep(), Math.max(0, wait));
  }

  async #keep() {
    clearTimeout(this.#timer);
    this.#typedSince = 0;
    const kept = this.#asText();
    if (this.#isLeaving || kept === this.#kept) return;
    let answer = null;
    try {
      answer = await fetch(this.#form.dataset.autosave, { method: "POST", body: this.#body() });
    } catch {
      // No network: the copy in this browser has to do.
    }
    if (answer?.ok) {
      this.#kept = kept;
      this.#copy.forget();
      this.#status.textContent = await answer.text();
    } else {
      this.#copy.keep(this.#texts());
      this.#status.textContent = answer?.status === 403 ? this.#form.dataset.signedOut : this.#form.dataset.notKept;
      if (answer?.status === 429) this.#keepLater(Number(answer.headers.get("retry-after")));
    }
  }

  // Too often for the server: it says in how many seconds it takes more. Who types on is asked for again before.
  #keepLater(seconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), Math.max(1, seconds) * 1_000);
  }

  #leave() {
    this.#isLeaving = true;
    clearTimeout(this.#timer);
    // Until the next page says that it has arrived.
    if (this.#asText() !== this.#initial()) this.#copy.keep(this.#texts());
  }

  #hide() {
    if (this.#isLeaving || this.#asText() === this.#kept) return;
    this.#copy.keep(this.#texts());
    navigator.sendBeacon(this.#form.dataset.autosave, this.#body());
  }

  #initial() {
    return JSON.stringify(Object.fromEntries(this.#areas.map((area) => [area.name, area.defaultValue])));
  }

  #offer() {
    const kept = this.#copy.read();
    // Whoever loads this page again has not saved again.
    if (this.#form.dataset.said) history.replaceState(null, "", location.pathname);
    if (!kept) return;
    const isSame = this.#areas.every((area) => !(area.name in kept) || kept[area.name] === area.value);
    if (isSame || this.#form.dataset.said) {
      this.#copy.forget();
      return;
    }
    offerKept(this.#form, this.#areas[0], { restore: () => this.#restore(kept), discard: () => this.#copy.forget() });
  }

  #restore(kept) {
    for (const area of this.#areas) area.value = kept[area.name] ?? area.value;
    this.#keepSoon();
  }

  #shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const area = this.#areas.find((each) => each === event.target);
    const style = SHORTCUTS[event.key.toLowerCase()];
    if (event.key.toLowerCase() === "s") this.#form.requestSubmit(this.#form.querySelector("[data-save]"));
    else if (event.key === "Enter") this.#form.querySelector("[data-show]").click();
    else if (area && style) this.#form.querySelector(`[for=${area.id}] [data-md-button=${style}]`).click();
    else return;
    event.preventDefault();
  }

  async #show(event) {
    event.preventDefault();
    const made = await this.#pieces();
    if (!made) {
      // The whole page knows what to say, and carries on what was typed.
      this.#form.requestSubmit(this.#withoutScript(event.target));
      return;
    }
    for (const id of ["preview", "terms"]) document.getElementById(id).replaceWith(made.getElementById(id));
    document.getElementById("preview").focus();
    this.#keep();
  }

  async #pieces() {
    try {
      const answer = await fetch(this.#form.dataset.preview, { method: "POST", body: this.#body() });
      return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    } catch {
      return null;
    }
  }

  #withoutScript(button) {
    const copy = button.cloneNode(true);
    copy.hidden = true;
    button.after(copy);
    return copy;
  }

  async #beat() {
    if (document.visibilityState !== "visible") return;
    try {
      const answer = await fetch(this.#form.dataset.presence, { method: "POST" });
      const others = document.getElementById("others");
      const text = answer.ok ? await answer.text() : "";
      // Said again only when it changes, as a screen reader says it aloud.
      if (others.textContent.trim() !== text) others.textContent = text;
    } catch {
      // A hint that does not come is no fault.
    }
  }
}

const wordings = document.querySelector("form[data-wordings]");
if (wordings) new Editing(wordings);
