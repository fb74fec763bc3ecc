// The full text: asks Pagefind, and joins what it finds to the items of the search page.
(function () {
  "use strict";
  const chronicle = (window.chronicle = window.chronicle || {});
  let loading = null;

  function script(address) {
    return new Promise((resolve, reject) => {
      const made = document.createElement("script");
      made.src = address;
      made.addEventListener("load", resolve);
      made.addEventListener("error", reject);
      document.head.append(made);
    });
  }

  /** Load the index once, and add the pages that are no incidents to the items. */
  function load(model, root) {
    const program = new URL(root + "pagefind/pagefind.js", document.baseURI).href;
    return Promise.all([import(program), script(root + "assets/data/texts.js")]).then(async ([pagefind]) => {
      await pagefind.options({ excerptLength: 32 });
      const numbers = new Map();
      const texts = chronicle.texts;
      texts.incident.forEach(([id], number) => numbers.set(id, number));
      chronicle.finding.KINDS.slice(1).forEach((kind, before) => texts[kind].forEach(([id, first, last], place) => {
        numbers.set(id, model.items.length);
        model.items.push({
          row: null,
          kind: [before + 1],
          type: [],
          grade: [],
          place: kind === "location" ? model.within[place] : [],
          actor: [],
          year: first ? chronicle.finding.yearsOf(first, last) : [],
          first: first || "",
          last: last || "",
        });
      }));
      return { pagefind, numbers };
    });
  }

  /** The items that hold these words, the best first, each with its result. */
  async function search(model, root, words) {
    loading = loading || load(model, root);
    loading.catch(() => { loading = null; });
    const { pagefind, numbers } = await loading;
    const answer = await pagefind.search(words);
    const found = answer.results.filter((result) => numbers.has(result.id));
    return new Map(found.map((result) => [numbers.get(result.id), result]));
  }

  /** What a result shows. Its texts are texts: only Pagefind's own marks become elements. */
  async function found(result) {
    const data = await result.data();
    return {
      address: data.raw_url.replace(/^\//, ""),
      title: data.meta.title || "",
      when: data.meta.when || "",
      where: data.meta.where || "",
      excerpt: [data.content.startsWith(data.excerpt.slice(0, 20)) ? "" : "… "].concat(marked(data.excerpt)),
    };
  }

  function marked(excerpt) {
    return excerpt.split(/(<mark>[^]*?<\/mark>)/).map((part) => {
      const text = part.replace(/<\/?mark>/g, "").replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
      if (!part.startsWith("<mark>")) return text;
      const made = document.createElement("mark");
      made.textContent = text;
      return made;
    });
  }

  chronicle.fullText = { search, found };
})();
