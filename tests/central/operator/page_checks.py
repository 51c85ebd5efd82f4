"""What a page must be for whoever sees little, hears it read, or has no mouse; asked of the browser itself."""

from __future__ import annotations

from typing import Any

from selenium.webdriver.common.keys import Keys

from tests.support.chromium import Keyboard

_STRUCTURE = """
const all = (what) => [...document.querySelectorAll(what)];
const wrong = [];
for (const [what, many] of [['main', 1], ['h1', 1], ['header', 1], ['footer', 1], ['[role=status],[role=alert]', null]])
  if (many === null ? !all(what).length : all(what).length !== many) wrong.push(what);
if (!document.documentElement.lang) wrong.push('lang');
if (all('script').length || all('[style]').length || all('style').length) wrong.push('inline');
for (const table of all('table')) {
  if (!table.caption || !table.caption.textContent.trim()) wrong.push('caption');
  if ([...table.querySelectorAll('thead th')].some((th) => th.scope !== 'col')) wrong.push('scope');
}
for (const field of all('input:not([type=hidden]),select,textarea'))
  if (!field.labels.length && !field.getAttribute('aria-label')) wrong.push('label ' + field.name);
let level = 1;
for (const heading of all('h1,h2,h3,h4')) {
  const now = +heading.tagName[1];
  if (now > level + 1) wrong.push('heading ' + heading.textContent);
  level = now;
}
return wrong;
"""
_CONTRAST = """
const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
const linear = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
const light = (c) => { const s = c.slice(0, 3).map(linear);
  return 0.2126 * s[0] + 0.7152 * s[1] + 0.0722 * s[2]; };
const ground = (element) => { for (let e = element; e; e = e.parentElement) {
    const colour = parse(getComputedStyle(e).backgroundColor);
    if (colour[3] === 1) return colour;
  }
  return [255, 255, 255, 1]; };
const ratio = (a, b) => { const [x, y] = [light(a), light(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05); };
const bad = []; let looked = 0;
for (const element of document.querySelectorAll('body *')) {
  const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const typed = element.matches('input:not([type=hidden]):not([type=checkbox]),select');
  const box = element.getBoundingClientRect();
  if (!(own || typed) || !box.width || element.closest('.unseen,option')) continue;
  looked += 1;
  const found = ratio(parse(getComputedStyle(element).color), ground(element));
  if (found < 4.5) bad.push(element.tagName + ' ' + element.textContent.trim().slice(0, 30) + ' ' + found.toFixed(2));
  if (typed || element.matches('button,.button')) {
    const edge = getComputedStyle(element);
    if (edge.borderTopWidth !== '0px' && ratio(parse(edge.borderTopColor), ground(element.parentElement)) < 3)
      bad.push('border ' + element.textContent.trim().slice(0, 30));
  }
}
return [looked, bad];
"""
_OUTLINE = """
const style = getComputedStyle(document.activeElement);
return [style.outlineStyle, parseFloat(style.outlineWidth)];
"""
_STOPS = """
const tabbable = 'a[href],button,input:not([type=hidden]),select,textarea';
return [...document.querySelectorAll(tabbable)].filter((e) => !e.disabled).length;
"""
_PLACE = """
const tabbable = 'a[href],button,input:not([type=hidden]),select,textarea';
return [...document.querySelectorAll(tabbable)].indexOf(document.activeElement);
"""
_CONTROLS = frozenset({"button", "link", "textbox", "checkbox", "combobox", "searchbox", "menuitem", "radio"})


def misbuilt(page: Keyboard) -> list[str]:
    """Landmarks, headings, labels and tables that are not as they should be."""
    return list(page.run(_STRUCTURE))


def pale(page: Keyboard) -> list[str]:
    """Text under 4.5:1 and edges of controls under 3:1, from the styles that the browser has computed."""
    looked, bad = page.run(_CONTRAST)
    assert looked > 3, "nothing was looked at"
    return list(bad)


def nameless(page: Keyboard) -> list[str]:
    """Controls of the accessibility tree that have no name."""
    nodes: list[dict[str, Any]] = page.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    controls = [node for node in nodes if not node.get("ignored") and _value(node, "role") in _CONTROLS]
    assert controls, "the tree has no control"
    return [_value(node, "role") for node in controls if not _value(node, "name").strip()]


def too_wide(page: Keyboard) -> bool:
    """Whether the page must be scrolled sideways."""
    return bool(page.run("const d = document.documentElement; return d.scrollWidth > d.clientWidth"))


def unseen_stops(page: Keyboard, most: int) -> list[str]:
    """Stops of Tab without a ring around them, or out of the order in which they stand; the first ``most``."""
    page.run("document.activeElement.blur(); window.scrollTo(0, 0)")
    bad, last = [], -1
    for _ in range(min(most, page.run(_STOPS))):
        page.press(Keys.TAB)
        place = page.run(_PLACE)
        if place < 0:
            continue  # a region that scrolls
        kind, width = page.run(_OUTLINE)
        if kind == "none" or width < 2:
            bad.append(f"no ring: {page.focused.accessible_name}")
        if place <= last:
            bad.append(f"out of order: {page.focused.accessible_name}")
        last = place
    assert last >= 0, "Tab stopped nowhere"
    return bad


def _value(node: dict[str, Any], part: str) -> str:
    return str(node.get(part, {}).get("value", ""))
