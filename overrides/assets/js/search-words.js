/* What is typed into the search, put so that the search can use it. Loaded before Material's own script.
 *
 * Material takes every word for the beginning of one: `do` finds "domain", and `documents` misses "document". Here a whole word
 * counts more than one that only begins so, and one thing is found by the word for several; a little word (`in`, `not`) counts
 * only if nothing else was typed; quotation marks, as the binder itself prints them, are no command. A word with a sign in
 * it (+44, NG-05, disk*) goes through as it is.
 */
;(function () {
  "use strict"

  var QUERY = 2 // Material's number for a message that asks
  var LITTLE = ("a an and are as at be been but by can did do does for from had has have he how i if in into is it its me my no not of on or our " +
    "she so than that the their them then there these they this to was we were what when where which who why will with you your").split(" ")

  function little(word) { return word !== word.toUpperCase() && LITTLE.indexOf(word.toLowerCase()) >= 0 }

  function singular(word) {
    if (word.length < 5) return word
    return /(?:[sxz]|[cs]h)es$/i.test(word) ? word.slice(0, -2) : word.replace(/([^su])s$/i, "$1")
  }

  function asked(typed) {
    var words = typed.replace(/["\u201c\u201d\u201e\u00ab\u00bb]/g, " ").split(/\s+/).filter(Boolean)
    var large = words.filter(function (word) { return !little(word) })
    return (large.length ? large : words).map(function (word, place, all) {
      if (!/^[\p{L}\p{N}]+$/u.test(word)) return word
      var one = singular(word)
      if (one !== word) return one + "*^4"
      // The last word may not be typed to its end yet.
      return word.length > 2 || place === all.length - 1 ? word + "^4 " + word + "*^1" : word + "^4"
    }).join(" ")
  }

  var Inner = window.Worker
  if (!Inner) return
  window.Worker = function (address, options) {
    var worker = new Inner(address, options), post = worker.postMessage
    worker.postMessage = function (message, more) {
      var search = message && message.type === QUERY && typeof message.data === "string"
      return post.call(worker, search ? { type: QUERY, data: asked(message.data) } : message, more)
    }
    return worker
  }

  // Material listens to keys alone: what is pasted, dictated or cleared with a button comes without one.
  document.addEventListener("input", function (event) {
    if (event.target.matches(".md-search__input")) event.target.dispatchEvent(new KeyboardEvent("keyup"))
  })
})()
