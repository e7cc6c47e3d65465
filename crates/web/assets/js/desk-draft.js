// <desk-draft>: keeps what is typed in the form inside on the server, about a second after the last key.
//
// data-path    where it is kept
// data-page    the page of the case, which tells whether somebody is signed in again
// data-kind    reply or note
// data-writer  who writes; for anybody else nothing is kept
// data-behind  present where what is kept is not what stands in the field
//
// What it says stands in attributes, too: see parts/draft_words.html.
//
// A typed word is never lost: what cannot be kept stays in the field. It is tried again where that may help; where it was
// refused, when somebody types on.

const PAUSE_MS = 1000;
// Each try waits twice as long as the one before it, up to the second of these.
const RETRY_MS = 2000;
const RETRY_MAX_MS = 30000;
// What a request may carry that outlives its page (Fetch, keepalive).
const FAREWELL_CHARS_MAX = 15000;

const NOTHING_KEPT = "0";

// What is said of refusals that come as a page, by status; each would come again.
const REFUSALS = {
  404: "absent",
  409: "meanwhile",
  410: "destroyed",
  413: "tooLong",
  422: "misread",
};

class DeskDraft extends HTMLElement {
  #timer = 0;
  #saving = null;
  #kept = "";
  #nFailed = 0;
  #isCut = false;
  #isOvertaken = false;
  #isLeaving = false;
  #isSending = false;
  #type = () => this.#later(PAUSE_MS);
  #submit = (event) => this.#send(event);
  #hide = () => document.visibilityState === "hidden" && this.#isChanged && this.#keep(true);
  #wake = () => this.#isCut && this.#keep();
  #leave = (event) => {
    if (this.#isChanged && !this.#isLeaving) event.preventDefault();
  };

  connectedCallback() {
    const isKept = this.#form.elements.draft.value !== NOTHING_KEPT && !("behind" in this.dataset);
    this.#kept = isKept ? this.#field.defaultValue : "";
    this.#field.addEventListener("input", this.#type);
    this.#form.addEventListener("submit", this.#submit);
    document.addEventListener("visibilitychange", this.#hide);
    window.addEventListener("focus", this.#wake);
    window.addEventListener("beforeunload", this.#leave);
    // A browser that was closed brings back what stood there, which may be more than was kept.
    if (this.#isChanged && this.#field.value) this.#later(PAUSE_MS);
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
    this.#field.removeEventListener("input", this.#type);
    this.#form.removeEventListener("submit", this.#submit);
    document.removeEventListener("visibilitychange", this.#hide);
    window.removeEventListener("focus", this.#wake);
    window.removeEventListener("beforeunload", this.#leave);
  }

  get #form() {
    return this.querySelector("form");
  }

  get #field() {
    return this.querySelector("textarea");
  }

  get #isChanged() {
    return this.#field.value !== this.#kept;
  }

  #later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), wait);
  }

  // One at a time: each names the version that the one before it got. Says whether the field may be left.
  async #keep(isFarewell = false) {
    clearTimeout(this.#timer);
    while (this.#saving) await this.#saving;
    if (!this.#isChanged) return true;
    const text = this.#field.value;
    this.#saving = this.#put(isFarewell).finally(() => (this.#saving = null));
    const isKept = await this.#saving;
    // Typed on meanwhile.
    if (isKept && this.#field.value !== text && !this.#isOvertaken) this.#later(PAUSE_MS);
    return isKept;
  }

  async #put(isFarewell) {
    const text = this.#field.value;
    const { csrf, n_seen, draft } = this.#form.elements;
    const body = new URLSearchParams({
      csrf: csrf.value,
      kind: this.dataset.kind,
      n_seen: n_seen.value,
      draft: draft.value,
      text,
    });
    const keepalive = isFarewell && text.length < FAREWELL_CHARS_MAX;
    let answer;
    let told = null;
    try {
      const headers = { accept: "application/json" };
      answer = await fetch(this.dataset.path, { method: "POST", body, headers, keepalive });
      const isTold = answer.headers.get("content-type")?.startsWith("application/json");
      if (isTold) told = await answer.json();
    } catch {
      return this.#cut(this.dataset.offline);
    }
    if (answer.status >= 500 || answer.status === 429) {
      return this.#cut(this.dataset.busy);
    }
    if (!told && answer.status === 403) return this.#again();
    if (!told) return this.#refuse(this.dataset[REFUSALS[answer.status] ?? "refused"]);
    this.#isCut = false;
    this.#nFailed = 0;
    if (answer.status === 409) return this.#overtake(told);
    if (!answer.ok) {
      this.#say(this.dataset.unkept.replace("{why}", () => told.words), true);
      return true;
    }
    draft.value = told.version;
    this.#kept = text;
    this.#isOvertaken = false;
    this.#say(told.version ? this.dataset.keptAt.replace("{at}", told.at) : "");
    return true;
  }

  // Nobody is signed in, or somebody is anew. The form's token is then another one.
  async #again() {
    const out = this.dataset.signedOut;
    try {
      const answer = await fetch(this.dataset.page, { headers: { "x-by-itself": "1" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const same = page.querySelector(`desk-draft[data-kind="${this.dataset.kind}"]`);
      const token = page.querySelector('form[method="post"] input[name="csrf"]')?.value;
      const isIn = token && page.body.classList.contains("desk");
      if (same && same.dataset.writer !== this.dataset.writer) {
        return this.#cut(this.dataset.somebodyElse);
      }
      if (!isIn || token === this.#form.elements.csrf.value) return this.#cut(out);
      for (const field of document.querySelectorAll('input[name="csrf"]')) field.value = token;
      this.#later(0);
      return false;
    } catch {
      return this.#cut(out);
    }
  }

  #cut(words) {
    this.#isCut = true;
    this.#say(words, true);
    this.#later(Math.min(RETRY_MS * 2 ** this.#nFailed, RETRY_MAX_MS));
    this.#nFailed += 1;
    return false;
  }

  #refuse(words) {
    this.#isCut = false;
    this.#nFailed = 0;
    this.#say(words, true);
    return false;
  }

  #overtake(told) {
    this.#isOvertaken = true;
    const words = told.version ? this.dataset.newer : this.dataset.gone;
    this.#say(`${words} `, true);
    const show = document.createElement("button");
    show.className = "quiet";
    show.textContent = told.version ? this.dataset.newerShow : this.dataset.goneKeep;
    // The page of two texts; it has this one, too.
    show.setAttribute("formaction", this.dataset.path);
    show.setAttribute("formnovalidate", "");
    show.name = "kind";
    show.value = this.dataset.kind;
    this.querySelector("[data-kept]").append(show);
    return true;
  }

  #say(words, isWarning = false) {
    const place = this.querySelector("[data-kept]");
    if (place.textContent !== words) place.replaceChildren(words);
    place.classList.toggle("unkept", isWarning);
  }

  // What is sent is kept first: where the session has ended, the answer would be a page without the text.
  async #send(event) {
    if (event.defaultPrevented || this.#isLeaving) return;
    if (!this.#isChanged || event.submitter?.formAction.endsWith(this.dataset.path)) {
      this.#isLeaving = true;
      return;
    }
    event.preventDefault();
    if (this.#isSending) return;
    const { submitter } = event;
    this.#isSending = true;
    this.#form.setAttribute("aria-busy", "true");
    const isKept = await this.#keep();
    this.#form.removeAttribute("aria-busy");
    this.#isSending = false;
    if (!isKept) return;
    this.#isLeaving = true;
    this.#form.requestSubmit(submitter);
  }
}

customElements.define("desk-draft", DeskDraft);
