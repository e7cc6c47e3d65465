// <desk-filter data-label="What may stand here">: completes the filter in the field inside while somebody types (ARIA
// combobox with a listbox).
//
// The house is asked for keys once, and then only about pieces with a key, such as `state:op`: words for which somebody
// searches do not leave the browser before they search.

const ASK_AFTER_MS = 60;
const QUOTES = /["“”„‟]/gu;

class DeskFilter extends HTMLElement {
  #field;
  #list;
  #found = null;
  #active = -1;
  #timer = 0;
  #asked = 0;
  #keys = null;

  connectedCallback() {
    this.#field = this.querySelector("input");
    this.#list = document.createElement("ul");
    this.#list.id = "query-options";
    this.#list.className = "options";
    this.#list.setAttribute("role", "listbox");
    this.#list.setAttribute("aria-label", this.dataset.label);
    this.#list.hidden = true;
    this.append(this.#list);
    for (const [name, value] of [
      ["role", "combobox"],
      ["aria-autocomplete", "list"],
      ["aria-controls", this.#list.id],
      ["aria-expanded", "false"],
    ]) {
      this.#field.setAttribute(name, value);
    }
    this.#field.addEventListener("input", () => this.#later());
    this.#field.addEventListener("keydown", (event) => this.#press(event));
    this.#field.addEventListener("blur", () => this.#close());
    // Before the field loses the focus.
    this.#list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const index = [...this.#list.children].indexOf(event.target.closest("li"));
      if (index >= 0) this.#take(index);
    });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#list.remove();
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), ASK_AFTER_MS);
  }

  async #ask() {
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    const isInPhrase = (before.match(QUOTES) ?? []).length % 2 === 1;
    const begin = before.search(/\S*$/u);
    const piece = before.slice(begin);
    if (isInPhrase || piece === "") return this.#close();
    const asked = ++this.#asked;
    const found = piece.includes(":") ? await this.#values(piece) : await this.#named(piece);
    // Whoever typed on meanwhile is not shown what was.
    if (asked !== this.#asked || document.activeElement !== this.#field) return;
    this.#found = { ...found, begin };
    this.#show();
  }

  async #values(piece) {
    return fetched(piece);
  }

  async #named(piece) {
    this.#keys ??= (await fetched("")).proposals;
    const from = piece.startsWith("-") ? 1 : 0;
    const typed = piece.slice(from);
    const fits = ({ text }) => typed !== "" && text.startsWith(typed) && text !== typed;
    return { from, to: piece.length, proposals: this.#keys.filter(fits) };
  }

  #show() {
    this.#list.replaceChildren(
      ...this.#found.proposals.map(({ text, words }, index) => {
        const line = document.createElement("li");
        line.id = `query-option-${index}`;
        line.setAttribute("role", "option");
        line.setAttribute("aria-selected", "false");
        const code = document.createElement("code");
        code.textContent = text;
        const said = document.createElement("span");
        said.textContent = words;
        line.append(code, " ", said);
        return line;
      }),
    );
    const isOpen = this.#found.proposals.length > 0;
    this.#list.hidden = !isOpen;
    this.#field.setAttribute("aria-expanded", String(isOpen));
    this.#mark(-1);
  }

  #close() {
    this.#asked += 1;
    this.#list.hidden = true;
    this.#field.setAttribute("aria-expanded", "false");
    this.#mark(-1);
  }

  #mark(index) {
    this.#active = index;
    [...this.#list.children].forEach((line, at) => {
      line.setAttribute("aria-selected", String(at === index));
    });
    const line = this.#list.children[index];
    if (line) {
      this.#field.setAttribute("aria-activedescendant", line.id);
      line.scrollIntoView({ block: "nearest" });
    } else {
      this.#field.removeAttribute("aria-activedescendant");
    }
  }

  #press(event) {
    if (this.#list.hidden || event.isComposing) return;
    const n = this.#list.children.length;
    if (event.key === "ArrowDown") this.#mark((this.#active + 1) % n);
    else if (event.key === "ArrowUp") this.#mark((this.#active + n) % (n + 1) - 1);
    else if (event.key === "Escape") this.#close();
    else if ((event.key === "Enter" || event.key === "Tab") && this.#active >= 0) this.#take(this.#active);
    else return;
    event.preventDefault();
  }

  #take(index) {
    const { begin, from, to, proposals } = this.#found;
    const { text } = proposals[index];
    const value = this.#field.value;
    // Behind a value comes a space; behind a key, its value.
    const isWhole = !/[:<>]$/u.test(text);
    const end = isWhole && !/^[\s,]/u.test(value.slice(begin + to)) ? " " : "";
    const caret = begin + from + text.length + end.length;
    this.#field.value = value.slice(0, begin + from) + text + end + value.slice(begin + to);
    this.#field.setSelectionRange(caret, caret);
    this.#close();
    if (!isWhole) this.#later();
  }
}

async function fetched(piece) {
  const query = new URLSearchParams({ q: piece, at: String(piece.length) });
  const nothing = { from: 0, to: piece.length, proposals: [] };
  try {
    const answer = await fetch(`/filters/completions?${query}`);
    return answer.ok ? await answer.json() : nothing;
  } catch {
    return nothing;
  }
}

customElements.define("desk-filter", DeskFilter);
