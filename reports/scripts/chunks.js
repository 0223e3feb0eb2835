// Lists of thousands: pieces of them are made when they come near the screen.

const AHEAD = '1500px 0px';

class Chunks {
  // wrap makes the element of one piece, as high as its entries are guessed to be, render that of one entry. Few entries
  // are made at once, so that the browser's own search finds them.
  constructor(box, { size, height, wrap, render, atOnce = 200 }) {
    Object.assign(this, { box, size, height, wrap, render, atOnce });
    this.entries = [];
    this.pieces = [];
    this.observer = new IntersectionObserver((seen) => {
      for (const { isIntersecting, target } of seen) if (isIntersecting) this.fill(this.pieces.findIndex(({ node }) => node === target));
    }, { rootMargin: AHEAD });
  }

  set(entries) {
    this.observer.disconnect();
    this.entries = entries;
    this.pieces = [];
    for (let from = 0; from < entries.length; from += this.size) {
      const count = Math.min(this.size, entries.length - from);
      const node = this.wrap(`${count * this.height}rem`);
      this.pieces.push({ node, from, count, filled: false });
    }
    this.box.replaceChildren(...this.pieces.map(({ node }) => node));
    if (entries.length <= this.atOnce) this.fillAll();
    else {
      this.fill(0);
      for (const { node } of this.pieces.slice(1)) this.observer.observe(node);
    }
  }

  fill(at) {
    const piece = this.pieces[at];
    if (!piece || piece.filled) return;
    piece.filled = true;
    this.observer.unobserve(piece.node);
    piece.node.style.removeProperty('min-height');
    piece.node.replaceChildren(...this.entries.slice(piece.from, piece.from + piece.count).map((entry, i) => this.render(entry, piece.from + i)));
  }

  fillAll() {
    this.pieces.forEach((_, at) => this.fill(at));
  }

  // Makes an entry, whatever its place, and gives its number or -1.
  reach(entry) {
    const at = this.entries.indexOf(entry);
    if (at >= 0) this.fill(Math.floor(at / this.size));
    return at;
  }
}
