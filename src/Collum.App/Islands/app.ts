// Everything here is a convenience: each page works as plain links and forms without it.
import "htmx.org";
import "./form";

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
