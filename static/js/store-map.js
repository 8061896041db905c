// The map that can be moved: Leaflet over the districts the server drew, fetched only when it is opened.
const CONSENT = "tiles=1"
const keep = (value, seconds) => { document.cookie = `${value}; path=/; max-age=${seconds}; SameSite=Lax` }
// Leaflet's own sheet goes below our layers, so that ours has the last word.
const dress = async address => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`@layer reset { ${await (await fetch(address)).text()} }`)
  document.adoptedStyleSheets.push(sheet)
}
const consented = () => document.cookie.split("; ").includes(CONSENT)

customElements.define("store-map", class extends HTMLElement {
  connectedCallback() {
    const tools = this.querySelector(".map-tools")
    tools.hidden = false
    tools.addEventListener("click", this.pressed)
    this.toggle("[data-consent], .map-why", consented())
    this.toggle("[data-withdraw]", !consented())
    if (!consented() || !this.dataset.tiles) return
    this.sight = new IntersectionObserver(([entry]) => entry.isIntersecting && this.open())
    this.sight.observe(this)
  }

  disconnectedCallback() { [this.sight, this.rows].forEach(observer => observer?.disconnect()); this.map?.remove() }

  toggle(selector, hidden) { this.querySelectorAll(selector).forEach(part => { part.hidden = hidden }) }

  pressed = ({ target }) => {
    const button = target.closest("button")
    if (button?.matches("[data-open]")) return this.open()
    if (!button) return
    button.matches("[data-consent]") ? keep(CONSENT, 31_536_000) : keep("tiles=", 0)
    location.reload()
  }

  async open() {
    if (this.map || this.isOpening) return
    this.isOpening = true
    this.sight?.disconnect()
    await Promise.all([import(this.dataset.leaflet), dress(this.dataset.css)])
    if (!this.isConnected) return
    const frame = Object.assign(document.createElement("div"), { className: "map-live" })
    this.append(frame)
    const degrees = this.dataset.corners.split(",").map(Number)
    const corners = [degrees.slice(0, 2), degrees.slice(2)]
    this.map = L.map(frame, { zoomSnap: 0.25 }).fitBounds(corners)
    this.map.attributionControl.setPrefix("Leaflet")
    this.ground(corners)
    this.pins = L.featureGroup().addTo(this.map)
    this.draw()
    this.rows = new MutationObserver(this.draw)
    this.rows.observe(this.list, { childList: true })
    this.map.on("click", this.choose)
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
    const rows = [...this.list.querySelectorAll("[data-lat]")].map((row, n) => [`${row.dataset.lat},${row.dataset.lon}`, [n + 1, row]])
    this.pins.clearLayers()
    for (const [number, row] of new Map(rows.reverse()).values()) this.pins.addLayer(this.pin(number, row))
  }

  pin(number, row) {
    const icon = L.divIcon({ className: `map-point${row.dataset.there === "1" ? "" : " ask-first"}`, html: `<span>${number}</span>`, iconSize: [28, 28], iconAnchor: [14, 33], popupAnchor: [0, -30] })
    const link = Object.assign(document.createElement("a"), { href: `#${row.id}`, textContent: row.dataset.name })
    return L.marker([row.dataset.lat, row.dataset.lon], { icon, title: row.dataset.name, alt: row.dataset.name }).bindPopup(link)
  }

  choose = ({ latlng }) => {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button small", textContent: this.dataset.fromHere })
    button.addEventListener("click", () => document.dispatchEvent(new CustomEvent("place-chosen", { detail: { lat: latlng.lat, lon: latlng.lng } })))
    L.popup().setLatLng(latlng).setContent(button).openOn(this.map)
  }
})
