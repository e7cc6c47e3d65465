// <desk-help>: the key ? opens what the button inside opens.

class DeskHelp extends HTMLElement {
  #listen = (event) => this.#press(event);

  connectedCallback() {
    document.addEventListener("keydown", this.#listen);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#listen);
  }

  #press(event) {
    if (!("keys" in document.body.dataset) || event.key !== "?") return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select")) return;
    this.querySelector("button").click();
    event.preventDefault();
  }
}

customElements.define("desk-help", DeskHelp);
