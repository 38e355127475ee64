/* What Material's frame leaves to the mouse, for the keyboard and the screen reader. Every page is complete without it. */
;(function () {
  "use strict"

  function one(selector) { return document.querySelector(selector) }

  var search = one("[data-md-component=search]")
  if (search) search.setAttribute("aria-label", "Search")

  // Material opens the menu and the search with labels of hidden check boxes, which no key reaches: each becomes a button.
  function asButton(label, box, name, kind, into) {
    if (!label || !box) return
    var button = document.createElement("button")
    button.type = "button"
    button.className = label.className + " rb-button rb-button--" + kind
    button.setAttribute("aria-label", name)
    while (label.firstChild) button.appendChild(label.firstChild)
    label.replaceWith(button)
    button.addEventListener("click", function () { box.click() })
    if (!into) return
    button.setAttribute("aria-expanded", "false")
    // The keyboard goes where the eye goes: into what has opened, and back.
    box.addEventListener("change", function () {
      button.setAttribute("aria-expanded", String(box.checked))
      var to = box.checked ? one(into) : button
      if (to) to.focus({ preventScroll: to === button })
    })
  }

  var drawer = one("#__drawer")
  asButton(one(".md-header__button[for=__drawer]"), drawer, "Menu", "drawer", ".rb-nav [aria-current], .rb-nav:not(:has([aria-current])) .rb-nav__home")
  asButton(one(".rb-nav__close"), drawer, "Close the menu", "close")
  asButton(one(".md-header__button[for=__search]"), one("#__search"), "Search", "search", ".md-search__input")

  if (drawer) {
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && drawer.checked) drawer.click()
    })
    // A link to a heading of the same page loads nothing: the drawer would stay in front of it.
    document.addEventListener("click", function (event) {
      if (drawer.checked && event.target.closest(".rb-nav__toc a")) drawer.click()
    })
  }

  // On paper nothing can be opened: in a browser whose style sheets can not open what is folded, it is opened for the sheet alone.
  var folded = []
  window.addEventListener("beforeprint", function () {
    folded = Array.from(document.querySelectorAll("details.rb-fold:not([open])"))
    folded.forEach(function (one) { one.open = true })
  })
  window.addEventListener("afterprint", function () {
    folded.forEach(function (one) { one.open = false })
    folded = []
  })

  // Material gives every block of code a nameless navigation for its copy button, once the block is scrolled into view.
  var article = one("article")
  if (article) {
    new MutationObserver(function () {
      article.querySelectorAll("nav.md-code__nav").forEach(function (nav, i) { nav.setAttribute("aria-label", "Code " + (i + 1)) })
    }).observe(article, { childList: true, subtree: true })
  }
})()
