// Suggestions under search boxes, and pictures that one can move about in.
// Every page works without.
"use strict";

(function () {
  var serial = 0;

  // inLanguage keeps the language that this page's address asks for.
  function inLanguage(page) {
    var address = new URL(page, window.location.href), lang = new URL(window.location.href).searchParams.get("lang");
    if (lang) address.searchParams.set("lang", lang);
    return address;
  }

  // suggest shows what /api/search finds for the text of an input.
  function suggest(input) {
    var list = document.createElement("ul");
    var id = "suggestions-" + (serial += 1);
    var chosen = -1, asked = 0, timer = 0, goes = input.type === "search";
    list.id = id;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", input.getAttribute("aria-label") || input.closest("label") && input.closest("label").textContent.trim() || "");
    list.hidden = true;
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("aria-controls", id);
    var box = input.parentElement;
    box.classList.add("suggest-box");
    box.appendChild(list);

    function close() {
      list.hidden = true;
      chosen = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function choose(i) {
      var items = list.children;
      if (items.length === 0) return;
      chosen = (i + items.length) % items.length;
      for (var k = 0; k < items.length; k++) items[k].setAttribute("aria-selected", String(k === chosen));
      input.setAttribute("aria-activedescendant", items[chosen].id);
      items[chosen].scrollIntoView({ block: "nearest" });
    }

    function take(item) {
      close();
      if (goes) window.location.href = inLanguage(item.dataset.page);
      else input.value = item.dataset.name;
    }

    function text(tag, cls, value) {
      var el = document.createElement(tag);
      el.className = cls;
      el.textContent = value;
      return el;
    }

    // show lists hits. What was chosen stays so, as long as it is among them.
    function show(hits) {
      var before = chosen >= 0 ? list.children[chosen].dataset.name : null, again = -1;
      list.replaceChildren();
      hits.forEach(function (hit, i) {
        var item = document.createElement("li");
        item.id = id + "-" + i;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.page = hit.page;
        item.dataset.name = hit.iri.slice(hit.iri.indexOf(":") + 1);
        item.append(text("span", "name", hit.name), text("span", "other", hit.names.slice(0, 2).join(" · ")));
        item.addEventListener("mousedown", function (event) { event.preventDefault(); take(item); });
        list.appendChild(item);
        if (item.dataset.name === before) again = i;
      });
      list.hidden = hits.length === 0;
      chosen = -1;
      input.removeAttribute("aria-activedescendant");
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (again >= 0) choose(again);
    }

    function ask() {
      var query = input.value.trim(), turn = asked += 1;
      if (query === "") return close();
      var address = new URL(input.dataset.suggest, window.location.href);
      address.searchParams.set("q", query);
      address.searchParams.set("limit", "10");
      if (!address.searchParams.has("lang")) address.searchParams.set("lang", document.documentElement.lang);
      fetch(address, { headers: { Accept: "application/json" } })
        .then(function (r) { return r.ok ? r.json() : { hits: [] }; })
        .then(function (answer) { if (turn === asked && document.activeElement === input) show(answer.hits); })
        .catch(close);
    }

    input.addEventListener("input", function (event) {
      if (event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(ask, 80);
    });
    input.addEventListener("compositionend", ask);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", function (event) {
      if (event.isComposing || list.hidden) return;
      if (event.key === "ArrowDown") choose(chosen + 1);
      else if (event.key === "ArrowUp") choose(chosen - 1);
      else if (event.key === "Escape") close();
      else return;
      event.preventDefault();
    });
    // Enter sends the form, unless a suggestion is chosen.
    input.form.addEventListener("submit", function (event) {
      if (list.hidden || chosen < 0) return;
      event.preventDefault();
      take(list.children[chosen]);
    });
  }

  // movable lets a picture be dragged and zoomed, by mouse, finger and buttons.
  function movable(box) {
    var svg = box.querySelector("svg");
    if (!svg) return null;
    var whole = svg.viewBox.baseVal, home = [whole.x, whole.y, whole.width, whole.height];
    var view = home.slice(), from = null, moved = false;

    function set() { svg.setAttribute("viewBox", view.join(" ")); }

    function zoom(factor, at) {
      var w = Math.min(Math.max(view[2] * factor, home[2] / 40), home[2] * 3), h = w * view[3] / view[2];
      at = at || [view[0] + view[2] / 2, view[1] + view[3] / 2];
      view = [at[0] - (at[0] - view[0]) * w / view[2], at[1] - (at[1] - view[1]) * h / view[3], w, h];
      set();
    }

    function point(event) {
      var p = new DOMPoint(event.clientX, event.clientY).matrixTransform(svg.getScreenCTM().inverse());
      return [p.x, p.y];
    }

    svg.addEventListener("wheel", function (event) {
      if (!event.ctrlKey && !box.classList.contains("full")) return;
      event.preventDefault();
      zoom(event.deltaY > 0 ? 1.15 : 1 / 1.15, point(event));
    }, { passive: false });
    svg.addEventListener("pointerdown", function (event) { from = point(event); moved = false; });
    svg.addEventListener("pointermove", function (event) {
      if (!from) return;
      var to = point(event);
      if (!moved && Math.hypot(to[0] - from[0], to[1] - from[1]) < view[2] / 150) return;
      moved = true;
      svg.setPointerCapture(event.pointerId);
      view[0] -= to[0] - from[0];
      view[1] -= to[1] - from[1];
      set();
    });
    ["pointerup", "pointercancel"].forEach(function (name) { svg.addEventListener(name, function () { from = null; }); });
    svg.addEventListener("click", function (event) { if (moved) event.preventDefault(); }, true);
    svg.addEventListener("dragstart", function (event) { event.preventDefault(); });
    return { zoom: zoom, fit: function () { view = home.slice(); set(); } };
  }

  // load fetches a picture and puts it into its box.
  function load(box, address) {
    var note = document.createElement("p");
    note.setAttribute("role", "status");
    note.textContent = box.dataset.loading || "";
    if (!box.querySelector("svg")) box.replaceChildren(note);
    return fetch(address, { headers: { Accept: "image/svg+xml" } }).then(function (r) {
      if (!r.ok) throw new Error(r.statusText);
      return r.text();
    }).then(function (source) {
      var svg = new DOMParser().parseFromString(source, "image/svg+xml").documentElement;
      if (svg.localName !== "svg") throw new Error("no picture");
      box.replaceChildren(document.adoptNode(svg));
      return movable(box);
    }).catch(function () { note.textContent = box.dataset.failed || ""; box.replaceChildren(note); });
  }

  // workbench adds tools to the page of a picture. A node that is expanded
  // becomes one more centre of the picture, and of the page's address.
  function workbench(box, control) {
    var tools = document.querySelector("[data-tools]"), expanding = false;
    if (!control || !tools) return;
    tools.hidden = false;
    function button(name, act) {
      var b = tools.querySelector("[data-tool=" + name + "]");
      b.addEventListener("click", function () { act(b); });
      return b;
    }
    button("in", function () { control.zoom(1 / 1.4); });
    button("out", function () { control.zoom(1.4); });
    button("fit", function () { control.fit(); });
    function expect(on) {
      expanding = on;
      expand.setAttribute("aria-pressed", String(on));
    }
    var expand = button("expand", function () { expect(!expanding); });
    box.addEventListener("click", function (event) {
      var link = event.target.closest(".node a");
      if (!expanding || !link || event.defaultPrevented) return;
      event.preventDefault();
      expect(false);
      var name = entityOf(link);
      var address = new URL(window.location.href);
      if (name === null || address.searchParams.getAll("entity").indexOf(name) >= 0) return;
      address.searchParams.append("entity", name);
      address.searchParams.set("nodes", roomier());
      history.pushState(null, "", address);
      load(box, new URL("/picture.svg" + address.search, address)).then(function (c) { control = c || control; });
      refresh(address);
    });
    window.addEventListener("popstate", function () { window.location.reload(); });
  }

  // roomier is a number of nodes that leaves room for the neighbours of one more.
  function roomier() {
    var input = document.querySelector("input[name=nodes]");
    return Math.min(Number(input.max), Number(input.value) + 20);
  }

  // refresh brings what stands around a picture up to the address: the form, what
  // is left out, and the list of relations.
  function refresh(address) {
    fetch(address, { headers: { Accept: "text/html" } }).then(function (r) {
      if (!r.ok) throw new Error(r.statusText);
      return r.text();
    }).then(function (source) {
      var page = new DOMParser().parseFromString(source, "text/html");
      document.querySelectorAll("[data-live]").forEach(function (old) {
        var now = page.querySelector("[data-live=" + old.dataset.live + "]");
        if (now) old.replaceWith(document.adoptNode(now));
      });
    }).catch(function () { window.location.reload(); });
  }

  // entityOf is the name of the entity that a link of a picture leads to.
  function entityOf(link) {
    var href = link.getAttribute("href") || link.getAttributeNS("http://www.w3.org/1999/xlink", "href");
    var address = new URL(href, window.location.href);
    if (address.pathname.indexOf("/entity/") !== 0) return null;
    return address.searchParams.get("name") || decodeURIComponent(address.pathname.slice("/entity/".length));
  }

  document.querySelectorAll("input[data-suggest]").forEach(suggest);
  document.querySelectorAll("[data-picture]").forEach(function (box) {
    load(box, box.dataset.picture).then(function (control) {
      if ("workbench" in box.dataset) workbench(box, control);
    });
  });
})();
