/* Search without a server.
 *
 * Material searches in a Worker, and a browser gives no Worker to a page that was opened from a disk (file://). There, this
 * file puts a stand-in in its place that runs the same script in a hidden frame of the page. The frame has a window of its
 * own, so the script finds the names it expects (postMessage, importScripts, self) without touching those of the page.
 *
 * When the script, once loaded, has left a function `runbinder_search_worker` instead of running (Runbinder's build wraps it
 * like that), its text is given to a real Worker: a long search then doesn't stop the page.
 *
 * Over http nothing changes. The name of this file must contain "iframe-worker": Material's offline plugin looks for that
 * and otherwise adds a script from the network to every page.
 */
;(function () {
  "use strict"
  if (location.protocol !== "file:") return

  function StandIn(address) {
    var target = document.createDocumentFragment() // an EventTarget that needs no class of its own
    var url = new URL(address, document.baseURI).href
    var waiting = []
    var deliver = null // how a message gets to the script; null until it has been loaded

    var frame = document.createElement("iframe")
    frame.hidden = true
    frame.title = "Search"
    frame.setAttribute("aria-hidden", "true")
    frame.tabIndex = -1
    document.documentElement.appendChild(frame)
    var inside = frame.contentWindow
    // Some browsers replace an empty frame's first document a moment later; one that was written stays.
    inside.document.write("<!doctype html><title>Search</title>")
    inside.document.close()

    function answer(data) {
      target.dispatchEvent(new MessageEvent("message", { data: data }))
    }

    function fail(text) {
      target.dispatchEvent(new ErrorEvent("error", { message: text }))
    }

    function load(from) {
      return new Promise(function (done, failed) {
        var script = inside.document.createElement("script")
        script.src = from
        script.onload = done
        script.onerror = function () { failed(new Error("cannot load " + from)) }
        inside.document.head.appendChild(script)
      })
    }

    function ready(how) {
      deliver = how
      waiting.splice(0).forEach(deliver)
    }

    function runInFrame() {
      ready(function (data) {
        inside.setTimeout(function () { inside.dispatchEvent(new inside.MessageEvent("message", { data: data })) })
      })
    }

    function runInWorker(source) {
      var blob = new Blob(["(" + source + ")()"], { type: "text/javascript" })
      var worker = new NativeWorker(URL.createObjectURL(blob))
      worker.onmessage = function (event) { answer(event.data) }
      worker.onerror = function (event) { fail(event.message) }
      ready(function (data) { worker.postMessage(data) })
      frame.remove()
      return worker
    }

    inside.postMessage = answer
    // The real one blocks until all has run; the search script waits for a promise just as well.
    inside.importScripts = function () {
      return Array.prototype.reduce.call(arguments, function (before, path) {
        return before.then(function () { return load(new URL(path, url).href) })
      }, Promise.resolve())
    }

    var worker = null
    load(url).then(function () {
      var wrapped = inside.runbinder_search_worker
      if (!wrapped) return runInFrame()
      try {
        worker = runInWorker(wrapped.toString())
      } catch (refused) { // a browser that gives no Worker to a disk at all
        wrapped.call(inside)
        runInFrame()
      }
    }, function (error) { fail(error.message) })

    target.postMessage = function (data) {
      if (deliver) deliver(data)
      else waiting.push(data)
    }
    target.terminate = function () {
      if (worker) worker.terminate()
      frame.remove()
    }
    return target
  }

  var NativeWorker = window.Worker
  window.Worker = StandIn
})()
