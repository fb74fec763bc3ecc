// What the search page finds: items made from the shared tables, words, facets, sorting, CSV. No page is touched here.
(function () {
  "use strict";
  const chronicle = (window.chronicle = window.chronicle || {});
  const YEARS = 100; // a longer range stands on its first year, as in the archive
  const KINDS = ["incident", "location", "article", "note"];
  const SPECIAL = { "ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ى": "ي", "ة": "ه" };

  /** A text as it is compared: no case, no marks on letters, none of the signs that transliterations add or leave out, and
      a space where something else stands between words. */
  function folded(text) {
    return text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670'’‘`´ʿʾʼʻʽ′]/g, "")
      .replace(/[ıłøđðþßæœىة]/g, (letter) => SPECIAL[letter])
      .replace(/[^\p{L}\p{M}\p{N}\n]+/gu, " ");
  }

  function columns(table) {
    const found = {};
    table.columns.forEach((name, number) => { found[name] = number; });
    return found;
  }

  function yearsOf(first, last) {
    const from = Number(first.slice(0, 4));
    const to = last ? Number(last.slice(0, 4)) : from;
    const found = [from];
    if (to - from < YEARS) for (let year = from + 1; year <= to; year++) found.push(year);
    return found;
  }

  /** Everything that can be found, and the facets it is found by; incidents first, in the order of their table. */
  function model(places, incidents) {
    const at = columns(incidents);
    const placeAt = columns(places);
    const within = places.rows.map((row, number) => {
      const chain = [];
      for (let next = number; next >= 0 && chain.length < 50; next = places.rows[next][placeAt.parent]) chain.push(next);
      return chain;
    });
    const around = (numbers) => Array.from(new Set([].concat(...numbers.map((number) => within[number]))));
    const items = incidents.rows.map((row) => ({
      row: row,
      kind: [0],
      type: row[at.types],
      grade: row[at.grade] < 0 ? [] : [row[at.grade]],
      place: around(row[at.places]),
      actor: row[at.actors],
      year: yearsOf(row[at.from], row[at.to]),
      first: row[at.from],
      last: row[at.to] || "9999",
    }));
    const slugs = (rows) => rows.map((row) => row[0]);
    const labels = (rows) => rows.map((row) => row[1]);
    const facets = {
      kind: { slugs: KINDS, labels: KINDS },
      type: { slugs: slugs(incidents.types), labels: labels(incidents.types) },
      grade: { slugs: slugs(incidents.grades), labels: labels(incidents.grades) },
      place: { slugs: slugs(places.rows), labels: labels(places.rows) },
      actor: { slugs: slugs(incidents.actors), labels: labels(incidents.actors) },
      year: { slugs: null, labels: null }, // a year is its own name
    };
    return { at, placeAt, places, incidents, within, items, facets, texts: null };
  }

  /** The incidents that have all of these words in their title or in a spelling of their places. */
  function matching(model, words) {
    const asked = words.split(/\s+/).map((word) => folded(word).trim()).filter(Boolean);
    const all = model.incidents.rows.map((_, number) => number);
    if (!asked.length) return all;
    if (!model.texts) {
      const names = model.places.rows.map((row) => folded([row[model.placeAt.name]].concat(row[model.placeAt.spellings]).join("\n")));
      model.texts = model.items.slice(0, all.length).map((item) =>
        folded(item.row[model.at.title]) + "\n" + item.place.map((place) => names[place]).join("\n"));
    }
    return all.filter((number) => asked.every((word) => model.texts[number].includes(word)));
  }

  /** Of these items, those that the choices leave, and how many each value of a facet would leave beside the others. */
  function narrowed(model, candidates, chosen, from, to) {
    const names = Object.keys(model.facets);
    const counts = {};
    names.forEach((name) => { counts[name] = new Map(); });
    const kept = [];
    const isDated = from || to;
    for (const number of candidates) {
      const item = model.items[number];
      if (isDated && !(item.first && (!to || item.first <= to) && (!from || item.last >= from))) continue;
      let failed = "";
      let failures = 0;
      for (const name of names) {
        if (chosen[name] && chosen[name].size && !item[name].some((value) => chosen[name].has(value))) {
          failures++;
          failed = name;
        }
      }
      if (failures > 1) continue;
      if (!failures) kept.push(number);
      for (const name of failures ? [failed] : names) {
        for (const value of item[name]) counts[name].set(value, (counts[name].get(value) || 0) + 1);
      }
    }
    return { kept, counts };
  }

  /** Incidents by a column; what is not known comes last both ways. */
  function sorted(model, numbers, key, isDown, language) {
    const rows = model.incidents.rows;
    const sign = isDown ? -1 : 1;
    if (key === "date") return isDown ? numbers.slice().reverse() : numbers.slice();
    if (key === "title") {
      const order = new Intl.Collator(language, { numeric: true });
      return numbers.slice().sort((a, b) => sign * order.compare(rows[a][model.at.title], rows[b][model.at.title]) || a - b);
    }
    const least = model.at[key];
    const most = model.at[key + "_most"];
    const greatest = (row) => (row[most] < 0 ? row[least] + 0.5 : row[most]);
    return numbers.slice().sort((a, b) => {
      const one = rows[a], other = rows[b];
      if (one[least] === null || other[least] === null) return (one[least] === null) - (other[least] === null) || b - a;
      return sign * (greatest(one) - greatest(other) || one[least] - other[least]) || b - a;
    });
  }

  /** A value as a cell, as in the data files: no spreadsheet takes a text for a formula, no page for markup. */
  function cell(value) {
    if (value === null || value === undefined) return "";
    const broken = String(value).replace(/<(?=\u2060*[A-Za-z/!?])|=(?=\u2060*")/g, "$&\u2060");
    const isFormula = /^'*[=+\-@\t\r\n＝＋－＠]/.test(broken) && !/^-\d{1,15}(?:\.\d{1,15})?$/.test(broken);
    const text = isFormula ? "'" + broken : broken;
    return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  const CSV = "address title date first_day last_day places types actors grade killed_least killed_most injured_least injured_most".split(" ");

  /** These incidents as CSV (RFC 4180, with the mark by which spreadsheets know UTF-8). */
  function csv(model, numbers, base) {
    const { at, incidents, places } = model;
    const named = (list, numbers) => numbers.map((number) => list[number][1]).join("; ");
    const most = (value) => (value === null || value < 0 ? null : value);
    const lines = numbers.map((number) => {
      const row = incidents.rows[number];
      return [
        base + "incidents/" + row[at.slug] + ".html",
        row[at.title], row[at.when], row[at.from], row[at.to],
        named(places.rows, row[at.places]), named(incidents.types, row[at.types]), named(incidents.actors, row[at.actors]),
        row[at.grade] < 0 ? "" : incidents.grades[row[at.grade]][0],
        row[at.killed], most(row[at.killed_most]), row[at.injured], most(row[at.injured_most]),
      ].map(cell).join(",");
    });
    return "\ufeff" + [CSV.join(",")].concat(lines).join("\r\n") + "\r\n";
  }

  chronicle.finding = { model, matching, narrowed, sorted, csv, cell, folded, yearsOf, KINDS };
})();
