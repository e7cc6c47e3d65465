// <typed-words>: once on a page; no word that is typed in its forms is lost by leaving it.
//
// Whoever leaves a page is asked first, where something stands in a field for words that was not there when the page came.
// A form with data-jotting is kept on the server besides, about a second after the last key, and stands there again when the page is read
// anew.
//
// data-jotting  on a form: where it is kept
// data-page     on a form: the page that it stands on
// data-writer   on a form: who types; for anybody else nothing is kept
// data-unsent   on this element: what the page shows was not sent yet, so nobody leaves it unasked
//
// What it says stands in attributes: see parts/draft_words.html. Forms in <desk-draft> are that element's.

const JOT_PAUSE_MS = 1000;
// Each try waits twice as long as the one before it, up to the second of these.
const JOT_RETRY_MS = 2000;
const JOT_RETRY_MAX_MS = 30000;

// Fields that are no part of what is typed.
const JOT_LEFT_OUT = ["csrf", "jotting"];

// Where words are typed.
const JOT_WORDS = 'form[method="post"] :is(textarea, input:not([type]))';

// What is said of refusals that come as a page, by status.
const JOT_REFUSALS = {
  404: "absent",
  409: "meanwhile",
  410: "destroyed",
  413: "tooLong",
  422: "misread",
};

const jotFields = (form) => {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (!JOT_LEFT_OUT.includes(name) && typeof value === "string") fields.append(name, value);
  }
  return fields;
};

// One form that is kept on the server.
class JotForm {
  #form;
  #words;
  #timer = 0;
  #saving = null;
  #kept;
  #nFailed = 0;
  #isCut = false;

  constructor(form, words) {
    this.#form = form;
    this.#words = words;
    this.#kept = jotFields(form).toString();
  }

  get isChanged() {
    return jotFields(this.#form).toString() !== this.#kept;
  }

  // The first key may be typed before anybody looks: what the page came with is what is kept.
  began() {
    const before = new URLSearchParams();
    for (const field of this.#form.elements) {
      if (!field.name || field.disabled || JOT_LEFT_OUT.includes(field.name)) continue;
      if (field.type === "file" || field.type === "submit") continue;
      if (field.type === "checkbox" || field.type === "radio") {
        if (field.defaultChecked) before.append(field.name, field.value);
      } else if (field.type === "select-one") {
        const chosen = [...field.options].find((option) => option.defaultSelected);
        before.append(field.name, (chosen ?? field.options[0])?.value ?? "");
      } else {
        before.append(field.name, field.defaultValue);
      }
    }
    this.#kept = before.toString();
    return this;
  }

  later(wait = JOT_PAUSE_MS) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.keep(), wait);
  }

  wake() {
    if (this.#isCut) this.keep();
  }

  // One at a time: each names the version that the one before it got. Says whether the form may be sent.
  async keep() {
    clearTimeout(this.#timer);
    while (this.#saving) await this.#saving;
    if (!this.isChanged) return true;
    this.#saving = this.#put().finally(() => (this.#saving = null));
    const isKept = await this.#saving;
    if (isKept === "again") {
      this.later();
      return true;
    }
    return isKept;
  }

  async #put() {
    const fields = jotFields(this.#form);
    const text = fields.toString();
    const { csrf, jotting } = this.#form.elements;
    const body = new URLSearchParams(fields);
    body.append("csrf", csrf.value);
    body.append("jotting", jotting.value);
    let answer;
    let told = null;
    try {
      const headers = { accept: "application/json" };
      answer = await fetch(this.#form.dataset.jotting, { method: "POST", body, headers });
      const isTold = answer.headers.get("content-type")?.startsWith("application/json");
      if (isTold) told = await answer.json();
    } catch {
      return this.#cut(this.#words.offline);
    }
    if (answer.status >= 500 || answer.status === 429) return this.#cut(this.#words.busy);
    if (!told && answer.status === 403) return this.#again();
    this.#isCut = false;
    this.#nFailed = 0;
    if (!told) return this.#say(this.#words[JOT_REFUSALS[answer.status] ?? "refused"], true);
    if (answer.status === 409) return this.#overtake(told);
    if (!answer.ok) {
      return this.#say(this.#words.unkept.replace("{why}", () => told.words), true);
    }
    jotting.value = told.version;
    this.#kept = text;
    this.#say(told.version ? this.#words.keptAt.replace("{at}", () => told.at) : "");
    return this.isChanged ? "again" : true;
  }

  // Nobody is signed in, or somebody is anew. The form's token is then another one.
  async #again() {
    const out = this.#words.signedOut;
    try {
      // Not the address of this page: a form that came back has that of what was sent.
      const answer = await fetch(this.#form.dataset.page, { headers: { "x-by-itself": "1" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const path = this.#form.dataset.jotting;
      const same = [...page.querySelectorAll("form[data-jotting]")].find(
        (form) => form.dataset.jotting === path,
      );
      if (!same) return this.#cut(out);
      if (same.dataset.writer !== this.#form.dataset.writer) {
        return this.#cut(this.#words.somebodyElse);
      }
      const token = same.elements.csrf.value;
      if (token === this.#form.elements.csrf.value) return this.#cut(out);
      for (const field of document.querySelectorAll('input[name="csrf"]')) field.value = token;
      this.later(0);
      return false;
    } catch {
      return this.#cut(out);
    }
  }

  #cut(words) {
    this.#isCut = true;
    this.#say(words, true);
    this.later(Math.min(JOT_RETRY_MS * 2 ** this.#nFailed, JOT_RETRY_MAX_MS));
    this.#nFailed += 1;
    return false;
  }

  #overtake(told) {
    this.#say(`${told.version ? this.#words.newer : this.#words.gone} `, true);
    const show = document.createElement("button");
    show.className = "quiet";
    show.textContent = told.version ? this.#words.newerShow : this.#words.goneKeep;
    // The page of two texts; it has this one, too.
    show.setAttribute("formaction", this.#form.dataset.jotting);
    show.setAttribute("formenctype", "application/x-www-form-urlencoded");
    show.setAttribute("formnovalidate", "");
    this.#form.querySelector("[data-jotted]").append(show);
    return true;
  }

  #say(words, isWarning = false) {
    const place = this.#form.querySelector("[data-jotted]");
    if (place.textContent !== words) place.replaceChildren(words);
    place.classList.toggle("unkept", isWarning);
    return true;
  }
}

class TypedWords extends HTMLElement {
  #jots = new Map();
  #sent = null;
  #keeping = null;
  #type = (event) => this.#jot(event.target.form)?.later();
  #submit = (event) => this.#send(event);
  #wake = () => this.#jots.forEach((jot) => jot.wake());
  #back = () => (this.#sent = null);
  #leave = (event) => {
    if (this.#isLosing) event.preventDefault();
  };

  connectedCallback() {
    document.addEventListener("input", this.#type);
    document.addEventListener("submit", this.#submit);
    window.addEventListener("focus", this.#wake);
    window.addEventListener("beforeunload", this.#leave);
    // A page that comes back out of the browser's memory is sent no more.
    window.addEventListener("pageshow", this.#back);
  }

  disconnectedCallback() {
    document.removeEventListener("input", this.#type);
    document.removeEventListener("submit", this.#submit);
    window.removeEventListener("focus", this.#wake);
    window.removeEventListener("beforeunload", this.#leave);
    window.removeEventListener("pageshow", this.#back);
  }

  #jot(form) {
    if (!form?.dataset.jotting) return null;
    if (!this.#jots.has(form)) this.#jots.set(form, new JotForm(form, this.dataset).began());
    return this.#jots.get(form);
  }

  get #isLosing() {
    const isUnsent = "unsent" in this.dataset;
    // What is only to be copied stands in no form and is as easily lost.
    if (isUnsent && document.querySelector("textarea[data-copied]")) return true;
    return [...document.querySelectorAll(JOT_WORDS)].some((field) => {
      if (field.form === this.#sent || field.closest("desk-draft")) return false;
      if (field.readOnly) return false;
      if (isUnsent) return true;
      const jot = this.#jots.get(field.form);
      return jot ? jot.isChanged : field.value !== field.defaultValue;
    });
  }

  // What is sent is kept first: where the session has ended, somebody may sign in elsewhere and go on here.
  async #send(event) {
    if (event.defaultPrevented) return;
    const { target: form, submitter } = event;
    const jot = this.#jots.get(form);
    const isKeeping = submitter?.getAttribute("formaction") === form.dataset?.jotting;
    if (!jot?.isChanged || isKeeping || this.#sent === form) {
      this.#sent = form;
      return;
    }
    event.preventDefault();
    if (this.#keeping === form) return;
    this.#keeping = form;
    form.setAttribute("aria-busy", "true");
    const isKept = await jot.keep();
    form.removeAttribute("aria-busy");
    this.#keeping = null;
    if (!isKept) return;
    this.#sent = form;
    form.requestSubmit(submitter);
  }
}

customElements.define("typed-words", TypedWords);
