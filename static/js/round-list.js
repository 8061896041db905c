// The shopping list: remembered in this browser only, from the last round that was planned here. A round that somebody
// sent does not take the place of one's own.
const KEY = "list"
const read = () => { try { return localStorage.getItem(KEY) ?? "" } catch { return "" } }
const write = list => { try { list ? localStorage.setItem(KEY, list) : localStorage.removeItem(KEY) } catch { /* private window */ } }

customElements.define("round-list", class extends HTMLElement {
  connectedCallback() {
    this.field = this.querySelector("textarea")
    const own = read()
    if (!this.field.value) this.field.value = own
    else if (!own || document.referrer.startsWith(location.origin)) write(this.field.value)
    this.addEventListener("submit", this.remember)
  }

  disconnectedCallback() { this.removeEventListener("submit", this.remember) }

  remember = () => write(this.field.value.trim())
})
