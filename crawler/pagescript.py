"""What runs in a page before its own scripts: finds what acts like a link, hears where it leads.

Promises: one script. Refuses to know: everything else; nothing it says is trusted, the addresses it
finds go the way of every other link.
"""

SCRIPT = r"""
(() => {
  if (window !== window.top) return;
  const listens = new WeakSet();
  const listen = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, ...rest) {
    if (type === 'click' && this instanceof Element) listens.add(this);
    return listen.call(this, type, ...rest);
  };
  let led = [], marked = [], before = '', pressing = false;
  const note = (url) => {
    try { if (url) led.push(new URL(url, document.baseURI).href); } catch { /* no address */ }
  };
  window.open = (url) => { note(url); return null; };
  for (const name of ['pushState', 'replaceState']) {
    const real = history[name].bind(history);
    history[name] = (state, title, url) => {
      if (pressing) note(url);
      return real(state, title, url);
    };
  }
  // React keeps its handlers beside the element and listens at the root.
  const acts = (node) => listens.has(node) || node.hasAttribute('onclick') ||
    Object.keys(node).some((key) => key.startsWith('__reactProps') && node[key]?.onClick);
  const looks = 'button,[role=button],[role=link],[role=menuitem]';
  const plain = (node) => node.tagName === 'A' &&
    !/^\s*(#|javascript:|$)/i.test(node.getAttribute('href') ?? '');
  const leads = (node) => {
    if (plain(node) || node.closest('form') || node.matches('input,select,textarea,option')) {
      return false;
    }
    if (!acts(node) && !node.matches(looks)) return false;
    const inside = node.parentElement?.closest('a[href]');
    return !inside && !node.querySelector('a[href]:not([href^="#"])');
  };
  window.oit = Object.freeze({
    letters: () => (document.body?.innerText ?? '').trim().length,
    mark: () => {
      const all = [...document.querySelectorAll('body *')].filter(leads).slice(0, 200);
      marked = all.filter((node) => !all.some((other) => other !== node && node.contains(other)));
      before = location.href;
      led = [];
      return marked.length;
    },
    press: (number) => {
      const node = marked[number];
      if (!node?.isConnected) return false;
      pressing = true;
      try { node.click(); } catch { /* the page's own trouble */ }
      return true;
    },
    led: () => { pressing = false; const found = led; led = []; return found; },
    whole: () => location.href === before && marked.every((node) => node.isConnected),
    wrap: (found) => {
      for (const [number, url] of found) {
        const node = marked[number];
        if (node?.tagName === 'A') node.href = url;
        if (!node || node.tagName === 'A') continue;
        const link = document.createElement('a');
        link.href = url;
        node.replaceWith(link);
        link.append(node);
      }
    },
    add: (urls) => {
      for (const url of urls) {
        const link = document.createElement('link');
        link.rel = 'next';
        link.href = url;
        document.head?.append(link);
      }
    },
  });
})();
"""
