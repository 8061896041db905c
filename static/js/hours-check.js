// Asks the server how opening hours are understood while they are typed. Without it "Nur prüfen" does the same.
const PAUSE_MS = 350

customElements.define("hours-check", class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea")
    this.button = this.querySelector("[name=check]")
    this.button.hidden = true
    this.typed = () => {
      clearTimeout(this.timer)
      this.timer = setTimeout(() => this.ask(), PAUSE_MS)
    }
    this.field.addEventListener("input", this.typed)
    this.preview.addEventListener("submit", this.take)
  }

  disconnectedCallback() {
    clearTimeout(this.timer)
    this.field.removeEventListener("input", this.typed)
    this.preview.removeEventListener("submit", this.take)
  }

  get preview() {
    return document.getElementById(this.getAttribute("for"))
  }

  // The proposal's button fills the field instead of loading the page anew.
  take = (event) => {
    event.preventDefault()
    this.field.value = new FormData(event.target).get("opening_hours")
    this.field.focus()
    this.ask()
  }

  async ask() {
    const address = new URL(this.dataset.address, location)
    address.searchParams.set("opening_hours", this.field.value)
    const asked = (this.asked = Symbol("latest"))
    const answer = await fetch(address)
    if (!answer.ok || asked !== this.asked) return
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    if (asked === this.asked) this.preview.replaceChildren(...page.getElementById(this.preview.id).childNodes)
  }
})
