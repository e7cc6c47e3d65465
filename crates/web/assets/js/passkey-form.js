// <passkey-form>: asks the browser for a passkey and sends its answer with the form inside.
//
// data-ceremony   "create" for a new passkey, "get" for one that is there
// data-options    what the browser is asked, where the page knows it
// data-challenge  where to ask for it otherwise
// data-offering   present: passkeys are offered where an address is typed, too
//
// Where the browser cannot, the form stays hidden, and the page says what else works.

class PasskeyForm extends HTMLElement {
  #waiting = null;
  #submit = (event) => this.#press(event);

  connectedCallback() {
    const isAble = "PublicKeyCredential" in window && "parseRequestOptionsFromJSON" in PublicKeyCredential;
    for (const part of this.querySelectorAll("[data-able]")) part.hidden = !isAble;
    for (const part of this.querySelectorAll("[data-unable]")) part.hidden = isAble;
    if (!isAble) return;
    this.#form.addEventListener("submit", this.#submit);
    // Behind the first picture, which need not wait for it.
    if ("offering" in this.dataset) requestAnimationFrame(() => setTimeout(() => this.#offer()));
  }

  disconnectedCallback() {
    this.#form.removeEventListener("submit", this.#submit);
    this.#waiting?.abort();
  }

  get #form() {
    return this.querySelector("form");
  }

  #press(event) {
    if (this.#form.elements.credential.value) return;
    event.preventDefault();
    this.#ask({});
  }

  async #offer() {
    if (this.isConnected && (await PublicKeyCredential.isConditionalMediationAvailable?.())) {
      this.#ask({ mediation: "conditional" });
    }
  }

  async #ask(manner) {
    // One question at a time: pressing the button ends the offer.
    this.#waiting?.abort();
    const waiting = (this.#waiting = new AbortController());
    try {
      const options = await this.#options(waiting.signal);
      const publicKey = this.#isNew
        ? PublicKeyCredential.parseCreationOptionsFromJSON(options)
        : PublicKeyCredential.parseRequestOptionsFromJSON(options);
      const asked = { ...manner, publicKey, signal: waiting.signal };
      const credentials = navigator.credentials;
      const answer = await (this.#isNew ? credentials.create(asked) : credentials.get(asked));
      this.#form.elements.credential.value = JSON.stringify(answer.toJSON());
      this.#form.submit();
      this.#form.dispatchEvent(new Event("sent", { bubbles: true }));
    } catch {
      // An offer that nobody took, or one that was ended, is no fault.
      if (!manner.mediation && !waiting.signal.aborted) this.#fail();
    }
  }

  get #isNew() {
    return this.dataset.ceremony === "create";
  }

  async #options(signal) {
    if (this.dataset.options) return JSON.parse(this.dataset.options);
    const body = new URLSearchParams({ csrf: this.#form.elements.csrf.value });
    const answer = await fetch(this.dataset.challenge, { method: "POST", body, signal });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }

  #fail() {
    for (const part of this.querySelectorAll("[data-fault]")) part.hidden = false;
  }
}

customElements.define("passkey-form", PasskeyForm);
