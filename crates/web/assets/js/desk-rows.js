// <desk-rows>: picks several lines of a board: a range with Shift, and tells how many are picked. Whoever exchanges lines
// inside sends it the event `changed`, and it counts anew.

class DeskRows extends HTMLElement {
  #last = null;
  #click = (event) => this.#picked(event);
  #change = () => this.#tell();

  connectedCallback() {
    this.addEventListener("click", this.#click);
    this.addEventListener("changed", this.#change);
    this.#tell();
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.#click);
    this.removeEventListener("changed", this.#change);
  }

  get #picks() {
    return [...this.querySelectorAll(".pick")];
  }

  #picked(event) {
    const pick = event.target.closest(".pick");
    if (!pick) return;
    const picks = this.#picks;
    const [from, to] = [picks.indexOf(this.#last), picks.indexOf(pick)];
    if (event.shiftKey && from >= 0) {
      for (const one of picks.slice(Math.min(from, to), Math.max(from, to) + 1)) {
        one.checked = pick.checked;
      }
    }
    this.#last = pick;
    this.#tell();
  }

  #tell() {
    const n = this.#picks.filter((pick) => pick.checked).length;
    const told = document.querySelector(".n-picked");
    if (told) told.textContent = n === 0 ? "" : `: ${n}`;
  }
}

customElements.define("desk-rows", DeskRows);
