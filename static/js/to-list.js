// A link that puts one thing on the list: with JavaScript below those that the list in this browser already has.
const read = () => { try { return localStorage.getItem("list") ?? "" } catch { return "" } }

customElements.define("to-list", class extends HTMLElement {
  connectedCallback() {
    const link = this.querySelector("a")
    const asked = new URLSearchParams(link.search)
    const things = read().split("\n").filter(line => line.trim())
    asked.set("list", [...new Set([...things, asked.get("list")])].join("\n"))
    link.search = asked
  }
})
