'use strict';
// The stream of new lines, one for each tab that is looked at. What comes is handed to asyncz.log.
(() => {
  const MAX_TABS = 4;
  const NOT_FILTERS = ['before', 'after', 'limit', 'context'];
  const name = () => Math.random().toString(36).slice(2);
  /** Of this page in this tab; a tab that is duplicated takes its session, and so its name, along. */
  const instance = name();
  let tab = sessionStorage.asynczTab ??= name();
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('asyncz') : null;
  /** Other tabs that have opened a stream since this one has. A browser allows few connections in all. */
  const newerTabs = new Set();
  let stream;
  let state = '';

  function say(now, text) {
    state = now;
    const sign = document.getElementById('live');
    sign.hidden = !text;
    sign.dataset.state = now;
    sign.textContent = text;
  }

  function connect() {
    disconnect();
    if (document.hidden || !asyncz.log.isLive()) return void say('', '');
    const query = new URLSearchParams(location.search);
    NOT_FILTERS.forEach(each => query.delete(each));
    query.set('after', asyncz.log.newest());
    query.set('tab', tab);
    newerTabs.clear();
    const mine = stream = new EventSource(asyncz.form.page + 'stream?' + query);
    mine.onopen = () => {
      tabs?.postMessage(tab);
      say('live', 'live');
    };
    const heard = (type, then) => mine.addEventListener(type, event => mine === stream && then(event.data));
    heard('message', data => asyncz.log.receive(asyncz.parse(data).querySelectorAll('li.row')));
    heard('flood', asyncz.log.flood);
    heard('calm', asyncz.log.calm);
    heard('gap', asyncz.log.gap);
    heard('full', data => fallBack(`${data} pages are live already; this one looks every 10 s`));
    heard('problem', fallBack);
    mine.onerror = () => {
      if (mine !== stream) return;
      if (mine.readyState === EventSource.CLOSED) fallBack('not live; looks every 10 s');
      else say('broken', 'connecting…');
    };
  }

  function fallBack(text) {
    disconnect();
    say('fallback', text);
  }

  function disconnect() {
    stream?.close();
    stream = undefined;
  }

  tabs?.addEventListener('message', event => {
    const { asks, taken, from, to } = event.data;
    if (asks === tab && from !== instance) return void tabs.postMessage({ taken: tab, to: from });
    if (taken === tab && to === instance) {
      tab = sessionStorage.asynczTab = name();
      return void connect();
    }
    if (typeof event.data !== 'string' || event.data === tab || !stream) return;
    newerTabs.add(event.data);
    if (newerTabs.size >= MAX_TABS) fallBack('live in other tabs; this one looks every 10 s');
  });
  tabs?.postMessage({ asks: tab, from: instance });

  addEventListener('focus', () => asyncz.log.isLive() && !stream && connect());
  addEventListener('pageshow', event => event.persisted && connect());

  asyncz.parse = html => new DOMParser().parseFromString(html, 'text/html');
  asyncz.stream = {
    connect,
    disconnect,
    isOpen: () => state === 'live',
    /** A place may have become free. */
    again: () => state === 'fallback' && newerTabs.size < MAX_TABS && connect(),
  };
})();
