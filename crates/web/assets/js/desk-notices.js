// <desk-notices>: the place on the page of choices where notices in this browser are allowed; and, on every page of the desk
// in a browser that was allowed to, the notices themselves.
//
// One window of a browser listens for all: windows wait in line for a lock, and whoever closes hands it on. Another lock is
// held by each window that is in view; while anybody holds it, nobody is rung. What is told are a number, a queue and what
// kind of thing happened. What the place says stands in its attributes: see notices/edit.html.

const LISTENS = "chancery-notices";
const IN_VIEW = "chancery-in-view";
// After how long a window that was turned away asks again.
const AGAIN_MS = 60000;

const isAble = "Notification" in window && "locks" in navigator && "BroadcastChannel" in window;
const channel = isAble ? new BroadcastChannel(LISTENS) : null;

let nUnseen = 0;
let nHeard = 0;
let isStarted = false;

// The title counts what was told while no window was in view.
function count(n) {
  nUnseen = n;
  const title = document.title.replace(/^\(\d+\) /, "");
  document.title = n > 0 ? `(${n}) ${title}` : title;
}

function seen() {
  count(0);
  channel.postMessage({ kind: "seen" });
}

// Holds the lock of windows in view; returns what lets it go, also where it was not granted yet.
function hold() {
  const asked = new AbortController();
  let release = null;
  const held = new Promise((done) => (release = done));
  const how = { mode: "shared", signal: asked.signal };
  navigator.locks.request(IN_VIEW, how, () => held).catch(() => null);
  return () => {
    release();
    asked.abort();
  };
}

let letGo = null;
function turn() {
  if (document.visibilityState === "visible") {
    seen();
    letGo ??= hold();
  } else {
    letGo?.();
    letGo = null;
  }
}

async function isInView() {
  const { held } = await navigator.locks.query();
  return held.some((lock) => lock.name === IN_VIEW);
}

async function tell(text) {
  if (await isInView()) return;
  const [title, body, href] = text.split("\n");
  channel.postMessage({ kind: "told" });
  count(nUnseen + 1);
  // The tag: what is told of a case takes the place of what was told of it before.
  const notice = new Notification(title, { body, tag: href });
  notice.addEventListener("click", (event) => {
    event.preventDefault();
    // Our own places only, whatever came; in a window of its own, since somebody may be typing in this one.
    if (href.startsWith("/") && !href.startsWith("//")) window.open(href, "_blank", "noopener");
    notice.close();
  });
}

function listen() {
  return new Promise((over) => {
    const source = new EventSource("/live?at=0&notices=1");
    // How many were heard, to be seen from outside: a window that listens says so.
    source.addEventListener("open", () => (document.body.dataset.heard = nHeard));
    source.addEventListener("notice", async (event) => {
      await tell(event.data);
      document.body.dataset.heard = ++nHeard;
    });
    source.addEventListener("ended", () => {
      source.close();
      over(false);
    });
    source.addEventListener("error", () => {
      // The browser comes back by itself, unless it was turned away or there is nothing to tell.
      if (source.readyState === EventSource.CLOSED) over(true);
    });
  });
}

function start() {
  if (isStarted) return;
  isStarted = true;
  channel.addEventListener("message", ({ data }) => count(data.kind === "told" ? nUnseen + 1 : 0));
  document.addEventListener("visibilitychange", turn);
  turn();
  navigator.locks.request(LISTENS, async () => {
    while (await listen()) await new Promise((again) => setTimeout(again, AGAIN_MS));
  });
}

class DeskNotices extends HTMLElement {
  connectedCallback() {
    this.#show();
  }

  #show() {
    this.replaceChildren();
    const line = document.createElement("p");
    line.setAttribute("role", "status");
    this.append(line);
    if (!isAble) {
      line.textContent = this.dataset.unable;
    } else if (Notification.permission === "granted") {
      line.textContent = this.dataset.allowed;
    } else if (Notification.permission === "denied") {
      line.textContent = this.dataset.forbidden;
    } else {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = this.dataset.allow;
      button.addEventListener("click", async () => {
        const answer = await Notification.requestPermission();
        if (answer === "granted") start();
        this.#show();
      });
      this.append(button);
    }
  }
}

customElements.define("desk-notices", DeskNotices);

// Not where somebody has signed out: then there is no desk around the page.
if (isAble && Notification.permission === "granted" && document.body.classList.contains("desk")) start();
