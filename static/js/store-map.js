// The map that can be moved: Leaflet over the districts the server drew, fetched only when it is opened.
const make = (name, properties) => Object.assign(document.createElement(name), properties)
const consented = () => document.cookie.split("; ").includes("tiles=1")
const consent = seconds => { document.cookie = `tiles=1; path=/; max-age=${seconds}; SameSite=Lax` }

// Leaflet's own sheet goes below our layers, so that ours has the last word.
const dress = async address => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`@layer reset { ${await (await fetch(address)).text()} }`)
  document.adoptedStyleSheets.push(sheet)
}

customElements.define("store-map", class extends HTMLElement {
  connectedCallback() {
    const tools = this.querySelector(".map-tools")
    tools.hidden = false
    tools.addEventListener("click", this.pressed)
    this.toggle("[data-consent], .map-why", consented())
    this.toggle("[data-withdraw]", !consented())
    this.sight = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && this.open())
    if (consented() && this.dataset.tiles) this.sight.observe(this)
  }

  disconnectedCallback() { [this.sight, this.rows].forEach(observer => observer?.disconnect()); this.map?.remove() }

  toggle(selector, hidden) { this.querySelectorAll(selector).forEach(part => { part.hidden = hidden }) }

  pressed = ({ target }) => {
    if (target.closest("[data-open]")) return this.open()
    if (!target.closest("button")) return
    consent(target.closest("[data-consent]") ? 31_536_000 : 0)
    location.reload()
  }

  async open() {
    if (this.map || this.isOpening) return
    this.isOpening = true
    this.sight.disconnect()
    await Promise.all([import(this.dataset.leaflet), dress(this.dataset.css)])
    if (!this.isConnected) return
    const frame = this.appendChild(make("div", { className: "map-live" }))
    const corners = this.dataset.corners.split(";").map(corner => corner.split(",").map(Number))
    this.map = L.map(frame, { zoomSnap: 0.25, attributionControl: false }).addControl(L.control.attribution({ position: "topright" })).fitBounds(corners).on("click", this.choose)
    this.ground(corners)
    this.pins = L.featureGroup().addTo(this.map)
    this.draw()
    this.rows = new MutationObserver(this.draw)
    this.rows.observe(this.list, { childList: true })
    this.classList.add("is-live")
    this.toggle("[data-open]", true)
  }

  // Streets where the shopper wants them, otherwise the districts and the shopper's place as the server drew them.
  ground(corners) {
    if (consented() && this.dataset.tiles) L.tileLayer(this.dataset.tiles, { attribution: this.dataset.attribution, maxZoom: 19 }).addTo(this.map)
    const drawn = this.querySelector(".map-drawn").cloneNode(true)
    drawn.querySelectorAll(".map-pin").forEach(pin => pin.remove())
    if (consented()) drawn.querySelector(".map-ground").remove()
    L.svgOverlay(drawn, corners, { className: "map-under" }).addTo(this.map)
  }

  get list() { return document.getElementById(this.getAttribute("for")) }
  draw = () => {
    const rows = [...this.list.querySelectorAll("[data-lat]")].map((row, n) => [`${row.dataset.lat},${row.dataset.lon}`, [row.dataset.number ?? n + 1, row]])
    this.pins.clearLayers()
    for (const [number, row] of new Map(rows.reverse()).values()) this.pins.addLayer(this.pin(number, row))
  }

  pin(number, row) {
    const icon = L.divIcon({ className: `map-point${row.dataset.there === "1" ? "" : " ask-first"}`, html: `<span>${number}</span>`, iconSize: [28, 28], iconAnchor: [14, 33], popupAnchor: [0, -30] })
    const { lat, lon, name } = row.dataset
    return L.marker([lat, lon], { icon, title: name, alt: name }).bindPopup(make("a", { href: `#${row.id}`, textContent: name }))
  }

  choose = ({ latlng }) => {
    const button = make("button", { type: "button", className: "button small", textContent: this.dataset.fromHere })
    button.addEventListener("click", () => document.dispatchEvent(new CustomEvent("place-chosen", { detail: { lat: latlng.lat, lon: latlng.lng } })))
    L.popup().setLatLng(latlng).setContent(button).openOn(this.map)
  }
})
