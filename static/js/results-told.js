// Says the new number of hits when htmx has put other hits on the page, and keeps the focus on the chip that did it.
customElements.define("results-told", class extends HTMLElement {
  connectedCallback() { document.addEventListener("htmx:after:swap", this.tell) }
  disconnectedCallback() { document.removeEventListener("htmx:after:swap", this.tell) }

  tell = () => {
    const heading = document.querySelector("#count")
    if (!heading || this.textContent === heading.textContent.trim()) return
    this.textContent = heading.textContent.trim()
    if (document.activeElement === document.body) {
      heading.tabIndex = -1
      heading.focus({ preventScroll: true })
    }
  }
})
