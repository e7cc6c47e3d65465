// <time-zone data-zone="UTC" data-offer="Show times as in {zone}">: offers the zone of this browser, where it is another than the pages'.
//
// What is chosen is kept by the house; without this, or without JavaScript, the page of time zones does the same.

const ELSEWHERE = /^[A-Z][a-z]+\/[\w/+-]+$/u;

// Browsers take some 15 ms, and telephones four times that, to read their table of zones: that is asked for when somebody does
// something here, not before the page can be used.
const SIGNS_OF_LIFE = ["pointerdown", "pointermove", "keydown", "scroll"];

class TimeZone extends HTMLElement {
  #offer = () => {
    this.#forget();
    this.#show();
  };

  connectedCallback() {
    for (const sign of SIGNS_OF_LIFE) window.addEventListener(sign, this.#offer, { passive: true });
  }

  disconnectedCallback() {
    this.#forget();
  }

  #forget() {
    for (const sign of SIGNS_OF_LIFE) window.removeEventListener(sign, this.#offer);
  }

  #show() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const button = this.querySelector("button");
    if (!button || !zone || !ELSEWHERE.test(zone) || zone.startsWith("Etc/") || zone === this.dataset.zone) return;
    button.value = zone;
    button.textContent = this.dataset.offer.replace("{zone}", zone.replaceAll("_", " "));
    this.hidden = false;
  }
}

customElements.define("time-zone", TimeZone);
