// The camera in front of the number field: what it reads is filled in and sent as if it had been typed.
import { barcodeReader } from "./read-barcode.js"

const EVERY_MS = 250
const CAMERA = { video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false }

customElements.define("scan-code", class extends HTMLElement {
  connectedCallback() {
    this.video = this.querySelector("video")
    this.view = this.querySelector(".scan-view")
    this.start = this.querySelector(".scan-start")
    this.told = this.querySelector("[data-told]")
    if (!navigator.mediaDevices?.getUserMedia) return
    this.start.hidden = false
    this.addEventListener("click", this.pressed)
  }

  disconnectedCallback() {
    this.removeEventListener("click", this.pressed)
    this.close()
  }

  pressed = ({ target }) => {
    if (target.closest("[data-start]")) this.open()
    if (target.closest("[data-stop]")) this.close()
  }

  async open() {
    this.show(true, this.dataset.starting)
    try {
      const [read, stream] = await Promise.all([barcodeReader(), navigator.mediaDevices.getUserMedia(CAMERA)])
      this.stream = stream
      this.video.srcObject = stream
      await this.video.play()
      this.told.textContent = this.dataset.looking
      this.look(read)
    } catch {
      this.close(this.dataset.denied)
    }
  }

  async look(read) {
    const stream = this.stream
    while (this.stream && this.stream === stream) {
      const code = await read(this.video).catch(() => null)
      if (code && this.stream === stream) return this.found(code)
      await new Promise(resolve => setTimeout(resolve, EVERY_MS))
    }
  }

  found(code) {
    this.close(this.dataset.found + code)
    this.querySelector("[name=code]").value = code
    this.querySelector("form").requestSubmit()
  }

  close(told = "") {
    this.stream?.getTracks().forEach(track => track.stop())
    this.stream = null
    this.show(false, told)
  }

  show(isOpen, told) {
    this.view.hidden = !isOpen
    this.start.hidden = isOpen
    this.told.textContent = told
  }
})
