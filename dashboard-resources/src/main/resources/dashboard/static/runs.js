'use strict';
// The pages work without this file. With it they renew themselves, but never under the reader's hands: not while
// something is selected, focused or opened, nor while the tab is hidden.
(() => {
  const EVERY_MS = 5000;
  const page = document.getElementById('page');
  const status = document.getElementById('status');
  if (asyncz.kept()) asyncz.restore(asyncz.kept());
  addEventListener('pagehide', () => asyncz.keepPlace());
  let openAtFirst = opened();
  let tag = '';

  function opened() {
    return [...document.querySelectorAll('details[open]')].map(each => each.parentElement.id || each.className).join();
  }

  function inUse() {
    const focused = document.activeElement;
    return document.hidden || String(getSelection()) !== '' || opened() !== openAtFirst
      || focused && focused !== document.body && (page.contains(focused) || focused.closest('form'));
  }

  /** Nothing has happened; time has passed. */
  function showAges() {
    const words = s => (s < 60 ? s + ' s' : s < 3600 ? Math.floor(s / 60) + ' min' : s < 172800 ? Math.floor(s / 3600) + ' h' : Math.floor(s / 86400) + ' d');
    for (const time of document.querySelectorAll('time.ago')) {
      const s = Math.floor((Date.now() - Date.parse(time.dateTime)) / 1000);
      time.textContent = s < 0 ? 'in ' + words(-s) : words(s) + ' ago';
    }
  }

  async function renew() {
    if (!page.hasAttribute('data-renew')) return;
    if (inUse()) {
      document.getElementById('updated').textContent = 'updates paused';
      return;
    }
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html', 'If-None-Match': tag } });
      if (answer.status === 304) return showAges();
      if (!answer.ok) throw new Error(answer.status);
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (inUse()) return;
      tag = answer.headers.get('ETag') ?? '';
      const scrolled = [...page.querySelectorAll('.tall, pre')].map(each => each.scrollTop);
      page.replaceChildren(...fresh.getElementById('page').childNodes);
      status.replaceChildren(...fresh.getElementById('status').childNodes);
      page.querySelectorAll('.tall, pre').forEach((each, i) => { each.scrollTop = scrolled[i] || 0; });
      document.title = fresh.title;
      openAtFirst = opened();
    } catch {
      document.getElementById('updated').textContent = 'no answer from the application, trying again';
    }
  }

  document.addEventListener('visibilitychange', renew);
  setInterval(renew, EVERY_MS);
})();
