// Everything here is a convenience: each page works as plain links and forms without it.
import "htmx.org";
import "./form";
import "./emg";
import { shown } from "./numbers";

const away: Record<string, string> = { t: "/", p: "/patients", k: "/knowledge", a: "/about" };
let going = false;

function inField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));
}

// "/" finds a patient; "g" and then a letter goes to a place. Only outside fields.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || inField(event.target)) return;
  if (event.key === "/") {
    const find = document.querySelector<HTMLElement>("[data-find]");
    if (find instanceof HTMLInputElement) find.focus();
    else location.href = "/patients";
    event.preventDefault();
  } else if (event.key === "?") {
    document.getElementById("keys")?.togglePopover();
  } else if (going && away[event.key]) {
    location.href = away[event.key];
    event.preventDefault();
  }
  going = event.key === "g";
});

// A slider and its number field say the same: each moves the other, and the field is what is sent.
document.addEventListener("input", (event) => {
  const from = event.target;
  if (!(from instanceof HTMLInputElement)) return;
  if (from.dataset.mirror) {
    const field = document.getElementById(from.dataset.mirror);
    if (!(field instanceof HTMLInputElement) || field.value === shown(from.value)) return;
    field.value = shown(from.value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  } else if (from.id) {
    const slider = document.querySelector<HTMLInputElement>(`[data-mirror="${CSS.escape(from.id)}"]`);
    const value = Number(from.value.replace(",", "."));
    if (slider && from.value && Number.isFinite(value)) slider.value = String(value);
  }
});

// On a phone the steps of a visit are wider than the screen: the one shown is brought into sight.
const step = document.querySelector<HTMLElement>(".steps [aria-current]");
if (step?.parentElement) step.parentElement.scrollLeft = step.offsetLeft - (step.parentElement.clientWidth - step.offsetWidth) / 2;
