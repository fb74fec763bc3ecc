/* The map page: circles for places, filters, the list beside the map, and the state of all of it in the address. */
(function () {
  "use strict";
  const chronicle = window.chronicle;
  const settings = JSON.parse(document.getElementById("map-settings").textContent);
  const words = settings.words;
  const root = ""; // map.html lies at the top of the site
  const find = (name) => document.getElementById("map-" + name);
  const number = new Intl.NumberFormat(document.documentElement.lang + "-u-nu-latn");
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (whole, name) => values[name]);
  const LISTED = 40; // places in the list at first
  const TOLD = 8; // incidents in a popup
  const OPENED = 40; // incidents of a place in the list

  /* ---- the tables */

  const read = (table) => table.rows.map((row) => {
    const item = {};
    table.columns.forEach((column, at) => { item[column] = row[at]; });
    return item;
  });
  const places = read(chronicle.places);
  const incidents = read(chronicle.incidents);
  const types = chronicle.incidents.types, grades = chronicle.incidents.grades;

  /* The place itself or the nearest around it that has a position. */
  function nearest(at) {
    while (at >= 0 && places[at].latitude === null) {
      at = places[at].parent;
    }
    return at;
  }
  for (const incident of incidents) {
    incident.at = Array.from(new Set(incident.places.map(nearest).filter((at) => at >= 0)));
  }
  const mapped = incidents.filter((incident) => incident.at.length);

  /* The meridian in the middle of the places: the one opposite to the widest gap between them. */
  function middleMeridian() {
    const east = Array.from(new Set([].concat(...mapped.map((incident) => incident.at))))
      .map((at) => places[at].longitude).sort((one, two) => one - two);
    let gap = 0, middle = 0;
    east.forEach((longitude, at) => {
      const next = at + 1 < east.length ? east[at + 1] : east[0] + 360;
      if (next - longitude > gap) {
        gap = next - longitude;
        middle = (longitude + next) / 2 - 180;
      }
    });
    return gap > 90 ? (middle + 540) % 360 - 180 : 0;
  }
  const meridian = middleMeridian();
  const turn = (longitude) => longitude < meridian - 180 ? 360 : longitude > meridian + 180 ? -360 : 0;

  function turns(west, east) {
    const by = turn((west + east) / 2);
    return [by].concat(west + by < meridian - 180 ? [by + 360] : [], east + by > meridian + 180 ? [by - 360] : []);
  }

  /* ---- the map */

  const element = document.getElementById("map");
  element.setAttribute("role", "region");
  element.setAttribute("aria-label", words.map);
  const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const bounds = [[-90, meridian - 200], [90, meridian + 200]];
  const map = L.map(element, {
    zoomControl: false, attributionControl: Boolean(settings.tiles), minZoom: 1, maxZoom: settings.tiles ? 17 : 9,
    zoomAnimation: !isStill, fadeAnimation: !isStill, inertia: !isStill, preferCanvas: true, maxBoundsViscosity: 1, maxBounds: bounds,
  });
  // Also for a popup, and by the keys of the arrows.
  if (isStill) map.panBy = (offset) => L.Map.prototype.panBy.call(map, offset, { animate: false });
  // Beside the edge of the world a popup has room only beyond it.
  map.on("autopanstart", () => map.setMaxBounds(null)).on("popupclose", () => map.setMaxBounds(bounds));
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  const probe = document.createElement("span");
  probe.hidden = true;
  probe.style.forcedColorAdjust = "none"; // forced colours would be one for all, and leave nothing to be seen
  element.append(probe);
  function colour(token) {
    probe.style.color = "var(" + token + ")";
    return getComputedStyle(probe).color;
  }

  function layGround() {
    if (!settings.tiles) {
      return chronicle.layLand(map, turns, colour, root);
    }
    // Words, not markup: the library would read them as HTML.
    const attribution = settings.attribution.replace(/&/g, "&amp;").replace(/</g, "&lt;");
    L.tileLayer(settings.tiles, { attribution }).addTo(map);
    map.attributionControl.setPrefix(false);
    return { paint() {}, mark() {} };
  }

  /* ---- what is chosen */

  const chosen = { type: "", grade: "", from: "", to: "", place: "" };
  const marks = new Map();
  let listed = LISTED, found = new Map(), ground = null;

  function fits(incident, withDates) {
    return (!chosen.type || incident.types.some((at) => types[at][0] === chosen.type)) &&
      (!chosen.grade || (incident.grade < 0 ? "-" : grades[incident.grade][0]) === chosen.grade) &&
      (!withDates || ((!chosen.to || incident.from <= chosen.to) &&
        (!chosen.from || !incident.to || incident.to >= chosen.from)));
  }

  function collect() {
    found = new Map();
    let count = 0;
    for (const incident of mapped) {
      if (fits(incident, true)) {
        count += 1;
        for (const at of incident.at) {
          if (!found.has(at)) {
            found.set(at, []);
          }
          found.get(at).push(incident);
        }
      }
    }
    // On paper stands the drawn map, which knows no filter.
    document.getElementById("drawn-map").classList.toggle("partial", count < mapped.length);
    find("status").textContent = fill(words.shown, { incidents: number.format(count), places: number.format(found.size) });
  }

  /* ---- circles */

  /* The code of a country that is tinted as a whole; a tile server's map has no outlines. */
  const outlined = new Map(Object.entries(settings.outlined)); // a place may be called as what every object has
  const outline = (place) => !settings.tiles && outlined.get(place.slug);
  const most = () => Math.max(40, ...Array.from(found.values(), (list) => list.length));
  function radius(place, count) {
    const size = 4 + 12 * Math.sqrt(count / most());
    const latitude = Math.min(Math.abs(place.latitude), 85); // the map ends there, and a pole would be everywhere on it
    const metres = 40075016 * Math.cos(latitude * Math.PI / 180) / 256 / Math.pow(2, map.getZoom());
    return outline(place) ? size : Math.max(size, settings.radii[place.precision] * 1000 / metres);
  }
  function style(at) {
    const isArea = places[at].precision !== "exact", isOpen = places[at].slug === chosen.place;
    return {
      color: colour(isOpen ? "--ink" : "--accent"), fillColor: colour("--accent"), weight: isOpen ? 3 : 1.5,
      fillOpacity: isArea ? 0.14 : 0.55, dashArray: isArea ? "4 3" : null,
    };
  }

  function drawMarks() {
    for (const [at, mark] of marks) {
      if (!found.has(at)) {
        mark.remove();
        marks.delete(at);
      }
    }
    ground.mark(Array.from(found.keys(), (at) => outline(places[at])).filter(Boolean));
    const sizes = new Map(Array.from(found, ([at, list]) => [at, radius(places[at], list.length)]));
    const order = Array.from(sizes.keys()).sort((one, two) => sizes.get(two) - sizes.get(one));
    for (const at of order) {
      let mark = marks.get(at);
      if (!mark) {
        mark = madeMark(places[at]);
        mark.bindPopup(() => popup(at), {
          maxWidth: Math.min(280, element.clientWidth - 100), // on a phone, too, beside the buttons and whole
          autoPanPaddingTopLeft: [50, 10], autoPanPaddingBottomRight: [10, 10],
        });
        mark.on("popupopen", () => { open(places[at].slug); });
        mark.on("popupclose", () => { open(""); });
        marks.set(at, mark.addTo(map));
      }
      if (mark.setRadius) {
        mark.setRadius(sizes.get(at)).setStyle(style(at)).bringToFront();
      } else {
        mark.options.icon.options.html.textContent = number.format(found.get(at).length);
      }
    }
  }

  /* A circle; or the number of a country that is tinted, since a circle in it would be taken for a place. */
  function madeMark(place) {
    const spot = [place.latitude, place.longitude + turn(place.longitude)];
    if (!outline(place)) {
      return L.circleMarker(spot, { bubblingMouseEvents: false });
    }
    const icon = L.divIcon({ className: "tally", html: document.createElement("span"), iconSize: null });
    return L.marker(spot, { icon, keyboard: false, title: place.name });
  }

  function make(tag, text, properties) {
    const made = document.createElement(tag);
    made.textContent = text || "";
    return Object.assign(made, properties || {});
  }

  function linked(incident) {
    const item = document.createElement("li");
    item.append(make("time", incident.when, { className: "data soft", dateTime: incident.from }), " ",
      make("a", incident.title, { href: root + "incidents/" + incident.slug + ".html", dir: "auto" }));
    return item;
  }

  function incidentList(at, limit) {
    const list = document.createElement("ul");
    list.className = "told-here";
    found.get(at).slice(-limit).reverse().forEach((incident) => list.append(linked(incident)));
    return list;
  }

  function whole(at) {
    const place = places[at];
    const line = make("p", "", { className: "data" });
    line.append(make("a", fill(words.all, { name: place.name }), { href: root + "locations/" + place.slug + ".html" }));
    return line;
  }

  function popup(at) {
    const box = document.createElement("div");
    const count = number.format(found.get(at).length);
    const head = make("h3");
    head.append(make("bdi", places[at].name), " (" + count + ")");
    box.append(head, incidentList(at, TOLD), whole(at));
    return box;
  }
  map.on("popupopen", (event) => {
    const button = event.popup.getElement().querySelector(".leaflet-popup-close-button");
    button.setAttribute("aria-label", words.close);
  });

  function open(slug) {
    if (chosen.place !== slug) {
      chosen.place = slug;
      for (const [at, mark] of marks) {
        if (mark.setStyle) {
          mark.setStyle(style(at));
        }
      }
      save(false);
    }
  }

  /* ---- the list, which says the same */

  const entries = new Map(); // kept, so that what a reader opened stays open
  function entry(at) {
    const item = entries.get(at) || madeEntry(at);
    entries.set(at, item);
    item.querySelector("summary .data").textContent = number.format(found.get(at).length);
    tell(item, at);
    return item;
  }

  function tell(item, at) {
    item.replaceChildren(item.firstElementChild, ...(item.open ? [incidentList(at, OPENED), whole(at)] : []));
  }

  function madeEntry(at) {
    const item = make("details", "", { className: "place" });
    const head = make("summary");
    head.append(make("span", places[at].name, { dir: "auto" }), " ", make("span", "", { className: "data soft" }));
    item.append(head);
    item.addEventListener("toggle", () => {
      tell(item, at);
      if (item.open) {
        map.closePopup();
        open(places[at].slug);
        const mark = marks.get(at);
        if (mark.bringToFront) {
          mark.bringToFront();
        }
        if (!map.getBounds().contains(mark.getLatLng())) {
          map.panTo(mark.getLatLng(), { animate: !isStill });
        }
      } else if (chosen.place === places[at].slug) {
        open("");
      }
    });
    return item;
  }

  function drawList() {
    const order = Array.from(found.keys()).sort((one, two) =>
      found.get(two).length - found.get(one).length || places[one].name.localeCompare(places[two].name));
    find("places").replaceChildren(...order.slice(0, listed).map(entry));
    find("more").hidden = order.length <= listed;
    find("more").textContent = fill(words.more, { number: number.format(order.length) });
  }
  find("more").addEventListener("click", () => {
    const next = find("places").childElementCount;
    listed = Infinity;
    drawList();
    find("places").children[next].firstElementChild.focus();
  });

  /* ---- filters */

  function option(select, value, label) {
    select.append(make("option", label, { value }));
  }
  const usedTypes = new Set([].concat(...mapped.map((incident) => incident.types)));
  const usedGrades = new Set(mapped.map((incident) => incident.grade));
  types.forEach(([slug, label], at) => usedTypes.has(at) && option(find("type"), slug, label));
  grades.forEach(([slug, label], at) => usedGrades.has(at) && option(find("grade"), slug, label));
  if (usedGrades.has(-1)) {
    option(find("grade"), "-", words.ungraded);
  }

  const days = mapped.map((incident) => incident.from).sort();
  const range = chronicle.dateRange(
    { from: find("from"), to: find("to"), output: find("range"), histogram: find("histogram"), label: words.histogram },
    days[0], days[days.length - 1],
    (isFinal) => {
      Object.assign(chosen, range.value());
      show(false, isFinal);
    });

  function show(withHistogram, isFinal) {
    collect();
    drawMarks();
    drawList();
    if (withHistogram) {
      range.draw(mapped.filter((incident) => fits(incident, false)).map((incident) => incident.from));
    }
    if (isFinal) {
      save(true);
    }
  }

  for (const name of ["type", "grade"]) {
    find(name).addEventListener("change", () => {
      chosen[name] = find(name).value;
      show(true, true);
    });
  }
  find("filters").addEventListener("submit", (event) => event.preventDefault());
  find("filters").addEventListener("reset", (event) => {
    event.preventDefault();
    Object.assign(chosen, { type: "", grade: "", from: "", to: "" });
    putChosen();
    fit();
    save(true);
  });

  /* ---- the state in the address: `#type=…&grade=…&from=…&to=…&place=…&at=latitude,longitude,zoom` */

  let isReading = false, isMoved = false;
  function save(isStep) {
    if (isReading) {
      return;
    }
    const parts = Object.keys(chosen).filter((name) => chosen[name])
      .map((name) => name + "=" + encodeURIComponent(chosen[name]));
    if (isMoved) {
      const at = map.getCenter();
      parts.push("at=" + [at.lat.toFixed(3), at.lng.toFixed(3), map.getZoom()].join(","));
    }
    const address = "#" + parts.join("&");
    if (address !== (location.hash || "#")) {
      history[isStep ? "pushState" : "replaceState"](null, "", address);
    }
  }

  function putChosen() {
    find("type").value = chosen.type;
    find("grade").value = chosen.grade;
    range.set(chosen.from, chosen.to);
    show(true, false);
  }

  function fit() {
    isMoved = false;
    const spots = Array.from(found.keys(), (at) => [places[at].latitude, places[at].longitude + turn(places[at].longitude)]);
    if (spots.length) {
      map.fitBounds(L.latLngBounds(spots), { padding: [30, 30], maxZoom: 6, animate: false });
    } else if (!ground) {
      map.setView([0, meridian], 2, { animate: false });
    }
  }

  /* Read the address, and move the map; one without `=` is the fragment of a link within the page. */
  function readAddress() {
    const state = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const name of Object.keys(chosen)) {
      chosen[name] = state.get(name) || "";
    }
    const at = (state.get("at") || "").split(",").map(Number);
    const isPlaced = at.length === 3 && at.every(Number.isFinite);
    collect();
    if (isPlaced) {
      map.setView([at[0], at[1] + turn(at[1])], at[2], { animate: false });
    } else {
      fit();
    }
    isMoved = isPlaced;
  }

  function showAddress() {
    putChosen();
    const place = places.findIndex((item) => item.slug === chosen.place);
    if (marks.has(place)) {
      marks.get(place).openPopup();
    } else {
      map.closePopup();
    }
  }

  /* In steps, so that a slow phone can answer its reader between them. */
  const pause = () => new Promise((go) => { setTimeout(go); });
  async function start() {
    isReading = true;
    readAddress();
    await pause();
    ground = layGround();
    await pause();
    showAddress();
    isReading = false;
    map.on("zoomend", drawMarks);
  }

  window.addEventListener("popstate", () => {
    if (!location.hash || location.hash.includes("=")) {
      isReading = true;
      readAddress();
      showAddress();
      isReading = false;
    }
  });
  start();

  /* Only where readers moved the map themselves, its position goes into the address. */
  let isTouched = false;
  const touch = () => { isTouched = true; };
  map.on("dragstart boxzoomstart", touch);
  element.addEventListener("wheel", touch, { passive: true });
  element.addEventListener("dblclick", touch);
  element.addEventListener("keydown", (event) => /^(Arrow|[+=_-]$)/.test(event.key) && touch(), true);
  element.querySelector(".leaflet-control-zoom").addEventListener("click", touch, true);
  map.on("moveend", () => {
    if (isTouched) {
      isTouched = false;
      isMoved = true;
      save(false);
    }
  });
  const repaint = () => {
    if (ground) {
      ground.paint();
      drawMarks();
    }
  };
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-colours"] });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
})();
