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
    this.#asked = new AbortController();
    const form = this.querySelector("form");
    const path = form.querySelector("[formaction$='/preview']").getAttribute("formaction");
    try {
      const body = new URLSearchParams(new FormData(form));
      const answer = await fetch(path, { method: "POST", body, signal: this.#asked.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const said = page.getElementById("sheet-check");
      if (!said) return;
      this.querySelector("#sheet-check").replaceChildren(...said.childNodes);
      const isWrong = this.querySelector(".faults") !== null;
      this.querySelector("textarea[name=text]").toggleAttribute("aria-invalid", isWrong);
      if (isWrong) this.querySelector("textarea[name=text]").setAttribute("aria-invalid", "true");
    } catch {
      // Without an answer the page stays as it is; keeping it tells the same.
    }
  }
}

customElements.define("sheet-check", SheetCheck);
