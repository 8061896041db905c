// Says on every page of the desk that a new order waits: in words, in the tab's title, and with a sound where the
// browser allows one. Without JavaScript the list of orders is one tap away.
const EVERY_MS = 20_000
const TONES_HZ = [660, 880]

customElements.define("order-bell", class extends HTMLElement {
  connectedCallback() {
    this.name = document.title
    this.sound = this.querySelector("[data-sound]")
    this.sound.addEventListener("click", () => this.allow())
    this.timer = setInterval(() => this.look(), EVERY_MS)
    this.look()
  }

  disconnectedCallback() {
    clearInterval(this.timer)
    this.audio?.close()
  }

  async look() {
    const answer = await fetch(this.dataset.address).catch(() => null)
    if (!answer?.ok || answer.redirected) return
    const { waiting, latest } = await answer.json()
    this.firstElementChild.hidden = !waiting
    this.querySelector("[data-count]").textContent = waiting
    document.title = waiting ? `(${waiting}) ${this.name}` : this.name
    if (this.latest !== undefined && latest > this.latest) this.ring()
    this.latest = latest
  }

  ring() {
    this.audio ??= new AudioContext()
    this.sound.hidden = this.audio.state === "running"
    if (!this.sound.hidden) return
    TONES_HZ.forEach((pitch, number) => this.tone(pitch, this.audio.currentTime + number * .18))
  }

  tone(pitch, at) {
    const source = this.audio.createOscillator(), loudness = this.audio.createGain()
    source.frequency.value = pitch
    loudness.gain.setValueAtTime(.25, at)
    loudness.gain.exponentialRampToValueAtTime(.001, at + .4)
    source.connect(loudness).connect(this.audio.destination)
    source.start(at)
    source.stop(at + .4)
  }

  async allow() {
    await this.audio.resume()
    this.ring()
  }
})
