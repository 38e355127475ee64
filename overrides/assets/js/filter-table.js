/* <rb-filter>: rows of tables narrowed down by what they say of themselves. Without this script all rows are there.

   <rb-filter id="..." data-noun="controls" data-facets="framework: Framework; extent: How far">: a row, or what it stands in, has
   data-framework="..."; several values are parted by |. A <section data-group> with no row left is out of sight too. What is
   chosen stands in the address behind the id (#controls-filter?extent=none), so that a link to it can be sent and kept. */
(function () {
  "use strict";

  var PAUSE = 400; /* ms: a screen reader is told once somebody has stopped typing */

  function make(tag, set, inside) {
    var made = document.createElement(tag);
    Object.keys(set || {}).forEach(function (name) { made.setAttribute(name, set[name]); });
    (inside || []).forEach(function (one) { made.append(one); });
    return made;
  }

  function words(text) { return text.toLowerCase().replace(/\s+/g, " ").trim(); }

  class FilterTable extends HTMLElement {
    /* This script ends the page, so what is in the element has been read. */
    connectedCallback() { this.prepare(); }

    prepare() {
      if (this.form) return;
      this.rows = Array.from(this.querySelectorAll("tbody > tr")).map(function (row) { return { row: row, text: words(row.textContent) }; });
      if (!this.rows.length) return;
      this.noun = this.dataset.noun || "rows";
      this.facets = (this.dataset.facets || "").split(";").map(this.facet, this).filter(Boolean);
      this.text = make("input", { type: "search", name: "text", autocomplete: "off", spellcheck: "false" });
      this.status = make("p", { class: "rb-filter__status", role: "status" });
      this.paper = make("p", { class: "rb-printonly rb-filter__paper" });
      this.paper.hidden = true;
      this.all = make("button", { type: "reset" }, ["Show all"]);
      var fields = this.facets.map(function (facet) { return make("label", {}, [make("span", {}, [facet.label]), facet.select]); });
      fields.push(make("label", {}, [make("span", {}, ["Words"]), this.text]));
      this.form = make("form", { class: "rb-filter__form rb-noprint", role: "search", "aria-label": "Filter " + this.noun }, fields.concat([this.all, this.status]));
      this.form.addEventListener("submit", function (event) { event.preventDefault(); });
      this.form.addEventListener("input", this.chosen.bind(this));
      this.form.addEventListener("reset", function () {
        setTimeout(this.chosen.bind(this)); /* the fields are empty only after the event */
        this.text.focus();
      }.bind(this));
      this.prepend(this.form, this.paper);
      window.addEventListener("hashchange", this.follow.bind(this));
      this.follow();
    }

    /* One list to choose from: the values that rows have, in their order, each with how many rows it has. */
    facet(text) {
      var name = text.split(":")[0].trim();
      var label = text.slice(text.indexOf(":") + 1).trim();
      var counts = new Map();
      if (!name) return null;
      this.rows.forEach(function (one) {
        var from = one.row.closest("[data-" + name + "]");
        one[name] = from && this.contains(from) && from.dataset[name] ? from.dataset[name].split("|") : [];
        one[name].forEach(function (value) { counts.set(value, (counts.get(value) || 0) + 1); });
      }, this);
      if (!counts.size || (counts.size === 1 && counts.values().next().value === this.rows.length)) return null; /* nothing to choose */
      var select = make("select", { name: name }, [make("option", { value: "" }, ["all"])]);
      counts.forEach(function (count, value) { select.append(make("option", { value: value }, [value + " (" + count + ")"])); });
      return { name: name, label: label, select: select };
    }

    chosen(event) {
      this.show(event && event.target === this.text);
      var params = new URLSearchParams();
      Array.from(new FormData(this.form)).forEach(function (pair) { if (pair[1].trim()) params.append(pair[0], pair[1].trim()); });
      var hash = "#" + this.id + (String(params) ? "?" + params : "");
      try {
        history.replaceState(history.state, "", hash);
      } catch (refused) {
        /* A browser that lets no page from a disk change its address: it filters all the same. */
      }
    }

    /* What the address says: of this element, or of a row that must not stay out of sight. */
    follow() {
      var parts = location.hash.slice(1).split("?");
      var target = parts[0] && document.getElementById(decodeURIComponent(parts[0]));
      if (target === this && parts.length > 1) {
        var params = new URLSearchParams(parts.slice(1).join("?"));
        this.fields().forEach(function (field) {
          field.value = params.get(field.name) || "";
          if (field.selectedIndex === -1) field.value = "";
        });
        this.show();
        this.scrollIntoView();
      } else if (target && this.contains(target) && target.closest("[hidden]")) {
        this.fields().forEach(function (field) { field.value = ""; });
        this.show();
        target.scrollIntoView();
      } else if (!this.status.textContent) {
        this.show();
      }
    }

    fields() { return this.facets.map(function (facet) { return facet.select; }).concat(this.text); }

    show(typing) {
      var wanted = words(this.text.value).split(" ").filter(Boolean);
      var asked = this.facets.filter(function (facet) { return facet.select.value; });
      var left = 0;
      this.rows.forEach(function (one) {
        var fits = asked.every(function (facet) { return one[facet.name].includes(facet.select.value); })
          && wanted.every(function (word) { return one.text.includes(word); });
        one.row.hidden = !fits;
        left += fits;
      });
      this.querySelectorAll("[data-group]").forEach(function (group) { group.hidden = !group.querySelector("tbody > tr:not([hidden])"); });
      var said = asked.map(function (facet) { return facet.label.toLowerCase() + ": " + facet.select.value; });
      if (wanted.length) said.push("words: " + this.text.value.trim());
      var count = said.length ? left + " of " + this.rows.length + " " + this.noun : "all " + this.rows.length + " " + this.noun;
      this.all.disabled = !said.length;
      this.paper.hidden = !said.length;
      this.paper.textContent = "Filtered: only " + count + " are on this sheet (" + said.join("; ") + ").";
      clearTimeout(this.waiting);
      this.waiting = setTimeout(this.say.bind(this, "Showing " + count + (left ? "" : ": nothing fits") + "."), typing ? PAUSE : 0);
    }

    say(text) { this.status.textContent = text; }
  }

  customElements.define("rb-filter", FilterTable);
})();
