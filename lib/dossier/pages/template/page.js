(function () {
  "use strict";
  var said = document.currentScript.dataset;
  var each = function (what, from, act) { Array.prototype.forEach.call(from.querySelectorAll(what), act); };

  // Filter the lists of an evidence page.
  var main = document.querySelector(".evidence .body");
  if (main && main.querySelectorAll("ol.rows > li").length > 15) {
    var box = document.createElement("input"), label = document.createElement("label");
    box.type = "search";
    label.className = "tools";
    label.append(said.filter + " ", box);
    main.insertBefore(label, main.querySelector("section, .turn"));
    box.addEventListener("input", function () {
      var wanted = box.value.toLowerCase();
      each("ol.rows > li", main, function (row) {
        row.classList.toggle("gone", row.textContent.toLowerCase().indexOf(wanted) < 0);
      });
    });
  }

  // Sort a table by a column: numbers as numbers, shares and groups of digits included.
  var number = function (text) {
    var plain = text.replace(/[\s\u202f\u00a0%]/g, "");
    plain = document.documentElement.lang === "fr" ? plain.replace(",", ".") : plain.replace(/,/g, "");
    return plain === "" || isNaN(plain) ? null : parseFloat(plain);
  };
  each("table", document, function (table) {
    var body = table.tBodies[0];
    if (!body || body.rows.length < 6) { return; }
    each("thead th", table, function (head, place) {
      var button = document.createElement("button"), down = true;
      button.type = "button";
      button.title = said.sort + " " + head.textContent;
      button.textContent = head.textContent;
      head.replaceChildren(button);
      button.addEventListener("click", function () {
        var rows = Array.prototype.slice.call(body.rows);
        rows.sort(function (a, b) {
          var x = a.cells[place].textContent, y = b.cells[place].textContent, m = number(x), n = number(y);
          var order = m !== null && n !== null ? m - n : x.localeCompare(y);
          return down ? -order : order;
        });
        each("thead th", table, function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        down = !down;
        rows.forEach(function (row) { body.appendChild(row); });
      });
    });
  });

  // Copy a figure, with its colours and its source, to be put into another page.
  var drawn = function (figure) {
    var svg = figure.querySelector("svg.wide"), copy = svg.cloneNode(true), from = svg.querySelectorAll("*");
    each("*", copy, function (shape, place) {
      var look = getComputedStyle(from[place]);
      ["fill", "stroke", "font-weight"].forEach(function (name) { shape.setAttribute(name, look.getPropertyValue(name)); });
      shape.removeAttribute("class");
    });
    each("a", copy, function (link) { link.replaceWith.apply(link, link.childNodes); });
    copy.removeAttribute("class");
    copy.setAttribute("style", "font:13px sans-serif;max-width:100%;background:" + getComputedStyle(document.body).backgroundColor);
    var words = figure.querySelector("figcaption").innerText + " " + document.querySelector(".name").innerText;
    var outside = document.createElement("figure"), below = document.createElement("figcaption");
    below.textContent = words.replace(/\s+/g, " ");
    outside.append(copy, below);
    return outside.outerHTML;
  };
  each(".fig", document, function (figure) {
    var place = figure.querySelector(".get"), button = document.createElement("button");
    if (!navigator.clipboard || !place || !figure.querySelector("svg.wide")) { return; }
    button.type = "button";
    button.textContent = said.embed;
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(drawn(figure)).then(function () { button.textContent = said.copied; });
    });
    place.append(" · ", button);
  });

  // Copy the citation.
  each("button.copy", document, function (button) {
    if (!navigator.clipboard) { return; }
    button.hidden = false;
    button.addEventListener("click", function () {
      var text = document.getElementById(button.dataset.copy).textContent;
      navigator.clipboard.writeText(text).then(function () { button.textContent = said.copied; });
    });
  });
})();
