// The axis above the timeline: bars of incidents that become single ones as it is zoomed, and the list of what it shows.
"use strict";

(() => {
  const DAY = 86400000;
  const LISTED = 200; // incidents in the list; zooming in shows the others
  const NARROWEST = 7; // days
  const LANES = 6, LANE = 9;
  const LETTER = 7; // of the words under the axis, about as wide
  const TOP = 8, BASE = 118, TICKS = 134, FIRST_LANE = 146;

  const box = document.getElementById("axis");
  const table = (window.chronicle || {}).incidents;
  if (!box || !table) return;
  const controls = box.querySelector(".controls");
  const drawing = box.querySelector(".drawing");
  const status = box.querySelector("[role=status]");
  const select = box.querySelector("select");
  const times = document.getElementById("times");
  const complete = Array.from(times.childNodes);
  const language = document.documentElement.lang;
  const isMirrored = document.documentElement.dir === "rtl";
  // As the site writes dates: English of the world, the calendar and the digits of the entries.
  const locale = (language === "en" ? "en-001" : language) + "-u-ca-gregory-nu-latn";

  const formats = {};
  function format(day, form) {
    const key = JSON.stringify(form);
    formats[key] = formats[key] || new Intl.DateTimeFormat(locale, Object.assign({ timeZone: "UTC" }, form));
    return formats[key].format(day * DAY);
  }
  const number = new Intl.NumberFormat(locale);
  const monthName = (day) => format(day, { month: "long" });
  const dayName = (day) => format(day, { day: "numeric", month: "long", year: "numeric" });
  const said = (name, values) => box.dataset[name].replace(/\{(\w+)\}/g, (_, key) => values[key]);

  // ---- what there is

  const at = {};
  table.columns.forEach((name, index) => { at[name] = index; });
  const dayOf = (text) => Math.floor(Date.parse(text) / DAY);
  const isoOf = (day) => new Date(day * DAY).toISOString().slice(0, 10);
  const rows = table.rows.map((row) => ({
    slug: row[at.slug], title: row[at.title], when: row[at.when], types: row[at.types],
    isCoarse: row[at.coarse] > 0, hasMonth: row[at.coarse] < 2,
    first: dayOf(row[at.from]), last: row[at.to] ? dayOf(row[at.to]) : Infinity,
  }));

  const startOf = (unit, day) => {
    const date = new Date(day * DAY);
    if (unit === "year") date.setUTCMonth(0, 1);
    if (unit === "month") date.setUTCDate(1);
    return Math.floor(date / DAY);
  };
  const nextOf = (unit, day) => {
    const date = new Date(day * DAY);
    if (unit === "year") date.setUTCFullYear(date.getUTCFullYear() + 1);
    else if (unit === "month") date.setUTCMonth(date.getUTCMonth() + 1);
    else return day + 1;
    return Math.floor(date / DAY);
  };
  const yearOf = (day) => new Date(day * DAY).getUTCFullYear();
  const monthOf = (day) => new Date(day * DAY).getUTCMonth();

  let earliest = Infinity, latest = -Infinity;
  for (const row of rows) {
    earliest = Math.min(earliest, row.first);
    latest = Math.max(latest, row.last === Infinity ? row.first : row.last);
  }
  // A record of a few days is not shown in the room of a year.
  const frame = latest - earliest < 300 ? "month" : "year";
  const whole = { from: startOf(frame, earliest), to: nextOf(frame, startOf(frame, latest)) };

  // ---- what is shown: days from `from` up to, without, `to`

  let shown = { from: whole.from, to: whole.to, type: "" };
  const isWhole = () => shown.from === whole.from && shown.to === whole.to && !shown.type;

  function show(from, to, type) {
    const length = Math.max(Math.min(to - from, whole.to - whole.from), Math.min(NARROWEST, whole.to - whole.from));
    const start = Math.max(whole.from, Math.min(Math.round(from), whole.to - Math.round(length)));
    shown = { from: start, to: start + Math.round(length), type };
    later(draw, 0);
    later(list, 120);
    later(remember, 250);
  }
  function zoom(factor, centre) {
    const middle = centre === undefined ? (shown.from + shown.to) / 2 : centre;
    show(middle - (middle - shown.from) * factor, middle + (shown.to - middle) * factor, shown.type);
  }
  function move(part) {
    const step = Math.max(1, Math.round((shown.to - shown.from) * Math.abs(part))) * Math.sign(part);
    show(shown.from + step, shown.to + step, shown.type);
  }
  const acts = {
    in: () => zoom(0.5), out: () => zoom(2), earlier: () => move(-0.5), later: () => move(0.5),
    all: () => show(whole.from, whole.to, shown.type),
  };

  const waiting = new Map();
  function later(act, delay) {
    clearTimeout(waiting.get(act));
    waiting.set(act, setTimeout(act, delay));
  }

  function remember() {
    const parts = [];
    if (shown.from !== whole.from || shown.to !== whole.to) parts.push(`from=${isoOf(shown.from)}`, `to=${isoOf(shown.to - 1)}`);
    if (shown.type) parts.push(`type=${encodeURIComponent(shown.type)}`);
    const hash = parts.length ? "#" + parts.join("&") : "";
    if (hash !== location.hash) history.replaceState(null, "", hash || location.pathname + location.search);
  }
  function recall(address) {
    const asked = new URLSearchParams(new URL(address).hash.slice(1));
    const from = dayOf(asked.get("from") || ""), to = dayOf(asked.get("to") || "");
    const type = table.types.some((item) => item[0] === asked.get("type")) ? asked.get("type") : "";
    select.value = type;
    if (from <= to) show(from, to + 1, type);
    else show(whole.from, whole.to, type);
  }

  function inSpan() {
    const type = table.types.findIndex((item) => item[0] === shown.type);
    return rows.filter((row) => row.first < shown.to && row.last >= shown.from && (type < 0 || row.types.includes(type)));
  }

  // ---- the list

  function element(name, words, className) {
    const made = document.createElement(name);
    if (words) made.textContent = words;
    if (className) made.className = className;
    return made;
  }

  function list() {
    const found = inSpan();
    status.textContent = said("said", {
      number: number.format(found.length), first: dayName(shown.from), last: dayName(shown.to - 1),
    });
    if (isWhole()) {
      times.replaceChildren(...complete);
      return;
    }
    const made = document.createDocumentFragment();
    let year, month, section, items;
    for (const row of inOrder(found).slice(0, LISTED)) {
      const itsYear = yearOf(row.first), itsMonth = row.hasMonth ? monthOf(row.first) : -1;
      if (itsYear !== year) {
        section = made.appendChild(element("section"));
        section.append(element("h2", String(itsYear)));
      }
      if (itsYear !== year || itsMonth !== month) {
        section.append(element("h3", row.hasMonth ? monthName(row.first) : box.dataset.unknown));
        items = section.appendChild(element("ol", "", "times"));
      }
      [year, month] = [itsYear, itsMonth];
      items.append(item(row));
    }
    if (found.length > LISTED) made.append(element("p", said("more", { number: number.format(found.length - LISTED) }), "data"));
    times.replaceChildren(made);
  }
  // Latest first; within a year those without a known month come last, as on the page without script.
  function inOrder(found) {
    const place = (row) => yearOf(row.first) * 13 + (row.hasMonth ? monthOf(row.first) + 1 : 0);
    return found.map((row, index) => [place(row), index, row]).sort((a, b) => b[0] - a[0] || b[1] - a[1]).map((one) => one[2]);
  }
  function item(row) {
    const made = element("li");
    const link = element("a", row.title);
    link.dir = "auto";
    link.href = `incidents/${row.slug}.html`;
    made.append(element("span", row.when, "when"), " ", link);
    if (row.types.length) made.append(" ", element("span", row.types.map((type) => table.types[type][1]).join(box.dataset.comma), "data"));
    return made;
  }

  // ---- the drawing

  function shape(parent, name, values, title) {
    const made = parent.appendChild(document.createElementNS("http://www.w3.org/2000/svg", name));
    for (const key of Object.keys(values)) made.setAttribute(key, values[key]);
    if (title) shape(made, "title", {}).textContent = title;
    return made;
  }
  const width = () => drawing.clientWidth || 600;
  const scale = () => width() / (shown.to - shown.from);
  const x = (day) => (isMirrored ? width() - (day - shown.from) * scale() : (day - shown.from) * scale());
  const dayAt = (place) => shown.from + (isMirrored ? width() - place : place) / scale();
  function span(parent, from, to, values, title) {
    const left = Math.min(x(from), x(to)), right = Math.max(x(from), x(to));
    const begin = Math.max(left, -2), end = Math.min(right, width() + 2);
    return shape(parent, "rect", Object.assign({ x: begin.toFixed(1), width: Math.max(end - begin, 1).toFixed(1) }, values), title);
  }

  function draw() {
    const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    picture.setAttribute("height", FIRST_LANE + (box.classList.contains("flat") ? 0 : LANES * LANE));
    picture.setAttribute("width", width());
    picture.setAttribute("aria-hidden", "true");
    const unit = scale() >= 5 ? "day" : scale() * 30 >= 5 ? "month" : "year";
    const found = inSpan();
    const buckets = new Map();
    const wide = [];
    for (const row of found) {
      const bucket = startOf(unit, row.first);
      if (row.last >= nextOf(unit, bucket)) wide.push(row);
      else if (buckets.has(bucket)) buckets.get(bucket).push(row);
      else buckets.set(bucket, [row]);
    }
    bars(picture, unit, buckets);
    shape(picture, "line", { class: "base", x1: 0, x2: width(), y1: BASE, y2: BASE });
    ticks(picture);
    spans(picture, wide);
    drawing.replaceChildren(picture);
  }

  function bars(picture, unit, buckets) {
    let highest = 0;
    buckets.forEach((found) => { highest = Math.max(highest, found.length); });
    const room = BASE - TOP;
    const areSingle = unit === "day" && highest <= 8;
    buckets.forEach((found, start) => {
      const next = nextOf(unit, start);
      const gap = Math.min(1, (next - start) * scale() * 0.2) / scale();
      if (areSingle) {
        found.forEach((row, index) => {
          const link = shape(picture, "a", { href: `incidents/${row.slug}.html`, tabindex: -1 });
          span(link, start + gap, next - gap, { class: "bar", y: BASE - (index + 1) * 13, height: 11 }, `${row.when}: ${row.title}`);
        });
        return;
      }
      const height = Math.max((room * found.length) / highest, 2);
      const name = unit === "day" ? dayName(start) : unit === "month" ? format(start, { month: "long", year: "numeric" }) : String(yearOf(start));
      const bar = span(picture, start + gap, next - gap, { class: "bar", y: (BASE - height).toFixed(1), height: height.toFixed(1) }, `${name}: ${number.format(found.length)}`);
      if (unit !== "day") bar.addEventListener("click", () => { if (!dragged) show(start, next, shown.type); });
    });
    if (highest && !areSingle) level(picture, highest);
  }

  function level(picture, highest) {
    shape(picture, "line", { x1: 0, x2: width(), y1: TOP, y2: TOP });
    const label = shape(picture, "text", { class: "level", "paint-order": "stroke", x: isMirrored ? width() : 0, y: TOP + 12 });
    label.textContent = number.format(highest);
  }

  const STEPS = [["day", 1], ["day", 7], ["month", 1], ["month", 3], ["year", 1], ["year", 2], ["year", 5], ["year", 10], ["year", 20], ["year", 50], ["year", 100], ["year", 200], ["year", 500], ["year", 1000], ["year", 2000]];
  const LENGTHS = { day: 1, month: 30, year: 365 };
  function ticks(picture) {
    const [unit, step] = STEPS.find(([name, count]) => LENGTHS[name] * count * scale() >= 64) || STEPS[STEPS.length - 1];
    for (let day = startOf(unit === "day" ? "month" : "year", shown.from); day < shown.to; day = nextOf(unit, day)) {
      const place = unit === "year" ? yearOf(day) : unit === "month" ? monthOf(day) : new Date(day * DAY).getUTCDate() - 1;
      if (place % step || (unit === "day" && step > 1 && place > 24) || day < shown.from) continue;
      const isFirst = unit === "day" ? place === 0 : monthOf(day) === 0;
      const words = unit === "day" ? format(day, { day: "numeric", month: "short" }) : isFirst ? String(yearOf(day)) : format(day, { month: "short" });
      shape(picture, "line", { class: isFirst ? "tick first" : "tick", x1: x(day).toFixed(1), x2: x(day).toFixed(1), y1: BASE, y2: BASE + 5 });
      const room = isMirrored ? x(day) : width() - x(day);
      if (room < words.length * LETTER) continue;
      const label = shape(picture, "text", { x: (x(day) + (isMirrored ? -3 : 3)).toFixed(1), y: TICKS });
      label.textContent = words;
    }
  }

  // What is longer than a bar: ranges solid, dates that are not known exactly faint, what has no end fading out.
  function spans(picture, wide) {
    const fade = shape(shape(picture, "defs", {}), "linearGradient", { id: "fade", x1: isMirrored ? 1 : 0, x2: isMirrored ? 0 : 1 });
    shape(fade, "stop", { offset: 0, class: "start" });
    shape(fade, "stop", { offset: 1, class: "end" });
    const ends = new Array(LANES).fill(-Infinity);
    let undrawn = 0;
    for (const row of wide) {
      const isOpen = row.last === Infinity;
      const last = isOpen ? Math.max(row.first + (shown.to - shown.from) / 6, Math.min(shown.to, row.first + 365)) : row.last + 1;
      const lane = ends.findIndex((end) => end <= row.first);
      if (lane < 0) {
        undrawn += 1;
        continue;
      }
      ends[lane] = last + 2 / scale();
      const link = shape(picture, "a", { href: `incidents/${row.slug}.html`, tabindex: -1 });
      const kind = isOpen ? { class: "span open", fill: "url(#fade)" } : { class: row.isCoarse ? "span coarse" : "span" };
      span(link, row.first, last, Object.assign(kind, { y: FIRST_LANE + lane * LANE, height: LANE - 3 }), `${row.when}: ${row.title}`);
    }
    box.querySelector(".undrawn").textContent = undrawn ? said("undrawn", { number: number.format(undrawn) }) : "";
  }

  // ---- keys, wheel, fingers

  const forward = isMirrored ? "ArrowLeft" : "ArrowRight", backward = isMirrored ? "ArrowRight" : "ArrowLeft";
  const keys = { "+": acts.in, "=": acts.in, "-": acts.out, Home: acts.all, [forward]: () => move(0.2), [backward]: () => move(-0.2) };
  drawing.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  drawing.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(event.deltaY > 0 ? 1.25 : 0.8, dayAt(event.clientX - drawing.getBoundingClientRect().left));
  }, { passive: false });

  const fingers = new Map();
  let grip = null, dragged = false;
  const places = () => Array.from(fingers.values()).map((place) => place - drawing.getBoundingClientRect().left);
  function take() {
    dragged = false;
    grip = { days: places().map(dayAt) };
  }
  drawing.addEventListener("pointerdown", (event) => { fingers.set(event.pointerId, event.clientX); take(); });
  window.addEventListener("pointermove", (event) => {
    if (!fingers.has(event.pointerId)) return;
    const before = fingers.get(event.pointerId);
    if (!dragged && fingers.size === 1 && Math.abs(event.clientX - before) < 5) return;
    dragged = true;
    fingers.set(event.pointerId, event.clientX);
    pull(places());
  });
  // The days that the fingers took hold of stay under them.
  function pull(held) {
    const flip = (place) => (isMirrored ? width() - place : place);
    if (held.length === 1) {
      const from = grip.days[0] - flip(held[0]) / scale();
      show(from, from + shown.to - shown.from, shown.type);
    } else if (held.length === 2) {
      const days = grip.days, apart = flip(held[1]) - flip(held[0]);
      if (Math.abs(apart) < 10 || days[0] === days[1]) return;
      const each = Math.abs((days[1] - days[0]) / apart);
      const from = days[0] - flip(held[0]) * each;
      show(from, from + width() * each, shown.type);
    }
  }
  for (const name of ["pointerup", "pointercancel"]) {
    window.addEventListener(name, (event) => { if (fingers.delete(event.pointerId) && fingers.size) take(); });
  }
  drawing.addEventListener("click", (event) => { if (dragged) event.preventDefault(); }, true);
  drawing.addEventListener("dragstart", (event) => event.preventDefault());

  // ---- begin

  for (const [slug, label] of table.types) {
    const option = element("option", label);
    option.value = slug;
    select.append(option);
  }
  select.closest("label").hidden = table.types.length < 2;
  select.addEventListener("change", () => show(shown.from, shown.to, select.value));
  controls.addEventListener("click", (event) => { if (acts[event.target.value] && event.target.matches("button")) acts[event.target.value](); });
  // The event's own address: what was shown before may have been remembered between the step and its event.
  window.addEventListener("hashchange", (event) => recall(event.newURL));
  window.addEventListener("resize", () => later(draw, 50));
  controls.hidden = drawing.hidden = false;
  recall(location.href);
  draw();
})();
