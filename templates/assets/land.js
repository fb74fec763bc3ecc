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

  /* What is drawn of a basemap, moved so that the map's middle meridian is not at its edge. What lies across that edge
     is drawn on both sides. */
  function prepared(data, turns) {
    const land = [], lines = [], names = [], outlines = {};
    for (const [code, , rings] of data.countries) {
      let largest = null, size = 0;
      outlines[code] = [];
      for (const text of rings) {
        const ring = points(text, data.scale);
        const box = extent(ring);
        const moved = (part, by) => part.map((point) => [point[0], point[1] + by]);
        const all = turns(box.west, box.east);
        for (const by of all) {
          outlines[code].push(moved(ring, by));
          borders(ring).forEach((line) => lines.push(moved(line, by)));
        }
        const own = (box.east - box.west) * (box.north - box.south);
        if (own > size) {
          size = own;
          largest = moved(ring, all[0]);
        }
      }
      land.push(...outlines[code]);
      const place = code && largest ? middle(largest) : null;
      if (place) {
        names.push(Object.assign(place, { code, size }));
      }
    }
    names.sort((one, two) => two.size - one.size);
    return { land, lines, names, outlines };
  }

  /* Names of countries that have room where they stand. */
  function named(map, names, words) {
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
    const renderer = L.canvas({ pane: "land", padding: 0.3 });
    const kept = {};
    let shown = null, labels = null, wanted = false, marked = [], tint = null;

    function paint() {
      kept[shown].fill.setStyle({ fillColor: colour("--map-land") });
      kept[shown].line.setStyle({ color: colour("--map-line") });
      if (tint) {
        tint.setStyle({ fillColor: colour("--accent") });
      }
    }

    function mark(codes) {
      marked = codes;
      if (tint) {
        tint.remove();
      }
      const rings = [].concat(...codes.map((code) => kept[shown].outlines[code] || []));
      tint = L.polygon(rings, { renderer, interactive: false, pane: "land", stroke: false, fillOpacity: 0.13 }).addTo(map);
      paint();
    }

    function show(detail) {
      if (shown === detail) {
        return;
      }
      if (!kept[detail]) {
        const made = prepared(chronicle["basemap" + detail], turns);
        const options = { renderer, interactive: false, pane: "land" };
        kept[detail] = {
          fill: L.polygon(made.land, Object.assign({ stroke: false, fillOpacity: 1, smoothFactor: 0.7 }, options)),
          line: L.polyline(made.lines, Object.assign({ weight: 0.8, smoothFactor: 0.7 }, options)),
          names: made.names,
          outlines: made.outlines,
        };
      }
      if (shown) {
        kept[shown].fill.remove();
        kept[shown].line.remove();
      }
      shown = detail;
      kept[detail].fill.addTo(map);
      kept[detail].line.addTo(map);
      mark(marked);
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
      labels = named(map, kept[shown].names, chronicle.countries || {}).addTo(map);
    }

    map.on("moveend", refine);
    refine();
    return { paint, mark };
  };
})();
