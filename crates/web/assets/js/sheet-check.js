// <sheet-check>: while a template or a guide is written, the server says what is wrong with it, or what it becomes.
// The same button and the same page do it without this; here only the part that says so is exchanged.

const PAUSE_MS = 500;

class SheetCheck extends HTMLElement {
  #timer = 0;
  #asked = null;

  connectedCallback() {
    this.querySelector("textarea[name=text]").addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#check(), PAUSE_MS);
    });
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#asked?.abort();
  }

  async #check() {
    this.#asked?.abort();
    const asked = (this.#asked = new AbortController());
    const place = this.querySelector("#sheet-check");
    place.setAttribute("aria-busy", "true");
    const form = this.querySelector("form");
    const path = form.querySelector("[formaction$='/preview']").getAttribute("formaction");
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(path, { method: "POST", body, signal: asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = page.getElementById("sheet-check");
      if (!said) return;
      place.replaceChildren(...said.childNodes);
      const isWrong = this.querySelector(".faults") !== null;
      this.querySelector("textarea[name=text]").toggleAttribute("aria-invalid", isWrong);
      if (isWrong) this.querySelector("textarea[name=text]").setAttribute("aria-invalid", "true");
    } catch {
      // Without an answer the page stays as it is; keeping it tells the same.
    } finally {
      // Whoever typed on is waiting for the next one.
      if (asked === this.#asked) place.removeAttribute("aria-busy");
    }
  }
}

customElements.define("sheet-check", SheetCheck);
