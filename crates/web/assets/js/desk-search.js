// <desk-search>: the key / goes to the search field.

class DeskSearch extends HTMLElement {
  #listen = (event) => this.#press(event);

  connectedCallback() {
    document.addEventListener("keydown", this.#listen);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#listen);
  }

  #press(event) {
    if (!("keys" in document.body.dataset) || event.key !== "/") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [popover]:popover-open")) return;
    const field = this.querySelector("input");
    field.focus();
    field.select();
    event.preventDefault();
  }
}

customElements.define("desk-search", DeskSearch);
