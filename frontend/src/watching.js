
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
