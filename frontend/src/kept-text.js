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
