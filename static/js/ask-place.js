// The "where" of the search: remembered in this browser only; a point leaves it rounded to about 100 m.
const KEY = "place"
const read = () => { try { return JSON.parse(localStorage.getItem(KEY)) } catch { return null } }
const write = place => { try { place ? localStorage.setItem(KEY, JSON.stringify(place)) : localStorage.removeItem(KEY) } catch { /* private window */ } }
const round = degrees => Number(degrees).toFixed(3)

customElements.define("ask-place", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input")
    this.button = this.querySelector("button")
    this.told = this.querySelector("[role=status]")
    this.form = this.closest("form")
    this.button.hidden = !("geolocation" in navigator)
    this.button.addEventListener("click", this.locate)
    this.input.addEventListener("input", this.typed)
    this.form.addEventListener("submit", this.remember)
    document.addEventListener("place-chosen", this.chosen)
    this.begin()
  }

  disconnectedCallback() {
    this.form.removeEventListener("submit", this.remember)
    document.removeEventListener("place-chosen", this.chosen)
  }

  // What the address says counts. Otherwise the remembered place goes into the field and into this page's links,
  // but not beside hits that were measured from elsewhere.
  begin() {
    const point = this.input.value.match(/^(-?\d+\.\d+),(-?\d+\.\d+)$/)
    const known = read()
    if (point) {
      const [, lat, lon] = point
      const place = known?.lat === lat && known.lon === lon ? known : { lat, lon, label: this.dataset.map }
      write(place)
      return this.show(place)
    }
    if ("asked" in this.dataset) return write({ near: this.input.value })
    if (!known || this.input.value || document.querySelector("#results")) return
    this.show(known)
    for (const link of document.querySelectorAll("a[data-placed]")) {
      for (const name of ["near", "lat", "lon"]) if (known[name]) link.search = new URLSearchParams([...new URLSearchParams(link.search), [name, known[name]]])
    }
  }

  show(place) {
    this.place = place
    this.input.value = place.near ?? place.label
    this.input.toggleAttribute("data-point", Boolean(place.lat))
    this.form.querySelectorAll("[data-point-part]").forEach(part => part.remove())
    this.input.name = place.lat ? "" : "near"
    for (const name of place.lat ? ["lat", "lon"] : []) {
      const part = Object.assign(document.createElement("input"), { type: "hidden", name, value: place[name] })
      part.dataset.pointPart = ""
      this.form.append(part)
    }
  }

  typed = () => {
    const { value, selectionStart } = this.input
    this.show({ near: value })
    this.input.setSelectionRange(selectionStart, selectionStart)
  }

  // A typed place is remembered by the page that understood it.
  remember = () => (this.place?.lat || this.place && !this.input.value) && write(this.input.value ? this.place : null)

  locate = () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => this.take(coords.latitude, coords.longitude, this.dataset.mine, true),
    () => Object.assign(this.told, { hidden: false, textContent: this.dataset.failed }),
    { maximumAge: 60_000, timeout: 10_000 }
  )

  chosen = ({ detail }) => this.take(detail.lat, detail.lon, this.dataset.map)

  // The exact position stays here, where <own-distance> reads it.
  take(latitude, longitude, label, isMine) {
    this.show({ lat: round(latitude), lon: round(longitude), label, exact: isMine ? [latitude, longitude] : undefined })
    this.form.requestSubmit()
  }
})
