// The shopping list: remembered in this browser only, from the last round that was planned.
const KEY = "list"
const read = () => { try { return localStorage.getItem(KEY) ?? "" } catch { return "" } }
const write = list => { try { list ? localStorage.setItem(KEY, list) : localStorage.removeItem(KEY) } catch { /* private window */ } }

customElements.define("round-list", class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea")
    if (this.field.value) write(this.field.value)
    else this.field.value = read()
    this.addEventListener("submit", this.remember)
  }

  disconnectedCallback() { this.removeEventListener("submit", this.remember) }

  remember = () => write(this.field.value.trim())
})
