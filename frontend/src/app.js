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
