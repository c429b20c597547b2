// A form that is never lost: what is typed is kept on the device, checked by the server as one types, and sent once.
// The server draws every answer; this only says when to ask and what to put in place.
import { shown } from "./numbers";

type Fields = [string, string][];
interface Draft { at: number; fields: Fields }

const form = document.querySelector<HTMLFormElement>("form#work");
const longest = 24 * 3600 * 1000;
let running: AbortController | null = null;
let again = false;
let offline = false;
let sending = false;
// Drawings one after the other: each asks with what the one before has drawn.
let queue: Promise<void> = Promise.resolve();
let swapping = 0;
let moving = 0;
let drawn = 0;
let before = "";
let undone: string[] = [];
let pressed: { radio: HTMLInputElement; at: number } | null = null;
let chosenAt = 0;
const reasons = new Map<string, string>();

if (form) start(form);

function start(work: HTMLFormElement): void {
  sweep();
  before = serial(work);
  const kept = read();
  if (kept && serial(work) !== text(kept.fields)) restore(work, kept);
  else focusFirst(work);

  work.addEventListener("input", (event) => {
    const target = event.target as HTMLElement;
    if (target instanceof HTMLInputElement && target.dataset.slide) slide(work, target);
    else if (target instanceof HTMLInputElement && /#[as]$/.test(target.name)) follow(work, target);
    if (target instanceof HTMLTextAreaElement && target.name.startsWith(".reason/")) reasons.set(target.name, target.value);
    keep(work);
    if (target.dataset.all === undefined) void check(work);
  });
  work.addEventListener("change", (event) => {
    remember(work);
    if ((event.target as HTMLElement).dataset.all !== undefined) swapAll(work, "check");
  });
  work.addEventListener("focusout", () => setTimeout(() => { if (again && !running) void check(work); }, 0));
  work.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = event.submitter as HTMLButtonElement | null;
    if (button?.dataset.all !== undefined) {
      remember(work);
      swapAll(work, button.value, button);
    } else void send(work, button);
  });
  // A second press on an answer takes it back; one that follows at once is a double press and changes nothing.
  work.addEventListener("pointerdown", (event) => {
    const radio = (event.target as Element).closest("label")?.querySelector<HTMLInputElement>("input[type=radio]");
    pressed = radio?.checked && Date.now() - chosenAt > 700 ? { radio, at: Date.now() } : null;
  });
  work.addEventListener("click", (event) => {
    const target = event.target as Element;
    if (target instanceof HTMLInputElement && target.type === "radio") {
      if (pressed?.radio === target) takeBack(work, target);
      else chosenAt = Date.now();
      pressed = null;
    }
    if (target.closest("[data-undo]")) void undo(work);
    const muscle = target.closest<SVGElement>(":is(#necks, #necks-side) .m[data-muscle]");
    if (muscle) pick(work, muscle.dataset.muscle!, muscle.dataset.side!);
    const felt = target.closest<SVGElement>(":is(#exam-neck, #exam-neck-side) .m[data-muscle]");
    const line = felt && [...work.querySelectorAll<HTMLInputElement>(".exam input[name$='/muscle_id']")]
      .find((m) => m.value === felt.dataset.muscle && m.nextElementSibling?.getAttribute("value") === felt.dataset.side);
    line?.closest("td")?.querySelector("select")?.focus();
    if (target.closest("[data-drop]")) drop();
  });
  document.addEventListener("keydown", (event) => keys(work, event));
  window.addEventListener("online", () => void check(work));
}

// ---------- what is kept ----------

function name(): string { return `collum:${location.pathname}`; }

function fieldsOf(work: HTMLFormElement): Fields {
  return [...new FormData(work)].filter((f): f is [string, string] => typeof f[1] === "string");
}

function text(fields: Fields): string {
  return new URLSearchParams(fields.filter(([key]) => key !== ".seq" && key !== ".key" && key !== ".by")).toString();
}

function serial(work: HTMLFormElement): string { return text(fieldsOf(work)); }

function keep(work: HTMLFormElement): void {
  try {
    localStorage.setItem(name(), JSON.stringify({ at: Date.now(), fields: fieldsOf(work) } satisfies Draft));
  } catch {
    // A full or closed store: the page still works, only a reload would lose what was typed.
  }
}

function read(): Draft | null {
  try {
    const draft = JSON.parse(localStorage.getItem(name()) ?? "null") as Draft | null;
    return draft && Date.now() - draft.at < longest && Array.isArray(draft.fields) ? draft : null;
  } catch {
    return null;
  }
}

function drop(): void { try { localStorage.removeItem(name()); } catch { /* nothing was kept */ } }

function sweep(): void {
  try {
    for (const key of Object.keys(localStorage).filter((k) => k.startsWith("collum:/")))
      if (Date.now() - ((JSON.parse(localStorage.getItem(key) ?? "{}") as Partial<Draft>).at ?? 0) > longest) localStorage.removeItem(key);
  } catch { /* no store, nothing old in it */ }
}

async function restore(work: HTMLFormElement, draft: Draft): Promise<void> {
  const back = work.dataset.back ?? "", discard = work.dataset.discard ?? "";
  if (!await redraw(work, draft.fields, "check")) return;
  const bar = document.createElement("div");
  bar.className = "bar";
  const line = document.createElement("p");
  line.textContent = back + " ";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn small";
  button.textContent = discard;
  button.addEventListener("click", () => { drop(); location.reload(); });
  line.append(button);
  bar.append(line);
  work.querySelector("#said")?.before(bar);
}

// ---------- asking the server ----------

async function ask(work: HTMLFormElement, fields: Fields, what: string, signal?: AbortSignal): Promise<Document | string | null> {
  const body = new URLSearchParams(fields.filter(([key]) => key !== ".do"));
  body.set(".do", what);
  try {
    const answer = await fetch(work.action, { method: "POST", body, signal, headers: { Accept: "text/html" } });
    connection(work, true);
    if (answer.redirected) return answer.url;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch (error) {
    if ((error as Error).name !== "AbortError") connection(work, false);
    return null;
  }
}

function connection(work: HTMLFormElement, there: boolean): void {
  if (offline === !there) return;
  offline = !there;
  document.getElementById("offline")?.remove();
  if (there) return;
  const bar = document.createElement("div");
  bar.id = "offline";
  bar.className = "bar warn";
  bar.setAttribute("role", "alert");
  bar.textContent = work.dataset.lost ?? "";
  work.before(bar);
  setTimeout(function knock(): void {
    if (offline) void check(work).then(() => { if (offline) setTimeout(knock, 3000); });
  }, 2000);
}

// One question at a time; what is typed meanwhile is asked right after.
async function check(work: HTMLFormElement): Promise<void> {
  if (sending) return;
  if (running || swapping) { again = true; return; }
  again = false;
  const mine = running = new AbortController(), asked = serial(work), at = drawn;
  const page = await ask(work, fieldsOf(work), "check", mine.signal);
  // Given up for another question, or the form was drawn anew since: an answer to a form that is gone would show findings of lines that are gone.
  if (running !== mine) return;
  running = null;
  if (page instanceof Document && at === drawn) live(work, page);
  if (again && serial(work) !== asked) void check(work);
}

// The parts that change while one types; never the one that holds the focus.
function live(work: HTMLFormElement, page: Document): void {
  if (!page.querySelector("form#work")) { failed(work); return; }
  for (const now of work.querySelectorAll<HTMLElement>("[data-live][id]")) {
    const next = page.getElementById(now.id);
    if (!next || now.innerHTML === next.innerHTML) continue;
    if (now.contains(document.activeElement)) { again = true; continue; }
    now.replaceChildren(...next.childNodes);
  }
  for (const row of work.querySelectorAll<HTMLElement>("tr[data-row]")) {
    const next = page.querySelector<HTMLElement>(`tr[data-row="${row.dataset.row}"]`);
    if (next) row.className = next.className;
  }
  recall(work);
  const primary = work.querySelector("[data-primary]"), next = page.querySelector("[data-primary]");
  if (primary && next)
    for (const attribute of ["aria-disabled", "aria-describedby"])
      if (next.hasAttribute(attribute)) primary.setAttribute(attribute, next.getAttribute(attribute)!);
      else primary.removeAttribute(attribute);
}

// A finding that goes while a number is being changed, and comes again, still has the reason that was typed for it.
function recall(work: HTMLFormElement): void {
  for (const field of work.querySelectorAll<HTMLTextAreaElement>("textarea[name^='.reason/']")) {
    const typed = reasons.get(field.name);
    if (!typed || field.value !== "" || field === document.activeElement) continue;
    field.value = typed;
    setTimeout(() => void check(work), 0);
  }
}

// An answer that is not this page: the program failed, or what stands before it did.
function failed(work: HTMLFormElement): void {
  const said = work.querySelector("#said");
  if (!said) return;
  const bar = document.createElement("div"), line = document.createElement("p");
  bar.className = "bar bad";
  line.textContent = work.dataset.failed ?? "";
  bar.append(line);
  said.replaceChildren(bar);
}

function put(work: HTMLFormElement, page: Document | string): boolean {
  if (!(page instanceof Document)) { drop(); location.assign(page); return false; }
  const next = page.querySelector("form#work");
  if (!next) { failed(work); return false; }
  const sides = work.querySelector<HTMLDetailsElement>(".sides")?.open ?? false;
  work.replaceChildren(...next.childNodes);
  const shown = work.querySelector<HTMLDetailsElement>(".sides");
  if (shown) shown.open = sides;
  drawn++;
  recall(work);
  const button = work.querySelector<HTMLElement>("[data-undo]");
  if (button) button.hidden = undone.length === 0;
  showScan(work);
  return true;
}

// Asks, draws the whole answer, and puts back what was typed while the server was asked.
async function redraw(work: HTMLFormElement, fields: Fields, what: string): Promise<boolean> {
  const asked = fieldsOf(work);
  const page = await ask(work, fields, what);
  const now = fieldsOf(work), then = new Map(asked), still = new Set(now.map(([key]) => key));
  if (!page || !put(work, page)) return false;
  // Lines may have changed places: what was typed into one meanwhile has no sure place any more.
  const kept = (key: string): boolean => !/^\.(seq|key|do)$/.test(key) && !(moves(what) && /^(sites\/|\.reason\/)/.test(key));
  const typed = now.filter(([key, value]) => kept(key) && then.get(key) !== value), gone = asked.filter(([key]) => kept(key) && !still.has(key));
  for (const [key, value] of typed) {
    const field = work.elements.namedItem(key);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type)) field.checked = true;
    else if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement || field instanceof HTMLTextAreaElement) field.value = value;
  }
  for (const [key] of gone) {
    const field = work.elements.namedItem(key);
    if (field instanceof HTMLInputElement && field.type === "checkbox") field.checked = false;
  }
  if (again || typed.length + gone.length > 0) setTimeout(() => void check(work), 0);
  return true;
}

// Whether an answer changes which lines there are.
const moves = (what: string): boolean => /^(propose|add|remove|mirror)/.test(what);

function swapAll(work: HTMLFormElement, what: string, button?: HTMLButtonElement): void {
  if (button?.getAttribute("aria-busy") === "true") return;
  // A line's number means another line once lines have moved.
  if (moving && /^(remove|mirror)/.test(what)) return;
  button?.setAttribute("aria-busy", "true");
  swapping++;
  if (moves(what)) moving++;
  queue = queue.then(() => swap(work, what)).finally(() => {
    swapping--;
    if (moves(what)) moving--;
    button?.removeAttribute("aria-busy");
  });
}

async function swap(work: HTMLFormElement, what: string): Promise<void> {
  running?.abort();
  running = null;
  const focus = document.activeElement as HTMLInputElement | null;
  const held = focus?.name || focus?.id || "";
  const rows = work.querySelectorAll("tr[data-row]").length;
  if (!await redraw(work, fieldsOf(work), what)) return;
  keep(work);
  before = serial(work);
  const grown = work.querySelectorAll("tr[data-row]").length;
  if (what === "propose") cell(work, 0, "dose_u")?.focus();
  else if (what === "add") cell(work, grown - 1, "side")?.focus();
  else if (what.startsWith("add:")) cell(work, grown - 1, "dose_u")?.focus();
  else if (what.startsWith("mirror:")) cell(work, Number(what.slice(7)) + 1, "dose_u")?.focus();
  else if (what.startsWith("remove:") && grown > 0) cell(work, Math.min(Number(what.slice(7)), grown - 1), "dose_u")?.focus();
  else if (rows === grown && held) (work.elements.namedItem(held) as HTMLElement | null)?.focus?.();
}

async function send(work: HTMLFormElement, button: HTMLButtonElement | null): Promise<void> {
  // Nothing is signed that was not seen: a form whose lines are just changing is not sent.
  if (sending || moving) return;
  await queue;
  if (sending || moving) return;
  const what = button?.value ?? "check";
  if (button && !button.isConnected) button = work.querySelector<HTMLButtonElement>(`button[name=".do"][value="${what}"]`);
  if (what === "check") { void check(work); return; }
  if (button?.getAttribute("aria-disabled") === "true") {
    const wanted = work.querySelector<HTMLElement>(".finding[data-severity=stop]")
      ?? [...work.querySelectorAll<HTMLTextAreaElement>(".finding.open textarea")].find((reason) => reason.value.trim() === "");
    if (wanted) { wanted.scrollIntoView({ block: "center" }); if (!wanted.matches("textarea")) wanted.tabIndex = -1; wanted.focus(); return; }
  }
  sending = true;
  running?.abort();
  running = null;
  button?.setAttribute("aria-busy", "true");
  keep(work);
  const drew = await redraw(work, fieldsOf(work), what);
  button?.removeAttribute("aria-busy");
  sending = false;
  if (drew) {
    const said = work.querySelector<HTMLElement>("#said");
    if (said) { said.tabIndex = -1; said.focus(); said.scrollIntoView({ block: "nearest" }); }
  }
}

// ---------- undo ----------

function remember(work: HTMLFormElement): void {
  const now = serial(work);
  if (now === before) return;
  undone.push(before);
  if (undone.length > 50) undone.shift();
  before = now;
  const button = work.querySelector<HTMLElement>("[data-undo]");
  if (button) button.hidden = false;
}

async function undo(work: HTMLFormElement): Promise<void> {
  const last = undone.pop();
  if (last === undefined) return;
  const own = fieldsOf(work).filter(([key]) => key === ".seq" || key === ".key" || key === ".by");
  if (await redraw(work, [...own, ...new URLSearchParams(last)], "check")) { keep(work); before = serial(work); cell(work, 0, "dose_u")?.focus(); }
}

// ---------- fields that belong together ----------

function slide(work: HTMLFormElement, slider: HTMLInputElement): void {
  const value = Number(slider.value), path = slider.dataset.slide!;
  const size = work.elements.namedItem(`${path}#a`) as HTMLInputElement | null;
  if (size) size.value = shown(Math.abs(value));
  for (const sign of work.querySelectorAll<HTMLInputElement>(`input[name="${path}#s"]`)) sign.checked = value !== 0 && sign.value === (value > 0 ? "+" : "-");
}

function follow(work: HTMLFormElement, field: HTMLInputElement): void {
  const path = field.name.slice(0, -2);
  const slider = work.querySelector<HTMLInputElement>(`[data-slide="${path}"]`);
  const size = Number((work.elements.namedItem(`${path}#a`) as HTMLInputElement | null)?.value.replace(",", "."));
  const sign = work.querySelector<HTMLInputElement>(`input[name="${path}#s"]:checked`)?.value;
  if (slider && Number.isFinite(size) && sign) slider.value = String(sign === "-" ? -size : size);
}

function cell(work: HTMLFormElement, row: number, what: string): HTMLElement | null {
  return work.querySelector(`tr[data-row="${row}"] [name^="sites/${row}/${what}"]`);
}

function pick(work: HTMLFormElement, muscle: string, side: string): void {
  for (const row of work.querySelectorAll<HTMLElement>("tr[data-row]")) {
    const n = Number(row.dataset.row);
    if ((cell(work, n, "muscle_id") as HTMLSelectElement | null)?.value === muscle && (cell(work, n, "side") as HTMLSelectElement | null)?.value === side) {
      cell(work, n, "dose_u")?.focus();
      return;
    }
  }
  if (!work.querySelector("fieldset.whole")?.hasAttribute("disabled")) { remember(work); swapAll(work, `add:${muscle}@${side}`); }
}

function items(work: HTMLFormElement): HTMLElement[] { return [...work.querySelectorAll<HTMLElement>(".items .item")]; }

function enter(item: HTMLElement | undefined): void {
  const field = item?.querySelector<HTMLElement>("input:checked") ?? item?.querySelector<HTMLElement>("input:not([type=hidden])");
  field?.focus();
  if (field instanceof HTMLInputElement && field.type === "text") field.select();
}

function focusFirst(work: HTMLFormElement): void {
  // Where the hands go first; nothing to scroll to, and on touch no keyboard that jumps up.
  if (matchMedia("(pointer: coarse)").matches) return;
  const first = items(work)[0];
  const next = first ? (work.querySelector(".items input:checked") ? null : first.querySelector<HTMLElement>("input"))
    : [...work.querySelectorAll<HTMLInputElement | HTMLSelectElement>(".head select, .head #diluent")].find((f) => f.value === "" && !f.matches(":disabled"))
      ?? cell(work, 0, "dose_u") ?? work.querySelector<HTMLElement>(".head button");
  next?.focus({ preventScroll: true });
}

/** Nothing chosen is an answer of its own: not measured, not asked. */
function takeBack(work: HTMLFormElement, radio: HTMLInputElement): void {
  for (const one of work.querySelectorAll<HTMLInputElement>(`input[type=radio][name="${CSS.escape(radio.name)}"]`)) one.checked = false;
  radio.dispatchEvent(new Event("input", { bubbles: true }));
  radio.dispatchEvent(new Event("change", { bubbles: true }));
}

// ---------- keys ----------

function keys(work: HTMLFormElement, event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    const primary = work.querySelector<HTMLElement>("[data-primary]");
    if (document.activeElement instanceof HTMLElement) remember(work);
    primary?.click();
    return;
  }
  if (event.key === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && undone.length > 0 && work.querySelector("[data-undo]") && !target.matches("textarea")) {
    event.preventDefault();
    void undo(work);
    return;
  }
  if ((event.key === "Backspace" || event.key === "Delete") && target instanceof HTMLInputElement && target.type === "radio") {
    event.preventDefault();
    takeBack(work, target);
    return;
  }
  const item = target.closest<HTMLElement>(".items .item");
  if (item && !event.ctrlKey && !event.metaKey && !event.altKey) { scale(work, item, target, event); return; }

  const row = target.closest<HTMLElement>("tr[data-row]");
  if (row && event.altKey && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    cell(work, Number(row.dataset.row) + (event.key === "ArrowDown" ? 1 : -1), "dose_u")?.focus();
    return;
  }
  if (row && event.key === "Enter" && target.matches("input")) {
    event.preventDefault();
    remember(work);
    cell(work, Number(row.dataset.row) + 1, (target as HTMLInputElement).name.split("/")[2].split("#")[0])?.focus();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const words = target.matches("textarea, select, input:not([inputmode]):not([type=radio]):not([type=checkbox])");
  if (words) return;
  if (event.key === "a" && work.querySelector("[data-add]")) {
    event.preventDefault();
    work.querySelector<HTMLElement>("[data-add]")!.click();
  } else if (event.key === "Delete" && row && target.matches("input") && (event.target as HTMLInputElement).selectionStart === (event.target as HTMLInputElement).value.length) {
    // At the end of a field there is nothing more to delete in it: the line goes.
    event.preventDefault();
    remember(work);
    swapAll(work, `remove:${row.dataset.row}`);
  } else if (event.key === "m" && row) {
    event.preventDefault();
    remember(work);
    swapAll(work, `mirror:${row.dataset.row}`);
  } else if (/^[1-8]$/.test(event.key) && !target.matches("input")) {
    document.querySelector<HTMLAnchorElement>(`.steps a[aria-keyshortcuts="${event.key}"]`)?.click();
  } else if (target.matches('input[name$="#a"]')) {
    // The first letter of a direction chooses it while the number is typed.
    const side = [...work.querySelectorAll<HTMLInputElement>(`input[name="${(target as HTMLInputElement).name.slice(0, -1)}s"]`)]
      .find((s) => s.parentElement?.textContent?.trim().toLowerCase().startsWith(event.key.toLowerCase()));
    if (side && /^[a-z]$/i.test(event.key)) { event.preventDefault(); side.checked = true; side.dispatchEvent(new Event("input", { bubbles: true })); }
  }
}

function scale(work: HTMLFormElement, item: HTMLElement, target: HTMLElement, event: KeyboardEvent): void {
  const all = items(work), at = all.indexOf(item);
  const next = (): void => enter(all[at + 1] ?? item);
  const choose = (value: string | undefined): boolean => {
    const radio = [...item.querySelectorAll<HTMLInputElement>("input[type=radio]")].find((r) => r.value === value);
    if (!radio) return false;
    radio.checked = true;
    radio.dispatchEvent(new Event("input", { bubbles: true }));
    return true;
  };
  if (/^[0-9]$/.test(event.key) && target.matches("[type=radio]")) {
    event.preventDefault();
    if (choose(event.key)) next();
  } else if (event.key === "=") {
    event.preventDefault();
    const field = item.querySelector<HTMLInputElement>("input[data-was]");
    if (field?.dataset.was) { field.value = field.dataset.was; field.dispatchEvent(new Event("input", { bubbles: true })); next(); }
    else if (choose(item.querySelector<HTMLInputElement>("label.prev input")?.value)) next();
  } else if (event.key === "ArrowDown" || event.key === "Enter") {
    event.preventDefault();
    next();
  } else if (event.key === "ArrowUp") {
    event.preventDefault();
    enter(all[at - 1] ?? item);
  }
}

// ---------- the code on the vial ----------

interface Detector { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
declare const BarcodeDetector: { new (options: { formats: string[] }): Detector } | undefined;

if (form) showScan(form);

function showScan(work: HTMLFormElement): void {
  const button = work.querySelector<HTMLButtonElement>("[data-scan]");
  if (!button || typeof BarcodeDetector === "undefined" || !navigator.mediaDevices?.getUserMedia) return;
  button.hidden = false;
  button.addEventListener("click", () => void scan(work, button));
}

async function scan(work: HTMLFormElement, button: HTMLButtonElement): Promise<void> {
  const video = document.createElement("video");
  video.className = "scan";
  video.muted = true;
  video.setAttribute("playsinline", "");
  let stream: MediaStream | null = null;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    button.after(video);
    await video.play();
    const detector = new BarcodeDetector!({ formats: ["data_matrix", "code_128", "qr_code"] });
    for (const end = Date.now() + 30_000; Date.now() < end && video.isConnected;) {
      const found = await detector.detect(video);
      if (found[0]) { fill(work, found[0].rawValue); break; }
      await new Promise((done) => setTimeout(done, 150));
    }
  } catch {
    work.querySelector<HTMLElement>("[data-lot]")?.focus();       // no camera, or not allowed: the lot is typed
  } finally {
    stream?.getTracks().forEach((track) => track.stop());
    video.remove();
  }
}

// GS1: (01) 14 digits, (17) expiry YYMMDD, (10) lot up to a separator. Any other code is taken as the lot itself.
function gs1(raw: string): { lot: string; expiry: string | null } {
  let rest = raw.replace(/^\](d2|C1|Q3)/, ""), lot: string | null = null, expiry: string | null = null;
  while (rest.length > 2) {
    const code = rest.slice(0, 2);
    if (code === "01") rest = rest.slice(16);
    else if (code === "17" || code === "11") {
      const [y, m, d] = [rest.slice(2, 4), rest.slice(4, 6), rest.slice(6, 8)];
      // Day 00 means the end of the month.
      if (code === "17") expiry = d === "00" ? new Date(Date.UTC(2000 + Number(y), Number(m), 0)).toISOString().slice(0, 10) : `20${y}-${m}-${d}`;
      rest = rest.slice(8);
    } else if (code === "10" || code === "21") {
      const value = rest.slice(2).split("\u001d")[0];
      if (code === "10") lot = value;
      rest = rest.slice(2 + value.length).replace(/^\u001d/, "");
    } else break;
  }
  return lot ? { lot, expiry } : { lot: raw, expiry: null };
}

function fill(work: HTMLFormElement, raw: string): void {
  const code = gs1(raw);
  const lot = work.querySelector<HTMLInputElement>("[data-lot]"), expiry = work.querySelector<HTMLInputElement>("[name='lots/0/expiry']");
  if (lot) lot.value = code.lot;
  if (expiry && code.expiry) expiry.value = code.expiry;
  lot?.dispatchEvent(new Event("input", { bubbles: true }));
}
export {};
