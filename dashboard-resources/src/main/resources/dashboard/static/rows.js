'use strict';
// What a line can do, on every page that has lines. They open and are read without this file.
(() => {
  const MAX_JSON = 200000;

  /** What is in a row that came after the page: packed, as most are never opened. */
  const packed = row => row.querySelector(':scope > details > template');

  /** What an open row has, and is able to do; in thousands of closed ones it would only be weight. */
  function equip(row) {
    const pack = packed(row);
    pack?.replaceWith(pack.content);
    if (row.querySelector('.copy')) return;
    row.querySelector('.acts').append(button('copy', 'Copy', 'Copy this line, with its stack trace'));
    for (const cell of row.querySelectorAll('td[data-f]')) {
      if (cell.querySelector('.only')) continue;
      const quoted = cell.firstElementChild.textContent.replace(/[\\"]/g, '\\$&');
      const term = cell.previousElementSibling.textContent + ':"' + quoted + '"';
      const form = row.parentElement.dataset.form;
      cell.append(button('only', '=', 'Only lines with this', term, form), button('only', '≠', 'No lines with this', '-' + term, form));
    }
    const json = pretty(messageOf(row));
    if (json) {
      const made = Object.assign(document.createElement('pre'), { className: 'pretty', tabIndex: 0, textContent: json });
      made.setAttribute('role', 'group');
      made.setAttribute('aria-label', 'The JSON in it, indented');
      row.querySelector('.more').prepend(made);
    }
  }

  function button(className, text, title, value, form) {
    const made = Object.assign(document.createElement('button'), { className, textContent: text, title });
    if (value) {
      made.setAttribute('form', form);
      Object.assign(made, { name: 'add', value });
    } else {
      made.type = 'button';
    }
    return made;
  }

  // ---- JSON, indented: its own text, as numbers and keys that are twice there are not what JSON.parse makes of them

  /** The JSON that a message is, or ends with; null without any. */
  function pretty(message) {
    if (message.length > MAX_JSON) return null;
    const starts = [...message.matchAll(/[{[]/g)].slice(0, 20);
    for (const { index } of starts) {
      const json = message.slice(index).trim();
      try {
        const value = JSON.parse(json);
        if (Object.keys(value).length) return indented(json);
      } catch {
        // It begins further on, or there is none.
      }
    }
    return null;
  }

  function indented(json) {
    let depth = 0;
    const line = by => '\n' + '  '.repeat(depth += by);
    return json.replace(/"(?:[^"\\]|\\.)*"|\s+|[{[]\s*[}\]]|[{}[\],:]|[^\s{}[\],:"]+/g, token => {
      switch (token[0]) {
        case '{': case '[': return token.length > 1 ? token[0] + token.at(-1) : token + line(1);
        case '}': case ']': return line(-1) + token;
        case ',': return token + line(0);
        case ':': return ': ';
        default: return token.trim() && token;
      }
    });
  }

  // ---- Copying: a line is one line, as it was logged

  const messageOf = row => (row.querySelector('.whole') ?? packed(row)?.content.querySelector('.whole')
    ?? row.querySelector('.message bdi')).textContent;

  /** The name without what stands before it in a title: "Task com.acme.Sync". */
  const named = (row, what) => row.querySelector(what + ' a')?.title.replace(/^\w+ /, '') ?? '-';

  function nodeOf(row) {
    const more = packed(row)?.content ?? row;
    const head = [...more.querySelectorAll('th')].find(each => each.textContent === 'node');
    return head?.nextElementSibling.firstElementChild.textContent;
  }

  /** As an export has it: without the signs that are there for the eye. */
  function lineOf(row, withStack) {
    const exception = row.querySelector('.exception')?.textContent.replace(' ⟵ ', ' Caused by: ');
    const stack = withStack && row.querySelector('.stack')?.cloneNode(true);
    stack && stack.querySelectorAll('summary').forEach(folded => folded.remove());
    const of = [named(row, '.task'), named(row, '.run'), nodeOf(row)].filter(Boolean).join(' ');
    const line = [row.querySelector('time').title, row.querySelector('.level').textContent,
      '[' + of + ']', row.querySelector('.logger')?.title ?? '', '-', messageOf(row),
      !stack && exception].filter(Boolean).join(' ');
    return stack ? line + '\n' + stack.textContent.trimEnd() : line;
  }

  async function copy(row) {
    const text = lineOf(row, true);
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Pages that are not local and not encrypted get no clipboard.
      const area = document.body.appendChild(document.createElement('textarea'));
      area.value = text;
      area.select();
      document.execCommand('copy');
      area.remove();
    }
    said(row.querySelector('.copy'), 'Copied');
  }

  function said(made, word) {
    const before = made.textContent;
    made.textContent = word;
    setTimeout(() => { made.textContent = before; }, 1500);
  }

  document.addEventListener('copy', event => {
    const selection = getSelection();
    if (selection.isCollapsed || event.target.closest?.('input, textarea')) return;
    const range = selection.getRangeAt(0);
    const all = element(range.commonAncestorContainer);
    const within = all.closest('ol.rows > li');
    if (within && !all.matches('ol.rows > li, .row > details, summary')) {
      // A closed row shows signs for its line ends.
      if (all.closest('.message')) put(event, range.cloneContents().textContent);
      return;
    }
    const rows = within ? [within] : [...document.querySelectorAll('ol.rows > li')].filter(row => touches(range, row));
    if (rows.length) put(event, rows.map(row => lineOf(row, row.querySelector('details').open)).join('\n'));
  });

  const element = node => (node.nodeType === 1 ? node : node.parentElement);

  /** A selection that ends before the first character of a row has nothing of it. */
  function touches(range, row) {
    if (!range.intersectsNode(row)) return false;
    const part = document.createRange();
    part.selectNodeContents(row);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    return part.toString().trim() !== '';
  }

  function put(event, text) {
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  }

  // ---- Opening

  /** A link to a line opens it. */
  function openTarget() {
    const details = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))?.querySelector('details');
    if (details) open(details);
  }

  function open(details) {
    details.open = true;
    equip(details.parentElement);
  }

  document.addEventListener('toggle', event => {
    if (event.target.open && event.target.matches('.row > details')) equip(event.target.parentElement);
  }, true);

  document.addEventListener('click', event => {
    if (event.target.closest('.copy')) copy(event.target.closest('li.row'));
    // To select text in a row must not open it.
    if (event.target.closest('summary') && String(getSelection())) event.preventDefault();
  });
  addEventListener('hashchange', openTarget);

  // ---- Back leads to where one was

  /** Which rows are open, and which one is at the top of what is seen; nothing at the very top of the page. */
  function place() {
    const rows = [...document.querySelectorAll('ol.rows > li')];
    const seen = scrollY < 4 ? null : rows.find(row => row.getBoundingClientRect().bottom > (document.querySelector('header')?.offsetHeight ?? 0));
    const open = rows.filter(row => row.querySelector(':scope > details[open]')).map(row => row.id);
    return { open, at: seen?.id ?? open[0] ?? '', top: (seen ?? document.getElementById(open[0]))?.getBoundingClientRect().top ?? 0 };
  }

  /** Notes it in the entry of the history that is about to be left. */
  function keepPlace(more) {
    history.replaceState({ ...history.state, place: { ...place(), ...more } }, '');
    history.scrollRestoration = 'manual';
  }

  function restore(kept) {
    for (const id of kept.open) {
      const details = document.getElementById(id)?.querySelector('details');
      if (details) open(details);
    }
    const row = kept.at && document.getElementById(kept.at);
    if (row) scrollBy(0, row.getBoundingClientRect().top - kept.top);
  }

  /** What was noted of this page, when somebody comes back to it or loads it anew. */
  function kept() {
    const type = performance.getEntriesByType('navigation')[0]?.type;
    return type === 'back_forward' || type === 'reload' ? history.state?.place : undefined;
  }

  /** "local" means the browser's clock; without this file it is the application's. */
  function showLocalClock() {
    const local = document.getElementById('time-local');
    if (!local) return;
    const link = new URL(local.href);
    link.searchParams.set('clock', Intl.DateTimeFormat().resolvedOptions().timeZone);
    local.href = link.pathname + link.search;
  }

  function ready() {
    // One stop for all bars; the arrows lead from one to the other.
    document.querySelector('.histogram a')?.setAttribute('tabindex', '0');
    openTarget();
    document.querySelectorAll('ol.rows > li:has(> details[open])').forEach(equip);
  }
  showLocalClock();
  ready();
  Object.assign(asyncz, { ready, equip, keepPlace, restore, kept });
})();
