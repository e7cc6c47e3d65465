// <desk-rows>: j and k walk the lines of a board, o opens the one in focus.

class DeskRows extends HTMLElement {
  #listen = (event) => this.#press(event);

  connectedCallback() {
    document.addEventListener("keydown", this.#listen);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#listen);
  }

  #press(event) {
    if (!("keys" in document.body.dataset)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    // Whoever types, types: keys act only outside of fields and open dialogs.
    if (event.target.closest("input, textarea, select, [popover]:popover-open")) return;
    const links = [...this.querySelectorAll(".matter a")];
    const here = links.indexOf(document.activeElement);
    const steps = { j: 1, k: -1 };
    if (event.key in steps && links.length > 0) {
      const there = here < 0 ? 0 : here + steps[event.key];
      links[Math.min(Math.max(there, 0), links.length - 1)].focus();
      event.preventDefault();
    } else if (event.key === "o" && here >= 0) {
      links[here].click();
      event.preventDefault();
    }
  }
}

customElements.define("desk-rows", DeskRows);
