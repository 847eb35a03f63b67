
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
