// Asks every second how far an upload is and shows it in place; once it is done, the page is loaded with the result.
// Without JavaScript the page refreshes itself.
const EVERY_MS = 1000

customElements.define("upload-progress", class extends HTMLElement {
  connectedCallback() {
    this.timer = setInterval(this.ask, EVERY_MS)
  }

  disconnectedCallback() {
    clearInterval(this.timer)
  }

  ask = async () => {
    if (this.asking || document.hidden) return
    this.asking = true
    try {
      const response = await fetch(location.href)
      const page = new DOMParser().parseFromString(await response.text(), "text/html")
      const newer = page.querySelector("upload-progress")
      if (newer) this.show(newer)
      else if (response.ok) location.reload()
    } catch { /* offline: asked again in a second */ }
    this.asking = false
  }

  show(newer) {
    const [told, bar] = [this.querySelector("[role=status]"), this.querySelector("progress")]
    const [words, now] = [newer.querySelector("[role=status]").textContent, newer.querySelector("progress")]
    if (told.textContent !== words) told.textContent = words
    bar.max = now.max
    if (now.hasAttribute("value")) bar.value = now.value
    else bar.removeAttribute("value")
  }
})
