/* The basemap on a Leaflet map: land and borders from the site's own data, the finer of two when near. */
(function () {
  "use strict";
  const chronicle = window.chronicle = window.chronicle || {};
  const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const VALUES = new Map(Array.from(DIGITS, (letter, value) => [letter, value]));
  const NEAR = 5; // from this zoom on the finer basemap is shown

  /* A ring as [latitude, longitude] of each point, from steps in base64 VLQ. */
  function points(text, scale) {
    const found = [];
    let value = 0, shift = 0, x = 0, y = 0, step = null;
    for (const letter of text) {
      const digit = VALUES.get(letter);
      value += (digit & 31) * Math.pow(2, shift);
      shift += 5;
      if (digit < 32) {
        const number = value % 2 ? -(value - 1) / 2 : value / 2;
        if (step === null) {
          step = number;
        } else {
          x += step;
          y += number;
          found.push([y / scale, x / scale]);
          step = null;
        }
        value = shift = 0;
      }
    }
    return found;
  }

  function isSeam(point) {
    return Math.abs(point[1]) === 180 || point[0] === -90;
  }

  /* The line of a ring without its edges along the cut at 180° and the pole. */
  function borders(ring) {
    const lines = [[]];
    let last = ring[ring.length - 1];
    for (const point of ring.concat([ring[0]])) {
      if (isSeam(last) && isSeam(point)) {
        lines.push([]);
      }
      lines[lines.length - 1].push(point);
      last = point;
    }
    return lines.filter((line) => line.length > 1);
  }

  function extent(ring) {
    let west = 180, east = -180, south = 90, north = -90;
    for (const point of ring) {
      west = Math.min(west, point[1]);
      east = Math.max(east, point[1]);
      south = Math.min(south, point[0]);
      north = Math.max(north, point[0]);
    }
    return { west, east, south, north };
  }

  /* Where a country's name stands: in the widest part of its largest ring, halfway up or nearly. */
  function middle(ring) {
    const box = extent(ring);
    let best = null;
    for (const share of [0.5, 0.4, 0.6, 0.3, 0.7]) {
      const latitude = box.south + share * (box.north - box.south);
      const crossings = [];
      ring.forEach((point, number) => {
        const other = ring[(number + 1) % ring.length];
        if ((point[0] <= latitude) !== (other[0] <= latitude)) {
          crossings.push(point[1] + (latitude - point[0]) / (other[0] - point[0]) * (other[1] - point[1]));
        }
      });
      crossings.sort((one, two) => one - two);
      for (let number = 0; number + 1 < crossings.length; number += 2) {
        const width = crossings[number + 1] - crossings[number];
        if (best === null || width > best.width * 1.1) {
          best = { latitude, longitude: crossings[number] + width / 2, width };
        }
      }
    }
    return best;
  }

  /* What is drawn of a country, moved so that the map's middle meridian is not at its edge. What lies across that edge
     is drawn on both sides. */
  function prepared([code, , rings], scale, turns) {
    const land = [], lines = [];
    let largest = null, size = 0;
    for (const text of rings) {
      const ring = points(text, scale);
      const box = extent(ring);
      const moved = (part, by) => by ? part.map((point) => [point[0], point[1] + by]) : part;
      const all = turns(box.west, box.east);
      for (const by of all) {
        land.push(moved(ring, by));
        borders(ring).forEach((line) => lines.push(moved(line, by)));
      }
      const own = (box.east - box.west) * (box.north - box.south);
      if (own > size) {
        size = own;
        largest = moved(ring, all[0]);
      }
    }
    const place = code && largest ? middle(largest) : null;
    return { land, lines, name: place && Object.assign(place, { code, size }) };
  }

  /* A basemap whose countries are made when they are first seen: a map of one region needs a few of them. */
  function basemap(data, turns, options) {
    const made = new Map(), drawn = new Set(), fills = [], lines = [];
    const group = L.layerGroup();
    const codes = new Map(data.countries.map(([code], number) => [code, number]));

    function make(number) {
      if (!made.has(number)) {
        made.set(number, prepared(data.countries[number], data.scale, turns));
      }
      return made.get(number);
    }

    function isSeen([, [west, south, east, north]], view) {
      return south <= view.getNorth() && north >= view.getSouth() &&
        turns(west, east).some((by) => west + by <= view.getEast() && east + by >= view.getWest());
    }

    return {
      group,
      names: () => Array.from(drawn, (number) => make(number).name).filter(Boolean),
      outline: (code) => codes.has(code) ? make(codes.get(code)).land : [],
      paint(colour) {
        fills.forEach((fill) => fill.setStyle({ fillColor: colour("--map-land") }));
        lines.forEach((line) => line.setStyle({ color: colour("--map-line") }).bringToFront());
      },
      /* Draw what comes into view; whether there was anything new. */
      see(view) {
        const fresh = data.countries.map((_, number) => number)
          .filter((number) => !drawn.has(number) && isSeen(data.countries[number], view));
        if (fresh.length) {
          fresh.forEach((number) => drawn.add(number));
          const parts = fresh.map(make);
          const all = (name) => [].concat(...parts.map((part) => part[name]));
          fills.push(L.polygon(all("land"), Object.assign({ stroke: false, fillOpacity: 1, smoothFactor: 0.7 }, options)));
          lines.push(L.polyline(all("lines"), Object.assign({ weight: 0.8, smoothFactor: 0.7 }, options)));
          group.addLayer(fills[fills.length - 1]).addLayer(lines[lines.length - 1]);
        }
        return fresh.length > 0;
      },
    };
  }

  /* Names of countries that have room where they stand. */
  function named(map, names, words) {
    names.sort((one, two) => two.size - one.size);
    const group = L.layerGroup();
    const taken = [];
    const view = map.getBounds().pad(0.3);
    for (const place of names) {
      const word = words[place.code];
      if (!word || !view.contains([place.latitude, place.longitude])) {
        continue;
      }
      const at = map.project([place.latitude, place.longitude]);
      const width = map.project([place.latitude, place.longitude + place.width / 2]).x - at.x;
      const half = word.length * 3.6 + 4;
      const box = { left: at.x - half, right: at.x + half, top: at.y - 9, bottom: at.y + 9 };
      const meets = (other) =>
        box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom;
      if (width < half || taken.some(meets)) {
        continue;
      }
      taken.push(box);
      const label = document.createElement("span");
      label.textContent = word;
      L.marker([place.latitude, place.longitude], {
        icon: L.divIcon({ className: "country", html: label, iconSize: null }),
        interactive: false, keyboard: false, pane: "names",
      }).addTo(group);
    }
    return group;
  }

  /* Put the basemap under everything: `turns` says by how many degrees a shape is moved, `colour` reads a token.
     `mark(codes)` tints countries as a whole, `paint()` takes the colours anew. */
  chronicle.layLand = function (map, turns, colour, root) {
    map.createPane("land").style.zIndex = 150;
    const pane = map.createPane("names");
    pane.style.zIndex = 450;
    pane.style.pointerEvents = "none";
    pane.setAttribute("aria-hidden", "true");
    const options = { renderer: L.canvas({ pane: "land", padding: 0.3 }), interactive: false, pane: "land" };
    const kept = {};
    let shown = null, labels = null, wanted = false, marked = [], tint = null;

    function paint() {
      kept[shown].paint(colour);
      if (tint) {
        tint.setStyle({ fillColor: colour("--accent") }).bringToFront();
      }
    }

    function mark(codes) {
      marked = codes;
      if (tint) {
        tint.remove();
      }
      const rings = [].concat(...codes.map((code) => kept[shown].outline(code)));
      tint = L.polygon(rings, Object.assign({ stroke: false, fillOpacity: 0.13 }, options)).addTo(map);
      paint();
    }

    function show(detail) {
      if (!kept[detail]) {
        kept[detail] = basemap(chronicle["basemap" + detail], turns, options);
      }
      const isOther = shown !== detail;
      if (isOther && shown) {
        kept[shown].group.remove();
      }
      shown = detail;
      if (kept[detail].see(map.getBounds().pad(0.5)) || isOther) {
        kept[detail].group.addTo(map);
        mark(marked);
      }
    }

    function refine() {
      const near = map.getZoom() >= NEAR;
      if (near && !chronicle.basemap50m && !wanted) {
        wanted = true;
        const script = document.createElement("script");
        script.src = root + "assets/data/basemap-50m.js";
        script.addEventListener("load", refine);
        document.head.append(script);
      }
      show(near && chronicle.basemap50m ? "50m" : "110m");
      if (labels) {
        labels.remove();
      }
      labels = named(map, kept[shown].names(), chronicle.countries || {}).addTo(map);
    }

    map.on("moveend", refine);
    refine();
    return { paint, mark };
  };
})();
