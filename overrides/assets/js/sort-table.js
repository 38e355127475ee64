/* <rb-sort>: a table whose columns can be put in order. Without this script it is the table as it was written. */
(function () {
  "use strict";

  function key(row, column) {
    var cell = row.cells[column];
    var text = cell.dataset.sort || cell.textContent.trim();
    var number = Number(text);
    return text !== "" && !isNaN(number) ? number : text.toLowerCase();
  }

  function compare(a, b) {
    if (typeof a === typeof b) return a < b ? -1 : a > b ? 1 : 0;
    return typeof a === "number" ? -1 : 1;
  }

  class SortTable extends HTMLElement {
    /* This script ends the page, so what is in the element has been read. */
    connectedCallback() { this.prepare(); }

    prepare() {
      var head = this.querySelector("thead tr");
      if (!head || head.querySelector("button")) return;
      Array.from(head.cells).forEach(function (cell, column) {
        var button = document.createElement("button");
        button.type = "button";
        button.className = "rb-sort__button";
        button.textContent = cell.textContent;
        button.addEventListener("click", this.sort.bind(this, cell, column));
        cell.replaceChildren(button);
      }, this);
    }

    sort(cell, column) {
      var down = cell.getAttribute("aria-sort") === "ascending";
      var body = this.querySelector("tbody");
      var rows = Array.from(body.rows).sort(function (a, b) {
        return compare(key(a, column), key(b, column)) * (down ? -1 : 1);
      });
      Array.from(cell.parentNode.cells).forEach(function (other) { other.removeAttribute("aria-sort"); });
      cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append.apply(body, rows);
    }
  }

  customElements.define("rb-sort", SortTable);
})();
