// Runs in the page that holds the frames, never in a page that is looked at.
const channel = v => (v /= 255) <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
const luminance = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
const colour = text => (text.match(/[\d.]+/g) || []).map(Number);
const opaque = c => c.length === 3 || c[3] > .99;

// ground is the colour behind an element: that of the nearest box that has one.
function ground(view, element) {
  for (let e = element; e; e = e.parentElement) {
    const c = colour(view.getComputedStyle(e).backgroundColor);
    if (c.length >= 3 && opaque(c)) return c;
  }
  return [255, 255, 255];
}

function contrast(a, b) {
  const x = luminance(a), y = luminance(b);
  return (Math.max(x, y) + .05) / (Math.min(x, y) + .05);
}

const short = text => text.trim().slice(0, 60);
const shown = e => e.checkVisibility({visibilityProperty: true}) && e.getBoundingClientRect().width > 1;

function ownText(e) {
  return [...e.childNodes].some(n => n.nodeType === Node.TEXT_NODE && n.data.trim());
}

// faint lists texts that are hard to read. White text of a drawing stands on a shape: its ground is not the page's.
function faint(view, d) {
  const found = new Set();
  for (const e of d.body.querySelectorAll("*")) {
    if (!ownText(e) || !shown(e)) continue;
    const drawn = e instanceof view.SVGElement, style = view.getComputedStyle(e);
    const text = colour(drawn ? style.fill : style.color), behind = ground(view, e);
    if (text.length < 3 || drawn && contrast(text, behind) < 1.01) continue;
    const got = contrast(text, behind);
    if (got < 4.495) found.add(got.toFixed(2) + ": " + short(e.textContent));
  }
  return [...found];
}

// cut lists texts of charts that leave the chart, and of bars that leave their cell.
function cut(d) {
  const found = new Set();
  const beyond = (box, room) => box.width > 0 && (box.left < room.left - 1 || box.right > room.right + 1);
  for (const text of d.querySelectorAll("svg.wide text, svg.narrow text")) {
    if (beyond(text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect())) found.add(short(text.textContent));
  }
  for (const cell of d.querySelectorAll("td.bar")) {
    const range = d.createRange();
    for (const n of cell.childNodes) {
      if (n.nodeType !== Node.TEXT_NODE || !n.data.trim()) continue;
      range.selectNodeContents(n);
      if (beyond(range.getBoundingClientRect(), cell.getBoundingClientRect())) found.add(short(n.data));
    }
  }
  return [...found];
}

function small(d) {
  return [...d.querySelectorAll("nav a, summary, button, input")].filter(e => shown(e) && e.getBoundingClientRect().height < 24).map(e => short(e.textContent));
}

// fetched lists what a page asks for, whether it comes or not; what stands in the page itself is not asked for.
function fetched(view, d) {
  const named = [...d.querySelectorAll("img, script, link, iframe, frame, object, embed, source, video, audio, image, feimage")]
    .map(e => e.getAttribute("src") || e.getAttribute("href") || e.getAttribute("data") || e.getAttribute("srcset") || "");
  return [...new Set([...named.filter(a => a && !a.startsWith("data:")), ...view.performance.getEntriesByType("resource").map(r => r.name)])];
}

addEventListener("load", () => {
  const seen = [...document.querySelectorAll("iframe")].map(f => {
    const view = f.contentWindow, d = f.contentDocument;
    return {
      Page: f.getAttribute("src"), Width: Number(f.width), Reaches: d.documentElement.scrollWidth,
      Cut: cut(d), Faint: faint(view, d), Small: small(d), Fetched: fetched(view, d),
    };
  });
  const pre = document.createElement("pre");
  pre.textContent = JSON.stringify(seen);
  document.body.replaceChildren(pre);
});
