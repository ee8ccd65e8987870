// Defines <gouji-check>: the page in a frame, as tall as its content, in the colours of the site around
// it. The site learns how a check ended and its counts, and where in the frame the visitor looks; a report only when
// it asks and the visitor agrees.
(function () {
  "use strict";
  if (!window.customElements || customElements.get("gouji-check")) return;
  var page = new URL("./", document.currentScript.src);
  var ATTRIBUTES = ["language", "theme", "rulebook", "sample"];
  var TOKENS = [
    "ink", "soft", "paper", "ground", "line", "edge", "brand", "brand-ground", "on-brand", "error", "error-ground", "doubt",
    "doubt-ground", "rounding", "rounding-ground", "agreed", "agreed-ground",
  ];

  class GoujiCheck extends HTMLElement {
    static get observedAttributes() {
      return ATTRIBUTES;
    }

    connectedCallback() {
      var self = this;
      var frame = document.createElement("iframe");
      frame.src = address(this);
      frame.title = this.getAttribute("title") || "勾稽 · 部门预算公开自查";
      frame.setAttribute("allow", "");
      frame.style.display = "block";
      frame.style.width = "100%";
      frame.style.border = "0";
      frame.style.height = "640px";
      this._frame = frame;
      this._listen = function (event) {
        if (event.origin !== page.origin || event.source !== frame.contentWindow) return;
        if (event.data && event.data.gouji === "ready") greet(self);
      };
      this._look = function () {
        tell(self, { settings: settings(self) });
      };
      window.addEventListener("message", this._listen);
      this._dark = window.matchMedia("(prefers-color-scheme: dark)");
      if (this._dark.addEventListener) this._dark.addEventListener("change", this._look);
      this.appendChild(frame);
    }

    disconnectedCallback() {
      window.removeEventListener("message", this._listen);
      if (this._dark.removeEventListener) this._dark.removeEventListener("change", this._look);
      if (this._port) this._port.close();
      this._port = null;
      if (this._frame.parentNode) this._frame.parentNode.removeChild(this._frame);
    }

    attributeChangedCallback() {
      if (this._port) this._look();
    }

    /** Reads the custom properties of the element anew, after the site has changed its colours. */
    refresh() {
      this._look();
    }

    /** Asks the visitor for the report of what is shown; gives it, or null where the visitor declines. */
    requestReport() {
      var self = this;
      if (!this._port) return Promise.resolve(null);
      if (this._asked) return this._asked.promise;
      var asked = {};
      asked.promise = new Promise(function (resolve) {
        asked.answer = resolve;
      });
      this._asked = asked;
      tell(self, { ask: "report" });
      return asked.promise;
    }
  }

  /** Hands the page one end of a channel that nobody else holds. */
  function greet(self) {
    var channel = new MessageChannel();
    if (self._port) self._port.close();
    settle(self, null);
    self._port = channel.port1;
    self._port.onmessage = function (event) {
      take(self, event.data || {});
    };
    self._frame.contentWindow.postMessage({ gouji: "hello", settings: settings(self) }, page.origin, [channel.port2]);
    say(self, "gouji-ready", {});
  }

  function take(self, message) {
    if (typeof message.height === "number" && message.height > 0) {
      self._frame.style.height = Math.min(Math.ceil(message.height), 100000) + "px";
    }
    if (message.checked) say(self, "gouji-checked", message.checked);
    if (typeof message.top === "number" && typeof message.bottom === "number") show(self, message.top, message.bottom);
    if ("report" in message) {
      settle(self, message.report);
      if (message.report) say(self, "gouji-report", message.report);
    }
  }

  /** Scrolls the site so that this part of the frame is seen, unless it is: a frame as tall as its content does not
   * scroll itself. */
  function show(self, top, bottom) {
    var frame = self._frame;
    var room = window.innerHeight;
    var from = frame.getBoundingClientRect().top + top;
    if (from >= room / 8 && from + bottom - top <= room) return;
    var above = Math.max(room / 8, Math.min(room / 4, room - (bottom - top)));
    frame.style.scrollMarginTop = Math.round(above - top) + "px";
    frame.scrollIntoView();
  }

  function settle(self, report) {
    if (self._asked) self._asked.answer(report);
    self._asked = null;
  }

  function tell(self, message) {
    if (self._port) self._port.postMessage(message);
  }

  function say(self, name, detail) {
    self.dispatchEvent(new CustomEvent(name, { detail: detail, bubbles: true }));
  }

  function settings(self) {
    var style = getComputedStyle(self);
    var tokens = {};
    TOKENS.forEach(function (name) {
      var value = style.getPropertyValue("--gouji-" + name).trim();
      if (value) tokens[name] = value;
    });
    return { language: self.getAttribute("language") || "", theme: self.getAttribute("theme") || "", tokens: tokens };
  }

  function address(self) {
    var url = new URL(page);
    ATTRIBUTES.forEach(function (name) {
      if (self.hasAttribute(name)) url.searchParams.set(name, self.getAttribute(name));
    });
    return url.href;
  }

  customElements.define("gouji-check", GoujiCheck);
})();
