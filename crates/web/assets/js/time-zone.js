// <time-zone data-zone="UTC" data-offer="Show times as in {zone}">: offers the zone of this browser, where it is another than the pages'.
//
// What is chosen is kept by the house; without this, or without JavaScript, the page of time zones does the same.

const ELSEWHERE = /^[A-Z][a-z]+\/[\w/+-]+$/u;

class TimeZone extends HTMLElement {
  connectedCallback() {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const button = this.querySelector("button");
    if (!button || !zone || !ELSEWHERE.test(zone) || zone.startsWith("Etc/") || zone === this.dataset.zone) return;
    button.value = zone;
    button.textContent = this.dataset.offer.replace("{zone}", zone.replaceAll("_", " "));
    this.hidden = false;
  }
}

customElements.define("time-zone", TimeZone);
