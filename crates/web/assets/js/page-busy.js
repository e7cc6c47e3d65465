// While the house has not answered what somebody sent: aria-busy on the form, and one line over the page, which the styles draw where it
// takes longer than a moment, so that nothing moves for it.
//
// data-busy   on the body: that line, in words
// data-saved  on a form or its button: its answer is saved as a file, and the page stays

// No page takes longer to answer.
const BUSY_MAX_MS = 20000;

const BUSY_FORM = 'form[aria-busy="true"]';

function rest() {
  for (const form of document.querySelectorAll(BUSY_FORM)) form.removeAttribute("aria-busy");
}

// At the window, behind all who may keep the form from being sent.
window.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (event.defaultPrevented || (submitter ?? form).closest("[data-saved]")) return;
  form.setAttribute("aria-busy", "true");
  setTimeout(() => form.removeAttribute("aria-busy"), BUSY_MAX_MS);
});

// A page that comes back out of the browser's memory waits for nothing.
window.addEventListener("pageshow", rest);
