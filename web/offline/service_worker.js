// Keeps one whole build of the page, and gives it from there: what is shown and what it calculates with
// are always of one build. A later build is fetched whole and waits until the visitor agrees.
const BUILD = "BUILD_NAME";
const FILES = ["BUILD_FILES"];
const PREFIX = `gouji ${registration.scope} `;
const CACHE = PREFIX + BUILD;

addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(FILES)));
});

addEventListener("activate", (event) => {
  event.waitUntil(forget().then(() => clients.claim()));
});

addEventListener("message", ({ data }) => {
  if (data === "take-over") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(registration.scope)) return;
  if (request.mode === "navigate") {
    const path = url.pathname.slice(new URL(registration.scope).pathname.length);
    if (path === "" || path === "index.html") event.respondWith(kept("./", request));
    if (path === "old.html") event.respondWith(kept("old.html", request));
  } else {
    event.respondWith(kept(request, request));
  }
});

/** What this build has kept; else what the last one has, for a page of it that is still open. */
function kept(wanted, request) {
  return caches
    .open(CACHE)
    .then((cache) => cache.match(wanted))
    .then((found) => found || (request.mode === "navigate" ? undefined : caches.match(wanted)))
    .then((found) => found || fetch(request));
}

/** Drops all builds but this one and the one before it. */
function forget() {
  return caches.keys().then((names) => {
    const older = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
    return Promise.all(older.slice(0, -1).map((name) => caches.delete(name)));
  });
}
