// <desk-live>: keeps the page inside up to date while others work.
//
// data-page   board or case
// data-href   the address by which the page reads itself anew; what a form was answered with stands at another one
// data-at     the number of the first entry that the page may not have seen
// data-queue  the one queue that the board shows
// data-case   the number of the case
//
// What it says stands in attributes, too: see parts/live_words.html. `{n}` in them is a number, `{cases}` a list.
//
// What it is told are numbers. It then reads the same page anew and puts in place what changed: nothing jumps, focus and
// selection stay, and fields that are being filled in are left alone.
//
// A window that nobody sees does not listen: browsers open six connections to one place, and ten cases may be open.

const AGAIN_MS = 1000;
// Where the house has no answer, each try waits twice as long as the one before it, up to this.
const AGAIN_MAX_MS = 60000;
const BACK_MS = 15000;
const SAID_MS = 8000;
// A reading that takes longer has failed, and what stands there is said to be stale.
const READ_MAX_MS = 20000;

class DeskLive extends HTMLElement {
  #source = null;
  #timer = 0;
  #back = 0;
  #isOver = false;
  #isReading = false;
  #isStale = false;
  #changed = new Set();
  #nFailed = 0;
  // Behind what was heard. It becomes data-at when it was read, too.
  #next = 0;
  #newest = null;
  #heard = null;
  #saying = 0;
  #hide = () => this.#source?.close();
  #turn = () => (document.visibilityState === "hidden" ? this.#hide() : this.#wake());

  connectedCallback() {
    // Empty from the start: screen readers announce what comes into a region that is there.
    const heard = (this.#heard = document.createElement("p"));
    heard.className = "heard";
    heard.setAttribute("role", "status");
    heard.setAttribute("aria-live", "polite");
    this.append(heard);
    // Behind the first picture: what is read first need not wait for it, and the entry it begins at is the page's own.
    requestAnimationFrame(() => setTimeout(() => this.isConnected && this.#turn()));
    window.addEventListener("pagehide", this.#hide);
    window.addEventListener("pageshow", this.#turn);
    document.addEventListener("visibilitychange", this.#turn);
  }

  disconnectedCallback() {
    this.#hide();
    clearTimeout(this.#timer);
    clearTimeout(this.#back);
    clearTimeout(this.#saying);
    this.#heard.remove();
    window.removeEventListener("pagehide", this.#hide);
    window.removeEventListener("pageshow", this.#turn);
    document.removeEventListener("visibilitychange", this.#turn);
  }

  #wake() {
    this.#listen();
    if (this.#isStale) this.#read();
  }

  #listen() {
    if (this.#isOver || (this.#source && this.#source.readyState !== EventSource.CLOSED)) return;
    const asked = new URLSearchParams({ at: this.dataset.at });
    if (this.dataset.queue) asked.set("queue", this.dataset.queue);
    if (this.dataset.case) asked.set("case", this.dataset.case);
    const source = (this.#source = new EventSource(`/live?${asked}`));
    source.addEventListener("open", () => this.#say(""));
    source.addEventListener("change", (event) => this.#hear(event));
    source.addEventListener("anew", (event) => this.#hear(event));
    source.addEventListener("presence", () => this.#read());
    source.addEventListener("ended", (event) => {
      source.close();
      this.#isOver = true;
      this.#say(filled(this.dataset.ended, { why: event.data }));
    });
    source.addEventListener("error", () => {
      // The browser comes back by itself, unless it was turned away.
      if (source.readyState !== EventSource.CLOSED || source !== this.#source) return;
      this.#say(this.dataset.stale);
      clearTimeout(this.#back);
      this.#back = setTimeout(this.#turn, BACK_MS * (1 + Math.random()));
    });
  }

  #hear(event) {
    this.#next = Math.max(this.#next, Number(event.lastEventId) + 1);
    if (event.type === "change") this.#changed.add(event.data);
    this.#read();
  }

  // Nobody asked for it, so it says of itself only that it failed. At once, and then at most once a second; less and less often while the house has no answer.
  #read() {
    this.#isStale = true;
    if (this.#isReading || this.#timer) return;
    this.#isReading = true;
    this.#isStale = false;
    this.#fetch().finally(() => {
      this.#isReading = false;
      if (!this.isConnected) return;
      const wait = Math.min(AGAIN_MS * 2 ** this.#nFailed, AGAIN_MAX_MS);
      // Not all that were turned away at once come back at once.
      const spread = this.#nFailed > 0 ? 1 + Math.random() / 2 : 1;
      this.#timer = setTimeout(() => {
        this.#timer = 0;
        if (this.#isStale && document.visibilityState !== "hidden") this.#read();
      }, wait * spread);
    });
  }

  async #fetch() {
    const changed = this.#changed;
    this.#changed = new Set();
    const next = this.#next;
    let answer = null;
    let text = "";
    try {
      const signal = AbortSignal.timeout(READ_MAX_MS);
      answer = await fetch(this.dataset.href, { headers: { "x-by-itself": "1" }, signal });
      text = await answer.text();
    } catch {
      answer = null;
    }
    if (!answer || answer.status >= 500 || answer.status === 429) return this.#fail(changed);
    if (this.#nFailed > 0) this.#say("");
    this.#nFailed = 0;
    if (next > Number(this.dataset.at)) this.dataset.at = next;
    const page = new DOMParser().parseFromString(text, "text/html");
    const live = page.querySelector("desk-live");
    if (!answer.ok || !live) return;
    if (answer.redirected && this.dataset.page === "case") return this.#joined(answer.url);
    this.#count(page);
    if (this.dataset.page === "board") this.#board(live, changed);
    else this.#case(live);
  }

  // What was heard is still to be read.
  #fail(changed) {
    for (const number of changed) this.#changed.add(number);
    this.#isStale = true;
    this.#nFailed += 1;
    this.#say(this.dataset.stale);
  }

  // The counts of the navigation.
  #count(page) {
    for (const link of document.querySelectorAll("#nav a[href]")) {
      const now = page.querySelector(`#nav a[href="${CSS.escape(link.getAttribute("href"))}"]`);
      if (now && now.innerHTML !== link.innerHTML) link.replaceChildren(...now.childNodes);
    }
  }

  // Rows change where they stand; new ones wait behind a line that says how many they are.
  #board(live, changed) {
    const key = (row) => row.querySelector(".matter a")?.getAttribute("href");
    const rows = new Map([...this.querySelectorAll("tbody tr")].map((row) => [key(row), row]));
    const found = new Map([...live.querySelectorAll("tbody tr")].map((row) => [key(row), row]));
    const picked = this.#picked();
    for (const [href, row] of rows) {
      const now = found.get(href);
      // A copy: the rows that were read are all needed when the new ones are shown.
      if (now) this.#swap(row, now.cloneNode(true));
      else if (changed.has(href?.split("/").pop())) {
        row.classList.add("gone");
        for (const pick of row.querySelectorAll(".pick")) pick.checked = false;
      }
    }
    this.#repick(picked, "changed");
    const n = [...found.keys()].filter((href) => !rows.has(href)).length;
    this.#newest = live;
    this.#announce(n);
  }

  #announce(n) {
    let bar = this.querySelector(":scope > .arrived");
    if (n === 0) return bar?.remove();
    if (!bar) {
      bar = document.createElement("p");
      bar.className = "arrived";
      bar.setAttribute("role", "status");
      const button = document.createElement("button");
      button.type = "button";
      button.addEventListener("click", () => this.#unroll());
      bar.append(button);
      this.prepend(bar);
    }
    const words = filled(counted(this.dataset, "cases", n), { n });
    if (bar.firstChild.textContent !== words) bar.firstChild.textContent = words;
  }

  #unroll() {
    const [body, now] = [this, this.#newest].map((live) => live.querySelector("tbody"));
    if (!body || !now) return location.replace(this.dataset.href);
    const picked = this.#picked();
    body.replaceChildren(...now.children);
    for (const pick of body.querySelectorAll(".pick")) pick.checked = picked.includes(pick.value);
    this.#repick(picked, "left");
    this.#announce(0);
    body.querySelector(".matter a")?.focus();
  }

  // What is picked names its case and the version that was seen.
  #picked() {
    return [...this.querySelectorAll(".pick:checked")].map((pick) => pick.value);
  }

  // A pick falls with its version: nothing is done to a case that nobody has looked at. Whoever picked it is told.
  #repick(picked, why) {
    this.querySelector("desk-rows")?.dispatchEvent(new Event("changed"));
    const still = this.#picked();
    const fallen = picked.filter((pick) => !still.includes(pick)).map((pick) => pick.split("/")[0]);
    if (fallen.length === 0) return;
    const words = fallen.length === 1 ? this.dataset[`${why}One`] : this.dataset[`${why}Other`];
    this.#say(filled(words, { cases: fallen.join(", ") }), SAID_MS);
  }

  // The case is part of another now, and that is where its page leads. Nobody is taken there while they write; what they
  // send from here comes back to them there, unsent.
  #joined(href) {
    if (!this.#isWriting()) return location.replace(href);
    this.#say(this.dataset.joined);
  }

  #isWriting() {
    return [...this.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);
  }

  #case(live) {
    const present = [this, live].map((page) => page.querySelector("#present"));
    if (present.every(Boolean)) present[0].replaceChildren(...present[1].childNodes);
    this.#timeline(live);
    this.#later(live);
    // What an act put on this page, such as an opened field, stands on no other.
    if (location.pathname !== new URL(this.dataset.href, location.href).pathname) return;
    const head = [this, live].map((page) => page.querySelector(".case-head"));
    if (head.every(Boolean)) this.#swap(...head);
    for (const [index, section] of this.querySelectorAll(".side > section").entries()) {
      const now = live.querySelectorAll(".side > section")[index];
      const isSame = now?.getAttribute("aria-labelledby") === section.getAttribute("aria-labelledby");
      if (isSame) this.#swap(section, now);
    }
  }

  // What was said is added where it belongs; what is open or in use stays as it is.
  #timeline(live) {
    const path = '[aria-labelledby="timeline"]';
    const [here, now] = [this, live].map((page) => page.querySelector(path));
    if (!here || !now) return;
    // Of what was done: when, by whom, and what.
    const done = (item) => `${item.querySelector("time")?.dateTime} ${item.querySelector("span")?.textContent}`;
    const key = (item) => item.id || done(item);
    const items = new Map([...here.children].map((item) => [key(item), item]));
    // More came than a window holds: between what stands here and what was read some is missing.
    const said = [...now.children].filter((item) => item.matches("article"));
    const isApart = said.length > 0 && !said.some((item) => items.has(item.id));
    // What came with a part may begin before all that stands here, and some of it lie before the window.
    const isNewStart = said.length > 0 && !items.has(said[0].id);
    const isCut = isNewStart && live.querySelector('nav.window a[rel="prev"]') !== null;
    if ((isApart || isCut) && here.querySelector("article")) return this.#missed();
    let before = null;
    const news = [];
    for (const item of [...now.children]) {
      const known = items.get(key(item));
      if (known) {
        before = item.id ? this.#swap(known, item) : known;
        continue;
      }
      if (before) before.after(item);
      else here.prepend(item);
      before = item;
      if (item.matches("article")) news.push(item);
    }
    if (news.length > 0) this.#came(news, live);
  }

  #missed() {
    if (this.#isWriting()) this.#say(this.dataset.stale);
    else location.replace(this.dataset.href);
  }

  // In a window of earlier messages nothing arrives and nothing moves: the line below it counts what came, and leads there; what
  // came since a draft was begun is told by the house.
  #later(live) {
    const [here, now] = [this, live].map((page) => page.querySelector("#later"));
    if (!here || !now || here.contains(document.activeElement)) return;
    if (here.innerHTML !== now.innerHTML) here.replaceChildren(...now.childNodes);
    if (!here.querySelector("a")) return;
    const path = 'desk-draft[data-kind="reply"] [data-news]';
    const [told, news] = [this, live].map((page) => page.querySelector(path));
    if (told && news?.firstElementChild) told.replaceChildren(...news.childNodes);
  }

  #came(news, live) {
    const who = news.at(-1).querySelector("h3")?.textContent.trim();
    const n = news.length;
    const words = n === 1 ? this.dataset.came : counted(this.dataset, "messages", n);
    this.#say(filled(words, { n, who }), SAID_MS);
    const form = this.querySelector('desk-draft[data-kind="reply"] form');
    if (!form) return;
    const seen = form.elements.n_seen;
    const now = live.querySelector('desk-draft[data-kind="reply"] input[name="n_seen"]');
    if (!form.elements.text.value) {
      // Nothing was begun: what is written from here on is written with these in view.
      if (now) seen.value = now.value;
      return;
    }
    const position = (item) => Number(item.id.slice(1));
    const since = [...this.querySelectorAll("article.message:not(.message-note)")].filter(
      (item) => position(item) > Number(seen.value),
    );
    if (since.length === 0) return;
    const link = document.createElement("a");
    link.href = `#${since[0].id}`;
    const told = since.length === 2 ? this.dataset.sinceTwo : counted(this.dataset, "since", since.length);
    link.textContent = filled(told, { n: since.length });
    const line = document.createElement("p");
    line.className = "warning news";
    line.append(link);
    form.querySelector("[data-news]")?.replaceChildren(line);
  }

  // Puts the newer of two parts in place, unless somebody is at work in it; returns the one that stands there now.
  #swap(here, now) {
    const [fold, folded] = [here, now].map((part) => part.querySelector(":scope > .fold"));
    if (fold && folded) folded.open = fold.open;
    if (here.outerHTML === now.outerHTML) return here;
    const isTouched = [...here.querySelectorAll("input:not([type=hidden]), textarea, select")].some(
      (field) =>
        field.type === "checkbox" || field.type === "radio"
          ? false
          : field.matches("select")
            ? [...field.options].some((option) => option.selected !== option.defaultSelected && option.index > 0)
            : field.value !== field.defaultValue,
    );
    const active = here.contains(document.activeElement) ? document.activeElement : null;
    const isOpen = here.querySelector(".original, details[open]:not(.compose, .fold)") !== null;
    if (isTouched || isOpen || active?.matches("input:not([type=checkbox]), textarea, select")) return here;
    const paths = "a, button, input, summary";
    const place = active ? [...here.querySelectorAll(paths)].indexOf(active) : -1;
    const ticked = [...here.querySelectorAll("input:checked")].map((box) => box.value);
    here.replaceWith(now);
    for (const box of now.querySelectorAll("input[type=checkbox], input[type=radio]")) {
      if (ticked.includes(box.value)) box.checked = true;
    }
    if (place >= 0) now.querySelectorAll(paths)[place]?.focus({ preventScroll: true });
    return now;
  }

  #say(words, forMs = 0) {
    clearTimeout(this.#saying);
    if (this.#heard.textContent !== words) this.#heard.textContent = words;
    if (forMs > 0) this.#saying = setTimeout(() => this.#say(""), forMs);
  }
}

// The sentence of the page that speaks of so many, in the form that its language has for the number.
const plural = new Intl.PluralRules(document.documentElement.lang);

function counted(data, name, n) {
  const form = plural.select(n);
  const key = `${name}${form[0].toUpperCase()}${form.slice(1)}`;
  return data[key] ?? data[`${name}Other`];
}

// Puts values in the places of a sentence.
const filled = (words, values) => words.replace(/\{(\w+)\}/gu, (place, name) => values[name] ?? place);

customElements.define("desk-live", DeskLive);
