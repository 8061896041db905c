// Closes an opened list of filters when one clicks elsewhere or presses Escape.
customElements.define("filter-bar", class extends HTMLElement {
  connectedCallback() {
    document.addEventListener("click", this.clicked)
    this.addEventListener("keydown", this.pressed)
  }

  disconnectedCallback() { document.removeEventListener("click", this.clicked) }

  get opened() { return this.querySelector("details[open]") }

  clicked = ({ target }) => { if (this.opened && !this.opened.contains(target)) this.opened.open = false }

  pressed = ({ key }) => {
    const menu = this.opened
    if (key !== "Escape" || !menu) return
    menu.open = false
    menu.querySelector("summary").focus()
  }
})
