const map = this, at = map.dataset, edge = +at.edge, step = +at.step, side = +at.side;
const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
const square = (value) => Math.max(0, Math.min(side - 1, Math.floor((value - edge) / step)));
const x = square(point.x), y = square(point.y);
if (event.type === 'pointerdown') {
  event.preventDefault();
  map.setPointerCapture(event.pointerId);
  map.from = [x, y];
}
if (map.from) {
  const left = Math.min(x, map.from[0]), right = Math.max(x, map.from[0]);
  const top = Math.min(y, map.from[1]), bottom = Math.max(y, map.from[1]);
  const frame = map.querySelector('.brush');
  frame.setAttribute('x', edge + left * step);
  frame.setAttribute('y', edge + top * step);
  frame.setAttribute('width', (right - left + 1) * step);
  frame.setAttribute('height', (bottom - top + 1) * step);
  if (event.type === 'pointerup') {
    map.from = null;
    const name = (column, row) => String.fromCharCode(65 + column) + (row + 1);
    const field = map.closest('.dossier-topics').querySelector('.dossier-squares input');
    field.value = name(left, top) + ':' + name(right, bottom);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
