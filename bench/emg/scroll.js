// Frame times of the recording page in Chromium: an hour of sixteen channels, scrolled and zoomed.
// scroll.js PLAYWRIGHT URL RECORDING prints one line a case. Every case is driven frame by frame inside the page, so that nothing waits for this process.
const [, , playwright, base, file] = process.argv;
const { chromium } = require(playwright);
const os = require("os");

const cases = [
  ["scroll, the whole hour at 10 min", { span: 600, frames: 300, pan: 8 }],
  ["scroll, 60 s", { span: 60, frames: 300, pan: 12 }],
  ["scroll, 5 s", { span: 5, frames: 300, pan: 12 }],
  ["zoom, an hour to 2 s and back", { span: 3600, frames: 300, zoom: true }],
];

(async () => {
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox", "--disable-dev-shm-usage"] });
  const page = await (await browser.newContext({ baseURL: base, viewport: { width: 1440, height: 900 } })).newPage();
  page.setDefaultTimeout(300000);
  // What scripts take of every frame, beside how long the frame takes as a whole.
  await page.addInitScript(() => {
    const own = window.requestAnimationFrame.bind(window);
    window.spent = 0;
    window.requestAnimationFrame = (f) => own((t) => { const began = performance.now(); f(t); window.spent += performance.now() - began; });
  });
  await page.goto("/patients/new");
  await page.fill("#name", "Scroll Bench");
  await page.fill("#born", "1970-05-01");
  await page.check("input[name=sex][value=female]", { force: true });
  await page.fill("#by", "Bench");
  await page.click("[data-primary]");
  await page.waitForURL(/\/select$/);
  await page.goto(page.url().replace(/select$/, "emg"));
  await page.fill("#upload-by", "Bench");
  await page.setInputFiles("#upload-file", file);
  await page.click("button[form=upload]");
  await page.waitForURL(/recording=/, { timeout: 300000 });
  await page.waitForFunction(() => /of \d/.test(document.getElementById("emg-span")?.textContent ?? ""));
  await page.waitForSelector("#coherence a[data-at]");
  await page.waitForTimeout(1500);
  console.log(`${os.cpus().length} processors, load ${os.loadavg()[0].toFixed(1)}; ${await browser.version()}, headless, 1440 × 900`);
  for (const [name, how] of cases) {
    const found = await page.evaluate(async (how) => {
      const canvas = document.querySelector("#emg-view canvas"), box = canvas.getBoundingClientRect();
      const wheel = (o) => canvas.dispatchEvent(new WheelEvent("wheel", { bubbles: true, cancelable: true, clientX: box.left + box.width / 2, clientY: box.top + 60, ...o }));
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      const span = () => { const [a, b] = document.getElementById("emg-span").textContent.match(/[\d.]+/g).map(Number); return b - a; };
      canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "Home", bubbles: true }));
      await frame(); await frame();
      for (let i = 0; i < 40 && span() > how.span * 1.3; i++) { canvas.dispatchEvent(new KeyboardEvent("keydown", { key: "+", bubbles: true })); await frame(); await frame(); }
      await new Promise((done) => setTimeout(done, 2000));
      const whole = [], script = [];
      let before = await frame(), way = 1;
      for (let i = 0; i < how.frames; i++) {
        if (how.zoom) wheel({ ctrlKey: true, deltaY: (i < how.frames / 2 ? -1 : 1) * 13 });
        else { if (i % 100 === 99) way = -way; wheel({ deltaX: way * how.pan }); }
        window.spent = 0;
        const now = await frame();
        await new Promise((done) => setTimeout(done, 0));
        whole.push(now - before);
        script.push(window.spent);
        before = now;
      }
      const at = (list, share) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(share * list.length))];
      return { whole: [0.5, 0.95, 1].map((s) => at(whole, s)), script: [0.5, 0.95, 1].map((s) => at(script, s)) };
    }, how);
    const ms = (list) => list.map((v) => v.toFixed(1)).join(" / ");
    console.log(`${name}: frame ${ms(found.whole)} ms, of it scripts ${ms(found.script)} ms (median / 95 of 100 / longest)`);
  }
  await browser.close();
})().catch((e) => { console.error(e.message); process.exit(1); });
