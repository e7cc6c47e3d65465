// While the house has not answered what somebody sent: aria-busy on the form, and one line over the page, which the styles draw where it
// takes longer than a moment, so that nothing moves for it. What is on its way is not sent again by a second press.
//
// data-busy   on the body: that line, in words
// data-saved  on a form or its button: its answer is saved as a file, and the page stays
//
// A script that sends a form without the event of it says `sent` at the form.

// No page takes longer to answer; what uploads files may.
const BUSY_MAX_MS = 20000;

// A press within this is the same press once more; later, the browser may have been told to stop.
const AGAIN_MS = 5000;

const BUSY_FORM = 'form[aria-busy="true"]';

let sent = null;
let sentMs = 0;
let timer = 0;

function rest() {
  clearTimeout(timer);
  sent = null;
  for (const form of document.querySelectorAll(BUSY_FORM)) form.removeAttribute("aria-busy");
}

// "Stay", answered to the question whether to leave, is answered by the time that a timer runs.
function stay(event) {
  setTimeout(() => event.defaultPrevented && rest());
}

function mark(form, nowMs) {
  rest();
  sent = form;
  sentMs = nowMs;
  form.setAttribute("aria-busy", "true");
  if (form.enctype !== "multipart/form-data") timer = setTimeout(rest, BUSY_MAX_MS);
  window.addEventListener("beforeunload", stay, { once: true });
}

// At the window, behind all who may keep the form from being sent.
window.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || (submitter ?? form).closest("[data-saved]")) return;
  const isAgain = form === sent && event.timeStamp - sentMs < AGAIN_MS;
  // Another search may be asked for at any time.
  if (isAgain && form.method === "post") return event.preventDefault();
  mark(form, event.timeStamp);
});

window.addEventListener("sent", (event) => mark(event.target, event.timeStamp));

// Escape stops what the browser is at.
window.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && sent) rest();
});

// A page that comes back out of the browser's memory waits for nothing.
window.addEventListener("pageshow", rest);
