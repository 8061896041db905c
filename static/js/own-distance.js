// Distances from the exact position, which never leaves the browser: refines what the server said from a rounded one.
const RADIUS_M = 6_371_008.8
const DETOUR = 1.3
const METRES_A_MINUTE = 80
const radians = degrees => degrees * Math.PI / 180
const number = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 })

const metres = ([lat, lon], row) => {
  const chord = Math.sin(radians(row.lat - lat) / 2) ** 2 + Math.cos(radians(lat)) * Math.cos(radians(row.lat)) * Math.sin(radians(row.lon - lon) / 2) ** 2
  return 2 * RADIUS_M * Math.asin(Math.sqrt(chord))
}

const refine = () => {
  const place = JSON.parse(localStorage.getItem("place") ?? "null")
  const asked = new URLSearchParams(location.search)
  if (!place?.exact || asked.get("lat") !== place.lat || asked.get("lon") !== place.lon) return
  for (const row of document.querySelectorAll("[data-lat]")) {
    const straight = metres(place.exact, row.dataset)
    const shown = row.querySelector("[data-metres]")
    const walk = row.querySelector("[data-walk]")
    if (shown) shown.textContent = straight < 1000 ? `${Math.max(10, Math.round(straight / 10) * 10)} m` : `${number.format(straight / 1000)} km`
    if (walk) walk.textContent = walk.textContent.replace(/\d+/, Math.max(1, Math.ceil(straight * DETOUR / METRES_A_MINUTE)))
  }
}

try { refine() } catch { /* storage is closed in this window: the server's distances stand */ }
document.addEventListener("htmx:after:swap", refine)
