/* A range of dates under a histogram: two sliders, each for the keyboard as well as for the finger. */
(function () {
  "use strict";
  const chronicle = window.chronicle = window.chronicle || {};
  const DAY = 86400000;
  const SVG = "http://www.w3.org/2000/svg";

  const time = (iso) => Date.parse(iso + "T00:00:00Z");
  const padded = (number, length) => String(number).padStart(length, "0");
  const iso = (milliseconds) => new Date(milliseconds).toISOString().slice(0, 10);

  /* The steps between two days: days, weeks, months or years, whichever are few enough to be told apart. */
  function steps(first, last) {
    const days = (time(last) - time(first)) / DAY;
    const starts = [];
    if (days <= 370) {
      const size = days <= 62 ? 1 : 7;
      for (let at = time(first); at <= time(last); at += size * DAY) {
        starts.push(iso(at));
      }
      return { unit: "day", starts };
    }
    const unit = days <= 366 * 15 ? "month" : "year";
    const end = time(last);
    let year = Number(first.slice(0, 4)), month = unit === "month" ? Number(first.slice(5, 7)) - 1 : 0;
    // Not Date.UTC, which takes the years before 100 for those of the last century.
    const start = () => time(padded(year, 4) + "-" + padded(month + 1, 2) + "-01");
    for (let at = start(); at <= end; at = start()) {
      starts.push(iso(at));
      month += unit === "month" ? 1 : 12;
      year += Math.floor(month / 12);
      month %= 12;
    }
    return { unit, starts };
  }

  /* The last day of a step. */
  function endOf(scale, number, last) {
    const next = scale.starts[number + 1];
    return next ? iso(time(next) - DAY) : last;
  }

  function words(scale, language) {
    const forms = {
      day: { day: "numeric", month: "short", year: "numeric" },
      month: { month: "long", year: "numeric" },
      year: { year: "numeric" },
    };
    // The calendar and the digits of the entries, as everywhere on the site.
    const locale = language + "-u-ca-gregory-nu-latn";
    const format = new Intl.DateTimeFormat(locale, Object.assign({ timeZone: "UTC" }, forms[scale.unit]));
    return (day) => format.format(time(day));
  }

  /* The number of the step a day lies in. */
  function stepOf(scale, day) {
    let low = 0, high = scale.starts.length - 1;
    while (low < high) {
      const half = Math.ceil((low + high) / 2);
      if (scale.starts[half] <= day) {
        low = half;
      } else {
        high = half - 1;
      }
    }
    return low;
  }

  /* Sliders `from` and `to` over the days of the incidents. `changed(final)` is called with each move. */
  chronicle.dateRange = function (parts, first, last, changed) {
    const scale = steps(first, last);
    const top = scale.starts.length - 1;
    const language = document.documentElement.lang;
    const say = words(scale, language === "en" ? "en-001" : language); // the day first, as in the rest of the site
    parts.histogram.parentElement.classList.toggle("short", top < 24);
    for (const input of [parts.from, parts.to]) {
      input.max = top;
    }

    function value() {
      const from = Number(parts.from.value), to = Number(parts.to.value);
      return { from: from > 0 ? scale.starts[from] : "", to: to < top ? endOf(scale, to, last) : "" };
    }

    function tell() {
      const from = Number(parts.from.value), to = Number(parts.to.value);
      const start = say(scale.starts[from]);
      const end = say(scale.unit === "day" ? endOf(scale, to, last) : scale.starts[to]);
      parts.from.setAttribute("aria-valuetext", start);
      parts.to.setAttribute("aria-valuetext", end);
      parts.output.textContent = start === end ? start : start + " – " + end;
      parts.histogram.querySelectorAll("rect").forEach((bar, number) => {
        bar.classList.toggle("out", number < from || number > to);
      });
    }

    function set(from, to) {
      parts.from.value = from ? stepOf(scale, from) : 0;
      parts.to.value = to ? stepOf(scale, to) : top;
      tell();
    }

    function moved(event) {
      const own = event.target, other = own === parts.from ? parts.to : parts.from;
      const isPast = own === parts.from ? Number(own.value) > Number(other.value) : Number(own.value) < Number(other.value);
      if (isPast) {
        own.value = other.value;
      }
      tell();
      changed(event.type === "change");
    }

    for (const input of [parts.from, parts.to]) {
      input.addEventListener("input", moved);
      input.addEventListener("change", moved);
    }

    /* Bars for the days on which the given incidents began. */
    function draw(days) {
      const counts = scale.starts.map(() => 0);
      days.forEach((day) => { counts[stepOf(scale, day)] += 1; });
      const most = Math.max(1, ...counts);
      const svg = document.createElementNS(SVG, "svg");
      svg.setAttribute("viewBox", "0 0 " + counts.length + " 100");
      svg.setAttribute("preserveAspectRatio", "none");
      svg.setAttribute("role", "img");
      svg.setAttribute("aria-label", parts.label);
      counts.forEach((count, number) => {
        const bar = document.createElementNS(SVG, "rect");
        const height = count ? Math.max(4, 100 * count / most) : 0;
        bar.setAttribute("x", number + 0.1);
        bar.setAttribute("width", 0.8);
        bar.setAttribute("y", 100 - height);
        bar.setAttribute("height", height);
        svg.append(bar);
      });
      parts.histogram.replaceChildren(svg);
      tell();
    }

    return { isUseful: top > 0, value, set, draw };
  };
})();
