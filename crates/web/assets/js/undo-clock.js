// <undo-clock data-secs="12" data-over="too late to undo">: counts down the seconds in which a held reply can still be
// taken back.

const TICK_MS = 1000;

class UndoClock extends HTMLElement {
  #timer = 0;
  #shown = document.createElement("span");

  connectedCallback() {
    const secs = Number(this.dataset.secs);
    if (!(secs > 0)) return;
    // From now on by this machine's own pace: its clock may be wrong, the count is the server's.
    const until = performance.now() + secs * TICK_MS;
    // Read aloud every second it would only disturb; the time itself stands beside.
    this.#shown.setAttribute("aria-hidden", "true");
    this.append(this.#shown);
    const tick = () => {
      const left = Math.ceil((until - performance.now()) / TICK_MS);
      this.#shown.textContent = left > 0 ? `${left} s` : this.dataset.over;
      if (left > 0) return;
      clearInterval(this.#timer);
      this.querySelector("form")?.remove();
    };
    this.#timer = setInterval(tick, TICK_MS);
    tick();
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    this.#shown.remove();
  }
}

customElements.define("undo-clock", UndoClock);
