// A recording: the file on its way, and its signals on a canvas. The server makes every number; this draws them.
import { shown } from "./numbers";

// ---------- the file ----------

const upload = document.querySelector<HTMLFormElement>("form#upload");
if (upload) upload.addEventListener("submit", (event) => { event.preventDefault(); sendFile(upload); });

function sendFile(form: HTMLFormElement): void {
  const said = document.getElementById("upload-said"), bar = document.getElementById("upload-progress") as HTMLProgressElement | null;
  const cancel = document.getElementById("upload-cancel"), button = document.querySelector<HTMLButtonElement>("button[form=upload]");
  const file = (form.elements.namedItem("file") as HTMLInputElement).files?.[0];
  if (!said || !bar || !cancel || !button || button.disabled || !file) return;
  const words = form.dataset;
  const say = (text: string): void => { said.textContent = text; };
  if (file.size > Number(words.most)) { say(words.large ?? ""); return; }
  const request = new XMLHttpRequest();
  const done = (): void => { bar.hidden = true; cancel.hidden = true; button.disabled = false; };
  request.upload.addEventListener("progress", (event) => {
    if (!event.lengthComputable) return;
    const share = Math.floor((100 * event.loaded) / event.total);
    bar.value = share;
    // Spoken in steps, so that nobody has to hear a hundred numbers.
    if (share < 100 && share % 10 === 0) say((words.sent ?? "").replace("{0}", String(share)));
  });
  request.upload.addEventListener("load", () => say(words.reading ?? ""));
  request.addEventListener("load", () => {
    const page = request.responseXML;
    if (request.status === 200 && /[?&]recording=/.test(request.responseURL)) {
      try { localStorage.removeItem(`collum:${location.pathname}`); } catch { /* no store, nothing kept */ }
      location.assign(request.responseURL);
      return;
    }
    done();
    const trouble = page?.querySelector("#said .bar p")?.textContent?.trim();
    say(trouble || words.broken || "");
  });
  request.addEventListener("error", () => { done(); say(words.broken ?? ""); });
  request.addEventListener("abort", () => { done(); say(words.cancelled ?? ""); });
  cancel.onclick = () => request.abort();
  request.open("POST", form.action);
  request.responseType = "document";
  bar.value = 0;
  bar.hidden = cancel.hidden = false;
  button.disabled = true;
  request.send(new FormData(form));
}

// ---------- the signals ----------

// Least and most of every channel at equal steps of time.
interface Window { from: number; to: number; points: number; each: number; values: Float32Array }
interface Band { from: HTMLInputElement; to: HTMLInputElement; kind: string; word: string }

const view = document.getElementById("emg-view");
if (view) show(view);

function show(view: HTMLElement): void {
  view.hidden = false;
  const canvas = view.querySelector("canvas")!, ink = canvas.getContext("2d")!;
  const duration = Number(view.dataset.duration), url = view.dataset.url!;
  const labels = [...view.querySelectorAll("li")].map((l) => ({ text: l.textContent ?? "", unit: l.dataset.unit ?? "" }));
  // Above the signals: seconds, and under them the names of the phases, which no signal may cover.
  const left = 72, names = 22, top = 40, least = 0.05;
  let from = 0, to = duration, gain = 1, frame = 0, settled = 0;
  // The whole recording in few points, and the windows seen last: what a frame shows is taken from the best of them.
  const most = 6;
  let whole: Window | null = null, seen: Window[] = [];
  let scales: number[] = [], wanted = "", running = false;
  let drag: { kind: "pan"; x: number; from: number } | { kind: "edge"; field: HTMLInputElement } | null = null;
  // Asking the page for sizes, fields and colours makes it lay itself out; a frame that scrolls asks for none of them.
  let wide = 0, high = 0, dense = 1, marks: Band[] | null = null, tones: Record<string, string> | null = null;
  const signals = document.createElement("canvas"), sheet = signals.getContext("2d")!;
  let pixels: ImageData | null = null, inkBits = 0;

  const row = (): number => (high - top) / Math.max(1, labels.length);
  const x = (time: number): number => left + ((time - from) / (to - from)) * (wide - left);
  const timeAt = (px: number): number => from + ((px - left) / (wide - left)) * (to - from);

  canvas.style.height = `${top + Math.max(labels.length * 34, 160)}px`;
  const points = (): number => Math.min(4096, Math.max(200, Math.round((wide - left) * dense)));

  function measure(): void {
    [wide, high, dense] = [canvas.clientWidth, canvas.clientHeight, Math.min(2, devicePixelRatio)];
    if (wide <= left) return;
    const [w, h] = [Math.round(wide * dense), Math.round(high * dense)];
    if (canvas.width !== w || canvas.height !== h) [canvas.width, canvas.height] = [w, h];
    [signals.width, signals.height] = [Math.max(1, Math.round((wide - left) * dense)), Math.max(1, Math.round((high - top) * dense))];
    pixels = sheet.createImageData(signals.width, signals.height);
  }

  async function fetchWindow(a: number, b: number, count: number): Promise<Window | null> {
    const answer = await fetch(`${url}?from=${a.toFixed(4)}&to=${b.toFixed(4)}&points=${count}`);
    return answer.ok ? { from: a, to: b, points: count, each: (b - a) / count, values: new Float32Array(await answer.arrayBuffer()) } : null;
  }

  // The part in sight and as much to either side is fetched before half of what is left to a side is used up, one window at a time; while one is on its way, the next waits.
  function want(): void {
    const span = to - from, finest = Math.max(span / points(), (3 * span) / 4096);
    const near = seen.find((w) => w.each < 1.1 * finest && w.each > finest / 4 && w.from <= Math.max(0, from - span / 2) + 1e-6 && w.to >= Math.min(duration, to + span / 2) - 1e-6);
    if (running || near || wide <= left) return;
    const a = Math.max(0, from - span), b = Math.min(duration, to + span);
    const count = Math.min(4096, Math.round((points() * (b - a)) / span));
    const key = `${a.toFixed(4)}/${b.toFixed(4)}/${count}`;
    if (key === wanted) return;
    wanted = key;
    running = true;
    fetchWindow(a, b, count).then((got) => {
      if (got) seen = [got, ...seen].slice(0, most);
      draw();
    }, () => { wanted = ""; }).finally(() => { running = false; want(); });
  }

  function bands(): Band[] {
    return (marks ??= [...document.querySelectorAll<HTMLElement>("tr[data-phase]")].flatMap((line) => {
      const from = line.querySelector<HTMLInputElement>("[name$='/from_s#n']"), to = line.querySelector<HTMLInputElement>("[name$='/to_s#n']"), kind = line.querySelector("select");
      return from && to && kind ? [{ from, to, kind: kind.value, word: line.querySelector<HTMLInputElement>("[name$='/name']")?.value || kind.selectedOptions[0]?.text || "" }] : [];
    }));
  }

  const number = (field: HTMLInputElement): number => Number(field.value.replace(",", ".").trim() || NaN);
  const probe = document.createElement("span");
  view.append(probe);
  const tints: Record<string, string> = { posture: "--accent-soft", neutral: "--hover", midline: "--window-soft", mvc: "--confirm-soft", trick: "--note-soft" };

  function colour(name: string): string {
    if (!tones) {
      tones = {};
      for (const each of ["--ink-2", "--ink-3", "--line", "--course", ...Object.values(tints)]) { probe.style.color = `var(${each})`; tones[each] = getComputedStyle(probe).color; }
      // The four bytes of the signals' colour, as this machine orders them.
      sheet.fillStyle = tones["--course"];
      sheet.fillRect(0, 0, 1, 1);
      inkBits = new Uint32Array(sheet.getImageData(0, 0, 1, 1).data.buffer)[0];
    }
    return tones[name];
  }

  function draw(): void {
    if (frame) return;
    frame = requestAnimationFrame(() => { frame = 0; paint(); });
  }

  function paint(): void {
    if (wide <= left) return;
    const w = wide, h = high;
    ink.setTransform(dense, 0, 0, dense, 0, 0);
    ink.clearRect(0, 0, w, h);
    const [strong, soft, line] = ["--ink-2", "--ink-3", "--line"].map(colour);
    ink.font = "11px Inter, system-ui, sans-serif";
    for (const band of bands()) {
      const [a, b] = [number(band.from), number(band.to)];
      if (!(b > a) || !band.kind) continue;
      const [l, r] = [Math.max(left, x(a)), Math.min(w, x(b))];
      if (r <= l) continue;
      ink.fillStyle = colour(tints[band.kind] ?? "--hover");
      ink.fillRect(l, names, r - l, h - names);
      ink.fillStyle = ink.strokeStyle = strong;
      for (const edge of [x(a), x(b)]) if (edge >= left && edge <= w) { ink.fillRect(edge - 0.5, names, 1, h - names); ink.fillRect(edge - 2, names, 4, 14); }
      ink.save();
      ink.beginPath();
      ink.rect(l, names, r - l - 4, 16);
      ink.clip();
      ink.fillText(band.word, l + 6, names + 12);
      ink.restore();
    }
    ink.fillStyle = soft;
    const step = nice((to - from) / Math.max(2, (w - left) / 110));
    ink.textAlign = "center";
    for (let t = Math.ceil(from / step) * step; t <= to; t += step) {
      const at = x(t);
      if (at < left + 12 || at > w - 16) continue;
      ink.fillText(`${shown(Number(t.toFixed(3)))} s`, at, 13);
      ink.fillRect(at, 18, 1, 4);
    }
    ink.textAlign = "left";
    const tall = row();
    labels.forEach((label, c) => {
      ink.fillStyle = line;
      ink.fillRect(left, top + (c + 1) * tall - 0.5, w - left, 0.5);
      ink.fillStyle = strong;
      ink.fillText(label.text.slice(0, 11), 2, top + (c + 0.5) * tall + 4);
    });
    if (pixels && whole) {
      trace(pixels);
      sheet.putImageData(pixels, 0, 0);
      ink.drawImage(signals, left, top, w - left, h - top);
    }
    clearTimeout(settled);
    settled = window.setTimeout(tell, 120);
  }

  // Every column of the picture from the window that fits it best, written straight into the picture: a path of as many lines takes ten times as long.
  function trace(into: ImageData): void {
    const [across, down] = [into.width, into.height], bits = new Uint32Array(into.data.buffer);
    bits.fill(0);
    const each = (to - from) / across, tall = (row() * dense) | 0 || 1, step = row() * dense;
    const fine = seen.filter((w) => w.each < 1.1 * each).sort((a, b) => b.each - a.each), rough = seen.filter((w) => w.each >= 1.1 * each).sort((a, b) => a.each - b.each);
    const windows = [...fine, ...rough, whole!].filter((w) => w.from < to && w.to > from);
    const which = new Uint8Array(across), first = new Int32Array(across), last = new Int32Array(across);
    for (let p = 0; p < across; p++) {
      const a = from + p * each, b = a + each;
      let n = windows.findIndex((w) => w.from <= a + 1e-9 && w.to >= b - 1e-9);
      if (n < 0) n = windows.length - 1;
      const w = windows[n];
      which[p] = n;
      first[p] = Math.min(w.points - 1, Math.max(0, Math.floor((a - w.from) / w.each + 1e-9)));
      last[p] = Math.min(w.points - 1, Math.max(first[p], Math.ceil((b - w.from) / w.each - 1e-9) - 1));
    }
    const thick = Math.round(dense) - 1;
    for (let c = 0; c < labels.length; c++) {
      const ceiling = Math.round(c * step), floor = Math.min(down - 1 - thick, ceiling + tall - 1), middle = (c + 0.5) * step, scale = (gain * step * 0.46) / (scales[c] || 1);
      for (let p = 0; p < across; p++) {
        const w = windows[which[p]], values = w.values, base = 2 * c * w.points, end = base + 2 * last[p];
        let low = NaN, top = NaN;
        for (let i = base + 2 * first[p]; i <= end; i += 2) {
          const [l, h] = [values[i], values[i + 1]];
          if (!(l >= low)) low = l === l ? l : low;
          if (!(h <= top)) top = h === h ? h : top;
        }
        if (low !== low) continue;
        const y = Math.max(ceiling, Math.min(floor, Math.round(middle - top * scale))), stop = Math.max(y + thick, Math.max(ceiling, Math.min(floor, Math.round(middle - low * scale))));
        for (let at = y * across + p, until = stop * across + p; at <= until; at += across) bits[at] = inkBits;
      }
    }
  }

  // Said when the picture stands still: words that change with every frame help nobody and make the page lay itself out.
  function tell(): void {
    const span = document.getElementById("emg-span");
    const text = (view.dataset.span ?? "").replace("{0}", shown(from.toFixed(to - from < 10 ? 2 : 1))).replace("{1}", shown(to.toFixed(to - from < 10 ? 2 : 1))).replace("{2}", shown(duration.toFixed(1)));
    if (span && span.textContent !== text && !drag) span.textContent = text;
  }

  function nice(step: number): number {
    const ten = 10 ** Math.floor(Math.log10(step));
    return [1, 2, 5, 10].find((f) => f * ten >= step)! * ten;
  }

  function move(a: number, span: number): void {
    span = Math.min(duration, Math.max(Math.min(least, duration), span));
    from = Math.min(Math.max(0, a), duration - span);
    to = from + span;
    draw();
    want();
  }

  function zoom(factor: number, at = (from + to) / 2): void { move(at - (at - from) * factor, (to - from) * factor); }

  const does: Record<string, () => void> = {
    earlier: () => move(from - (to - from) / 4, to - from), later: () => move(from + (to - from) / 4, to - from),
    closer: () => zoom(0.5), further: () => zoom(2), whole: () => move(0, duration),
    taller: () => { gain = Math.min(64, gain * 1.5); draw(); }, flatter: () => { gain = Math.max(1 / 16, gain / 1.5); draw(); },
  };
  view.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-view]");
    if (button) does[button.dataset.view!]();
  });
  const keys: Record<string, string> = { ArrowLeft: "earlier", ArrowRight: "later", "+": "closer", "=": "closer", "-": "further", Home: "whole", ArrowUp: "taller", ArrowDown: "flatter" };
  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "End") move(duration, to - from);
    else if (keys[event.key]) does[keys[event.key]]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  canvas.addEventListener("wheel", (event) => {
    // The page still scrolls over the picture; with Ctrl, or sideways, it is the picture that moves.
    if (event.ctrlKey) { event.preventDefault(); zoom(Math.exp(event.deltaY * 0.004), timeAt(event.offsetX)); }
    else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) { event.preventDefault(); move(from + ((event.deltaX || event.deltaY) / wide) * (to - from), to - from); }
  }, { passive: false });

  function edgeAt(px: number): HTMLInputElement | null {
    let best: HTMLInputElement | null = null, away = 8;
    for (const band of bands()) for (const field of [band.from, band.to]) {
      const d = Math.abs(x(number(field)) - px);
      if (d < away) { away = d; best = field; }
    }
    return best;
  }
  canvas.addEventListener("pointerdown", (event) => {
    const edge = edgeAt(event.offsetX);
    drag = edge ? { kind: "edge", field: edge } : { kind: "pan", x: event.offsetX, from };
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (!drag) { canvas.classList.toggle("edge", edgeAt(event.offsetX) !== null); return; }
    if (drag.kind === "pan") move(drag.from - ((event.offsetX - drag.x) / (wide - left)) * (to - from), to - from);
    else { drag.field.value = shown(Number(Math.min(duration, Math.max(0, timeAt(event.offsetX))).toFixed(to - from > 60 ? 1 : 2))); draw(); }
  });
  const stop = (): void => {
    const was = drag;
    drag = null;
    if (was?.kind === "edge") was.field.dispatchEvent(new Event("input", { bubbles: true }));
    draw();
  };
  canvas.addEventListener("pointerup", stop);
  canvas.addEventListener("pointercancel", stop);
  const work = document.getElementById("work");
  const forget = (): void => { marks = null; draw(); };
  work?.addEventListener("input", (event) => { if ((event.target as Element).closest("[data-phase]")) forget(); });
  if (work) new MutationObserver((changes) => { if (changes.some((c) => !view.contains(c.target))) forget(); }).observe(work, { childList: true, subtree: true });
  const repaint = (): void => { tones = null; draw(); };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  measure();
  new ResizeObserver(() => { measure(); draw(); want(); }).observe(canvas);

  void fetchWindow(0, duration, Math.max(200, points())).then((got) => {
    whole = got;
    // One scale a channel: what 98 of 100 points stay within, so that one jump does not flatten the rest.
    if (got) scales = labels.map((_, c) => {
      const sizes: number[] = [];
      for (let p = 0; p < got.points; p++) {
        const size = Math.max(Math.abs(got.values[(c * got.points + p) * 2]), Math.abs(got.values[(c * got.points + p) * 2 + 1]));
        if (!Number.isNaN(size)) sizes.push(size);
      }
      sizes.sort((a, b) => a - b);
      return sizes[Math.floor(sizes.length * 0.98)] || sizes[sizes.length - 1] || 1;
    });
    draw();
  });
}

// ---------- pairs of muscles ----------

// The matrix comes after the page, because it takes a second to measure; each further pair takes its place without the rest of the page moving.
document.addEventListener("click", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("#coherence a[data-at], #coherence a[data-fill]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  void fill(link.href, link.dataset.at ?? null);
});

document.addEventListener("keydown", (event) => {
  const link = (event.target as Element).closest<HTMLAnchorElement>("#coherence a[data-at]");
  const step = ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } as Record<string, number[]>)[event.key];
  if (!link || !step || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  let [column, row] = link.dataset.at!.split(",").map(Number);
  for (let i = 0; i < 64; i++) {
    [column, row] = [column + step[0], row + step[1]];
    const next = document.querySelector<HTMLAnchorElement>(`#coherence a[data-at="${column},${row}"]`);
    if (!next) continue;
    rove(next);
    next.focus();
    return;
  }
});

// One stop of the Tab key for the whole matrix; arrow keys do the rest.
function rove(to: HTMLAnchorElement | null): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("#coherence a[data-at]")) link.tabIndex = link === to ? 0 : -1;
}

function settle(): void {
  rove(document.querySelector<HTMLAnchorElement>("#coherence a[aria-current]") ?? document.querySelector<HTMLAnchorElement>("#coherence a[data-at]"));
}

let asking: AbortController | null = null;
async function fill(href: string, at: string | null): Promise<void> {
  const old = document.getElementById("coherence");
  if (!old) return;
  asking?.abort();
  const own = (asking = new AbortController());
  old.setAttribute("aria-busy", "true");
  const waits = old.querySelector("a[data-fill]");
  if (waits && old.dataset.waiting) waits.textContent = old.dataset.waiting;
  try {
    const answer = await fetch(href, { signal: own.signal });
    const made = answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("coherence") : null;
    if (!made) { location.assign(href); return; }
    const across = old.querySelector(".scroll-x")?.scrollLeft ?? 0;
    old.replaceWith(made);
    settle();
    const scroller = made.querySelector(".scroll-x");
    if (scroller) scroller.scrollLeft = across;
    if (at) made.querySelector<HTMLElement>(`a[data-at="${at}"]`)?.focus({ preventScroll: true });
  } catch {
    if (!own.signal.aborted) old.removeAttribute("aria-busy");
  }
}

const later = document.querySelector<HTMLAnchorElement>("#coherence a[data-fill]");
if (later) void fill(later.href, null);
settle();
export {};
