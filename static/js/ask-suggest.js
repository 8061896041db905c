// Typing ahead: an ARIA combobox over the search field. Without it the form is a plain form.
const WAIT_MS = 120
let count = 0
const describe = (element, attributes) => Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value))

customElements.define("ask-suggest", class extends HTMLElement {
  connectedCallback() {
    this.input = this.querySelector("input")
    this.list = document.createElement("ul")
    describe(this.list, { id: `suggestions-${++count}`, class: "suggestions", role: "listbox", "aria-label": this.dataset.label })
    describe(this.input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": this.list.id })
    this.append(this.list)
    this.input.addEventListener("input", this.typed)
    this.input.addEventListener("keydown", this.pressed)
    this.input.addEventListener("blur", this.close)
    this.list.addEventListener("pointerdown", event => event.preventDefault())
    this.list.addEventListener("click", event => this.open(event.target.closest("[role=option]")))
    this.close()
  }

  disconnectedCallback() { this.stop(); this.list.remove() }
  stop() { clearTimeout(this.timer); this.request?.abort() }

  typed = () => {
    this.stop()
    this.input.value.trim().length < 2 ? this.close() : this.timer = setTimeout(this.ask, WAIT_MS)
  }

  ask = async () => {
    this.request = new AbortController()
    const address = new URL(this.dataset.source, location)
    for (const [name, value] of new FormData(this.closest("form"))) if (["q", "near", "lat", "lon"].includes(name) && value) address.searchParams.set(name, value)
    try {
      const answer = await fetch(address, { signal: this.request.signal })
      if (answer.ok) this.show(await answer.json())
    } catch (fault) {
      if (fault.name !== "AbortError") this.close()
    }
  }

  show(found) {
    if (document.activeElement !== this.input) return
    this.list.replaceChildren(...found.map((one, n) => {
      const option = Object.assign(document.createElement("li"), { textContent: one.text })
      describe(option, { id: `${this.list.id}-${n}`, role: "option", "data-address": one.address })
      if (one.kind) option.append(" ", Object.assign(document.createElement("small"), { textContent: one.kind }))
      return option
    }))
    this.expand(found.length > 0)
  }

  expand(isOpen) {
    this.list.hidden = !isOpen
    this.input.setAttribute("aria-expanded", isOpen)
    this.choose(null)
  }

  choose(option) {
    this.list.querySelector("[aria-selected=true]")?.removeAttribute("aria-selected")
    option ? this.input.setAttribute("aria-activedescendant", option.id) : this.input.removeAttribute("aria-activedescendant")
    option?.setAttribute("aria-selected", "true")
    option?.scrollIntoView({ block: "nearest" })
    this.chosen = option
  }

  pressed = event => {
    const options = [null, ...this.list.children]
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && !this.list.hidden) {
      event.preventDefault()
      this.choose(options.at((options.indexOf(this.chosen) + step) % options.length))
    } else if (event.key === "Enter" && this.chosen) {
      event.preventDefault()
      this.open(this.chosen)
    } else if (event.key === "Escape") this.close()
  }

  open(option) { if (option) location.assign(option.dataset.address) }
  close = () => this.expand(false)
})
