'use strict';
const slider = document.getElementById('moment');
const now = document.getElementById('now');
const moments = document.querySelectorAll('#moments li');
const picture = document.querySelector('.lifetimes');
const cursor = document.querySelector('.cursor');
const timed = document.querySelectorAll('[data-from]');

function show(moment) {
  for (const part of timed) {
    part.classList.toggle('unborn', moment < Number(part.dataset.from));
    part.classList.toggle('ended', moment >= Number(part.dataset.to));
  }
  const x = Number(picture.dataset.left) + (moment + 0.5) * Number(picture.dataset.cell);
  cursor.setAttribute('x1', x);
  cursor.setAttribute('x2', x);
  now.textContent = moments[moment].textContent;
  slider.setAttribute('aria-valuetext', now.textContent);
}

slider.addEventListener('input', () => show(slider.valueAsNumber));

document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    hide(shown);
  }
  const way = {ArrowLeft: -1, ArrowRight: 1}[event.key];
  // The slider itself knows the keys.
  if (way && event.target !== slider && !event.altKey && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    slider.valueAsNumber += way;
    show(slider.valueAsNumber);
  }
});

// The bar whose description is seen.
let shown = null;

function hide(bar) {
  if (bar && bar === shown) {
    tipOf(bar).hidden = true;
    document.querySelectorAll('.lit').forEach(part => part.classList.remove('lit'));
    shown = null;
  }
}

function tell(bar) {
  if (bar === shown) {
    return;
  }
  hide(shown);
  shown = bar;
  document.querySelectorAll(`[data-life="${bar.dataset.life}"]`)
      .forEach(part => part.classList.add('lit'));
  const tip = tipOf(bar);
  tip.hidden = false;
  const place = bar.querySelector('rect').getBoundingClientRect();
  const size = tip.getBoundingClientRect();
  const below = place.bottom + 8;
  const fits = below + size.height <= innerHeight;
  tip.style.top = Math.max(4, fits ? below : place.top - size.height - 8) + 'px';
  const left = place.left + Math.min(40, place.width / 2);
  tip.style.left = Math.max(4, Math.min(left, innerWidth - size.width - 12)) + 'px';
}

function tipOf(bar) {
  return document.getElementById('tip-' + bar.dataset.life);
}

for (const bar of document.querySelectorAll('.bar')) {
  // Not pointerenter: that also comes when the page scrolls to the focus, under a mouse at rest.
  bar.addEventListener('pointermove', () => tell(bar));
  bar.addEventListener('pointerleave', () => hide(bar));
  bar.addEventListener('focus', () => tell(bar));
  bar.addEventListener('blur', () => hide(bar));
}

show(slider.valueAsNumber);
