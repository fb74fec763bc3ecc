// The search page: its form, the facets, the table of incidents, and the address that remembers all of it.
(function () {
  "use strict";
  const chronicle = window.chronicle;
  const find = chronicle.finding;
  const explorer = document.getElementById("explorer");
  const words = JSON.parse(document.getElementById("explorer-words").textContent);
  const language = document.documentElement.lang;
  const numbers = new Intl.NumberFormat(language + "-u-nu-latn");
  const plurals = new Intl.PluralRules(language);
  const root = explorer.dataset.root;
  const PAGE = 50, FEW = 8, MANY = 500, HITS = 10;
  const $ = (id) => document.getElementById(id);
  explorer.append($("explorer-form").content);
  const field = $("words");

  const model = find.model(chronicle.places, chronicle.incidents);
  model.facets.kind.labels = find.KINDS.map((kind) => words.kinds[kind]);
  const opened = new Set(); // facets that show all of their values
  let state = read();
  let shown = { numbers: [], hits: new Map(), counts: {} };
  let asked = 0; // which question is the latest: an answer to an earlier one is dropped

  // ---- words and elements

  function said(pattern, values) {
    return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  function counted(forms, number) {
    return said(forms[plurals.select(number)] || forms.other, { number: numbers.format(number) });
  }

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    Object.keys(attributes).forEach((key) => made.setAttribute(key, attributes[key]));
    made.append(...children);
    return made;
  }

  // ---- the state and its address

  function valueOf(facet, slug) {
    const slugs = model.facets[facet].slugs;
    return slugs ? slugs.indexOf(slug) : Number(slug) || -1;
  }

  function slugOf(facet, value) {
    return model.facets[facet].slugs ? model.facets[facet].slugs[value] : String(value);
  }

  function labelOf(facet, value) {
    return model.facets[facet].labels ? model.facets[facet].labels[value] : String(value);
  }

  function read() {
    const asked = new URLSearchParams(location.search);
    const day = (name) => (/^\d{4}-\d\d-\d\d$/.test(asked.get(name)) ? asked.get(name) : "");
    const sort = asked.get("sort") || "-date";
    const key = sort.replace("-", "");
    const chosen = {};
    Object.keys(model.facets).forEach((facet) => {
      chosen[facet] = new Set(asked.getAll(facet).map((slug) => valueOf(facet, slug)).filter((value) => value >= 0));
    });
    return {
      words: asked.get("q") || "",
      isText: asked.get("in") === "text",
      chosen: chosen,
      from: day("from"),
      to: day("to"),
      key: ["date", "title", "killed", "injured"].includes(key) ? key : "date",
      isDown: sort.startsWith("-"),
      page: Math.max(1, Number(asked.get("page")) || 1),
    };
  }

  function address() {
    const told = new URLSearchParams();
    if (state.words) told.set("q", state.words);
    if (state.isText) told.set("in", "text");
    Object.keys(state.chosen).forEach((facet) => state.chosen[facet].forEach((value) => told.append(facet, slugOf(facet, value))));
    if (state.from) told.set("from", state.from);
    if (state.to) told.set("to", state.to);
    const sort = (state.isDown ? "-" : "") + state.key;
    if (sort !== "-date") told.set("sort", sort);
    if (state.page > 1) told.set("page", state.page);
    return location.pathname + (String(told) ? "?" + told : "") + location.hash;
  }

  function remember(isStep) {
    try {
      history[isStep ? "pushState" : "replaceState"](null, "", address());
    } catch (error) {
      // A browser that lets no file change its address: all but the address works.
    }
  }

  /** Take over a change; a step is one that the back button takes back. */
  function change(values, isStep) {
    state = Object.assign({}, state, { page: 1 }, values);
    remember(isStep);
    update();
  }

  // ---- what is found

  function isIndexed() {
    return Boolean(chronicle.fullText) && location.protocol !== "file:";
  }

  function update() {
    const question = ++asked;
    const isText = state.isText;
    why(isText && !isIndexed() ? (location.protocol === "file:" && chronicle.fullText ? words.disk : words.none) : "");
    if (!isText) return show(find.matching(model, state.words), new Map());
    if (!isIndexed()) return show([], new Map());
    if ((state.words.match(/[^\s\d_.,:;!?"'()\[\]-]/g) || []).length < 3) return show([], new Map(), words.short);
    $("status").textContent = words.busy;
    return chronicle.fullText.search(model, root, state.words).then(
      (hits) => question === asked && show(Array.from(hits.keys()), hits),
      () => question === asked && (why(words.failed), show([], new Map()))
    );
  }

  function why(text) {
    $("why").textContent = text;
    $("why").hidden = !text;
  }

  function show(candidates, hits, status) {
    const chosen = state.isText ? state.chosen : Object.assign({}, state.chosen, { kind: null });
    const { kept, counts } = find.narrowed(model, candidates, chosen, state.from, state.to);
    shown = { numbers: state.isText ? kept : find.sorted(model, kept, state.key, state.isDown, language), hits: hits, counts: counts };
    const forms = state.isText ? words.pages : words.incidents;
    $("status").textContent = status || ($("why").hidden ? counted(forms, kept.length) : "");
    showFields(candidates.length);
    showFacets(counts);
    if (state.isText) showHits();
    else showRows();
  }

  function showFields(found) {
    if (document.activeElement !== field) field.value = state.words;
    $(state.isText ? "in-text" : "in-titles").checked = true;
    for (const day of ["from", "to"]) if (document.activeElement !== $(day)) $(day).value = state[day];
    const many = Object.keys(state.chosen).reduce((sum, facet) => sum + state.chosen[facet].size, 0) + Boolean(state.from || state.to);
    $("chosen").textContent = many ? said(words.chosen, { number: numbers.format(many) }) : "";
    $("clear").hidden = !many;
    explorer.querySelector(".facets").hidden = !found && !many;
  }

  // ---- facets

  function showFacets(counts) {
    const focused = document.activeElement;
    const isInside = $("facets").contains(focused);
    const made = Object.keys(model.facets)
      .filter((facet) => facet !== "kind" || state.isText)
      .map((facet) => facetOf(facet, counts[facet]))
      .filter(Boolean);
    $("facets").replaceChildren(...made);
    // What had the focus may be no choice any more.
    if (isInside) ($(focused.id) || explorer.querySelector(".facets summary")).focus();
  }

  function facetOf(facet, counts) {
    const chosen = state.chosen[facet];
    const values = Array.from(new Set([...chosen, ...counts.keys()]));
    // One value that everything has is no choice.
    if (!values.length || (values.length === 1 && !chosen.size && counts.get(values[0]) === shown.numbers.length)) return null;
    const many = (value) => counts.get(value) || 0;
    if (facet === "year") values.sort((a, b) => b - a);
    else if (facet === "grade" || facet === "kind") values.sort((a, b) => a - b);
    else values.sort((a, b) => many(b) - many(a) || a - b);
    const isOpen = opened.has(facet);
    const first = values.filter((value, number) => number < (isOpen ? MANY : FEW) || chosen.has(value));
    const box = element("fieldset", { id: "facet-" + facet }, element("legend", {}, words.facets[facet]));
    const list = element("div", { class: "values" }, ...first.map((value) => choiceOf(facet, value, many(value), chosen.has(value))));
    box.append(list);
    if (first.length < values.length && !isOpen) {
      const all = element("button", { type: "button", id: "all-" + facet }, said(words.all, { number: numbers.format(values.length) }));
      all.addEventListener("click", () => {
        opened.add(facet);
        showFacets(shown.counts);
        $("facet-" + facet).querySelectorAll("input")[FEW].focus();
      });
      box.append(all);
    }
    return box;
  }

  function choiceOf(facet, value, count, isChosen) {
    const slug = slugOf(facet, value);
    const input = element("input", { type: "checkbox", id: "choice-" + facet + "-" + slug });
    input.checked = isChosen;
    input.addEventListener("change", () => {
      const values = new Set(state.chosen[facet]);
      if (input.checked) values.add(value);
      else values.delete(value);
      change({ chosen: Object.assign({}, state.chosen, { [facet]: values }) }, true);
    });
    return element("label", {}, input, element("bdi", {}, labelOf(facet, value)), element("span", { class: "data" }, numbers.format(count)));
  }

  // ---- the table

  function showRows() {
    const last = Math.max(1, Math.ceil(shown.numbers.length / PAGE));
    const page = Math.min(state.page, last);
    const start = (page - 1) * PAGE;
    const part = shown.numbers.slice(start, start + PAGE);
    $("rows").tBodies[0].replaceChildren(...part.map((number) => rowOf(model.incidents.rows[number])));
    $("rows").hidden = !part.length;
    $("csv").hidden = !part.length;
    $("hits").hidden = true;
    $("more").hidden = true;
    explorer.querySelector(".turn").hidden = last < 2;
    // Not disabled: the one that leads to the last page would lose the focus.
    $("back").setAttribute("aria-disabled", page < 2);
    $("on").setAttribute("aria-disabled", page >= last);
    $("place").textContent = said(words.turn, {
      first: numbers.format(start + 1), last: numbers.format(start + part.length), all: numbers.format(shown.numbers.length),
    });
    explorer.querySelectorAll("th[data-key]").forEach((head) => {
      const isKey = head.dataset.key === state.key;
      if (isKey) head.setAttribute("aria-sort", state.isDown ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  function toll(least, most) {
    if (least === null) return element("span", { class: "soft" }, "–");
    if (most < 0) return element("bdi", {}, said(words.least, { number: numbers.format(least) }));
    if (least === most) return numbers.format(least);
    return element("bdi", {}, said(words.range, { least: numbers.format(least), greatest: numbers.format(most) }));
  }

  function countOf(key, row) {
    const label = explorer.querySelector("th[data-key=" + key + "] button").firstChild.textContent;
    return element("td", { class: "count", "data-label": label }, toll(row[model.at[key]], row[model.at[key + "_most"]]));
  }

  function facts(row) {
    const { at, incidents, places } = model;
    const found = row[at.places].slice(0, 1).map((number) => element("bdi", {}, places.rows[number][model.placeAt.name]));
    const types = row[at.types].map((number) => incidents.types[number][1]).join(words.comma);
    const grade = row[at.grade] < 0 ? null : incidents.grades[row[at.grade]];
    if (types) found.push(element("span", {}, types));
    if (grade) found.unshift(element("span", { class: "grade " + grade[0] }, grade[1]));
    return found;
  }

  function linkOf(path, title) {
    return element("a", { class: "headline", dir: "auto", href: root + path }, title);
  }

  function rowOf(row) {
    const { at } = model;
    return element("tr", {},
      element("td", { class: "when" }, element("time", { datetime: row[at.from] }, row[at.when])),
      element("td", { class: "item" }, linkOf("incidents/" + row[at.slug] + ".html", row[at.title]), element("p", { class: "data" }, ...facts(row))),
      countOf("killed", row),
      countOf("injured", row));
  }

  // ---- the hits of the full text

  function showHits() {
    const list = $("hits");
    $("rows").hidden = true;
    $("csv").hidden = true;
    $("more").hidden = true;
    explorer.querySelector(".turn").hidden = true;
    list.hidden = !shown.numbers.length;
    list.replaceChildren();
    addHits();
  }

  function addHits() {
    const question = asked;
    const list = $("hits");
    const start = list.children.length;
    const part = shown.numbers.slice(start, start + HITS);
    return Promise.all(part.map((number) => chronicle.fullText.found(shown.hits.get(number)))).then((found) => {
      // Not the answer to an earlier question, nor to the second of two clicks.
      if (question !== asked || list.children.length !== start) return;
      list.append(...found.map((hit, place) => hitOf(hit, model.items[part[place]])));
      if (start) list.children[start].querySelector("a").focus();
      $("more").hidden = list.children.length >= shown.numbers.length;
    }, () => why(words.failed));
  }

  function hitOf(hit, item) {
    const about = item.row ? facts(item.row) : [words.kinds[find.KINDS[item.kind[0]]], hit.where].filter(Boolean).map((text) => element("bdi", {}, text));
    const when = item.row ? item.row[model.at.when] : hit.when;
    if (when) about.unshift(element("span", {}, when));
    return element("li", { class: "item" }, linkOf(hit.address, hit.title), element("p", { class: "excerpt", dir: "auto" }, ...hit.excerpt), element("p", { class: "data" }, ...about));
  }

  // ---- what the reader does

  let timer = 0;
  let isTyping = false;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // One word typed is one step back, however many letters it has.
      change({ words: field.value.trim() }, !isTyping);
      isTyping = true;
    }, state.isText ? 300 : 120);
  });
  field.addEventListener("blur", () => { isTyping = false; });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    clearTimeout(timer);
    change({ words: field.value.trim() }, true);
  });
  [["in-titles", false], ["in-text", true]].forEach(([id, isText]) => $(id).addEventListener("change", () => change({ isText: isText }, true)));
  ["from", "to"].forEach((day) => $(day).addEventListener("change", () => change({ [day]: $(day).value }, true)));
  explorer.querySelectorAll("th button").forEach((button) => {
    const key = button.parentElement.dataset.key;
    button.addEventListener("click", () => change({ key: key, isDown: state.key === key ? !state.isDown : button.dataset.first === "-" }, true));
  });
  $("clear").addEventListener("click", () => {
    const chosen = {};
    Object.keys(model.facets).forEach((facet) => { chosen[facet] = new Set(); });
    change({ chosen: chosen, from: "", to: "" }, true);
    field.focus();
  });
  [["back", -1], ["on", 1]].forEach(([id, step]) => $(id).addEventListener("click", () => {
    if ($(id).getAttribute("aria-disabled") === "true") return;
    change({ page: state.page + step }, true);
    $("results").scrollIntoView();
  }));
  $("more").addEventListener("click", addHits);
  $("csv").addEventListener("click", () => {
    const base = explorer.dataset.url || (location.protocol === "file:" ? "" : new URL(root || ".", location.href).href);
    const made = new Blob([find.csv(model, shown.numbers, base)], { type: "text/csv" });
    const link = element("a", { href: URL.createObjectURL(made), download: "incidents.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
  window.addEventListener("popstate", () => {
    state = read();
    field.value = state.words;
    update();
  });

  if (window.matchMedia("(max-width: 60rem)").matches) explorer.querySelector(".facets").open = false;
  field.value = state.words;
  $("lists").hidden = true;
  update();
})();
