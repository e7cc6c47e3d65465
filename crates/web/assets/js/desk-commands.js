// <desk-commands data-from="/commands?case=…">: shows the list of that page in a dialog, filtered while somebody types.
// The list is the page's own, so that both say and do the same.
//
// data-heading  what the dialog is called
// data-what     what its field asks for
// data-none     that nothing is called what was typed
// data-n-…      how many commands are shown: one, few, other; `{n}` is the number

class DeskCommands extends HTMLElement {
  #dialog = null;
  #before = null;
  #nOpened = 0;

  connectedCallback() {
    this.addEventListener("click", (event) => {
      // What is clicked in the dialog is a command.
      if (!event.target.closest("a") || event.target.closest("dialog")) return;
      if (event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.#open();
    });
  }

  disconnectedCallback() {
    this.#dialog?.remove();
  }

  async #open() {
    if (this.#dialog?.open) return;
    this.#nOpened += 1;
    const nOpened = this.#nOpened;
    this.#before = document.activeElement;
    this.#dialog ??= this.#built();
    const field = this.#dialog.querySelector("input");
    const place = this.#dialog.querySelector(".commands");
    field.value = "";
    place.replaceChildren();
    place.setAttribute("aria-busy", "true");
    this.#dialog.querySelector(".told").classList.add("unseen");
    this.#dialog.showModal();
    field.focus();
    const list = await listed(this.dataset.from);
    // What comes to a bar that was closed meanwhile, or opened once more, is for nobody.
    if (nOpened !== this.#nOpened || !this.#dialog.open) return;
    place.removeAttribute("aria-busy");
    if (!list) return location.assign(this.dataset.from);
    place.replaceChildren(...list.children);
    this.#narrow();
  }

  #built() {
    const dialog = document.createElement("dialog");
    dialog.className = "command-bar";
    dialog.setAttribute("aria-label", this.dataset.heading);
    const field = document.createElement("input");
    field.type = "search";
    field.autocomplete = "off";
    field.spellcheck = false;
    field.placeholder = this.dataset.what;
    field.setAttribute("aria-label", this.dataset.what);
    const told = document.createElement("p");
    told.className = "told unseen";
    told.setAttribute("role", "status");
    const place = document.createElement("div");
    place.className = "commands";
    place.dataset.busy = document.body.dataset.busy;
    dialog.append(field, told, place);
    field.addEventListener("input", () => this.#narrow());
    dialog.addEventListener("keydown", (event) => this.#press(event));
    dialog.addEventListener("click", (event) => {
      // What a link leads to may stand on this very page, behind the dialog, and has the focus then.
      if (event.target.closest("a")) this.#before = null;
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
    // What is sent leads to another page. Until then nothing has the focus, so that Enter, pressed twice, does nothing twice.
    dialog.addEventListener("submit", () => {
      this.#before = null;
      dialog.close();
      document.activeElement?.blur();
    });
    dialog.addEventListener("close", () => this.#before?.focus());
    this.append(dialog);
    return dialog;
  }

  #narrow() {
    // Before the list is there, nothing can be said of it.
    if (this.#dialog.querySelector(".commands").ariaBusy === "true") return;
    const words = this.#dialog.querySelector("input").value.toLowerCase().split(/\s+/u);
    let n = 0;
    for (const section of this.#dialog.querySelectorAll("[role='group']")) {
      let isAny = false;
      for (const line of section.querySelectorAll("li")) {
        // Who reads another language may type the English words all the same.
        const text = `${line.textContent} ${line.dataset.english ?? ""}`.toLowerCase();
        line.hidden = !words.every((word) => text.includes(word));
        isAny ||= !line.hidden;
        n += line.hidden ? 0 : 1;
      }
      section.hidden = !isAny;
    }
    const told = this.#dialog.querySelector(".told");
    // Where the list is empty, the sentence stands in its place.
    told.classList.toggle("unseen", n > 0);
    told.textContent = n > 0 ? counted(this.dataset, "n", n).replace("{n}", n) : this.dataset.none;
  }

  #press(event) {
    if (event.isComposing) return;
    const field = this.#dialog.querySelector("input");
    const shown = [...this.#dialog.querySelectorAll("li:not([hidden]) > a, li:not([hidden]) button")];
    const here = shown.indexOf(document.activeElement);
    if (event.key === "ArrowDown") (shown[here + 1] ?? field).focus();
    else if (event.key === "ArrowUp") (here < 0 ? shown.at(-1) : shown[here - 1] ?? field)?.focus();
    else if (event.key === "Enter" && here < 0) shown[0]?.click();
    else if (event.key.length === 1 && here >= 0 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
      // Whoever types on, types into the field.
      field.focus();
      return;
    } else return;
    event.preventDefault();
  }
}

async function listed(from) {
  try {
    const answer = await fetch(from);
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("#commands");
  } catch {
    return null;
  }
}

// The sentence of the page that speaks of so many, in the form that its language has for the number.
const plural = new Intl.PluralRules(document.documentElement.lang);

function counted(data, name, n) {
  const form = plural.select(n);
  const key = `${name}${form[0].toUpperCase()}${form.slice(1)}`;
  return data[key] ?? data[`${name}Other`];
}

customElements.define("desk-commands", DeskCommands);
