/** Puts the measuring instruments into a page, as `window.probes`. It runs there, so it can use nothing from here. */
export function installProbes() {
  const root = document.documentElement

  const moment = () => `${root.dataset.iteration} ${root.dataset.step}`

  /**
   * After the next picture: an animation frame's callback runs just before the page is laid out and painted, and a
   * task of the highest priority, posted there, just after. Others may have to let a second picture go first.
   */
  function afterPaint() {
    return new Promise((resolve) => {
      requestAnimationFrame(() => {
        resolve(window.scheduler.postTask(() => performance.now(), { priority: 'user-blocking' }))
      })
    })
  }

  /** Resolves as soon as the page says that it is at another moment, one that `isWanted`. */
  function moved(isWanted) {
    return new Promise((resolve, reject) => {
      const observer = new MutationObserver(() => {
        if (!isWanted()) return
        observer.disconnect()
        clearTimeout(timeout)
        resolve(performance.now())
      })
      observer.observe(root, { attributes: true })
      const timeout = setTimeout(() => reject(new Error(`The page stays at ${moment()}.`)), 10_000)
    })
  }

  /** Watches every frame for a time. */
  async function watchFrames(milliseconds) {
    const longTasks = []
    const collect = (entries) => longTasks.push(...entries.map(({ duration }) => duration))
    const observer = new PerformanceObserver((list) => collect(list.getEntries()))
    observer.observe({ type: 'longtask' })
    const times = []
    let pictures = 0
    let shown = root.dataset.iteration
    await new Promise((resolve) => {
      function frame(now) {
        times.push(now)
        if (root.dataset.iteration !== shown) pictures++
        shown = root.dataset.iteration
        if (now < times[0] + milliseconds) requestAnimationFrame(frame)
        else resolve()
      }
      requestAnimationFrame(frame)
    })
    collect(observer.takeRecords())
    observer.disconnect()
    return { times, pictures, longTasks }
  }

  /** How many iterations a second the page gets on, and in how many pictures it says so. */
  async function watchRate(milliseconds) {
    const start = performance.now()
    const from = Number(root.dataset.iteration)
    const { pictures } = await watchFrames(milliseconds)
    return { rate: (1000 * (Number(root.dataset.iteration) - from)) / (performance.now() - start), pictures }
  }

  /** What the browser says about key presses, by their times: until they were on screen, in steps of 8 ms. */
  const onScreen = new Map()
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) onScreen.set(startTime, duration)
  }).observe({ type: 'event', durationThreshold: 16 })

  /** Waits for the next press of a key: `pressed` then tells the time from it to the picture of another moment. */
  function expectPress() {
    probes.pressed = new Promise((resolve, reject) => {
      function press({ timeStamp }) {
        removeEventListener('keydown', press, true)
        const before = moment()
        moved(() => moment() !== before)
          .then(afterPaint)
          .then((painted) => resolve({ timeStamp, painted: painted - timeStamp }))
          .catch(reject)
      }
      addEventListener('keydown', press, true)
    })
  }

  /** The browser tells of a press only when it was on screen later than after 8 ms. */
  const timesOnScreen = (timeStamps) => timeStamps.map((timeStamp) => onScreen.get(timeStamp) ?? 8)

  /** React has a setter of its own before it, and would not notice a change made through that. */
  const valueOfInput = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')

  /** Moves the timeline of the run, as a hand would, to so many iterations done. */
  async function seek(done) {
    const timeline = document.querySelector('input[aria-label="Iteration of the run"]')
    const wanted = String(done - 1)
    const there = moved(() => root.dataset.iteration === wanted)
    const start = performance.now()
    valueOfInput.set.call(timeline, String(done))
    timeline.dispatchEvent(new Event('input', { bubbles: true }))
    const arrived = await there
    return { computed: arrived - start, shown: (await afterPaint()) - start }
  }

  /** Has the kernels train alone, in a worker that is kept for the next time. */
  let alone
  function rateAlone(script, milliseconds) {
    alone ??= new Worker(script, { type: 'module', name: location.hash })
    return new Promise((resolve, reject) => {
      alone.onmessage = ({ data }) => resolve(data)
      alone.onerror = ({ message }) => reject(new Error(message))
      alone.postMessage(milliseconds)
    })
  }

  const probes = { watchFrames, watchRate, expectPress, pressed: null, timesOnScreen, seek, rateAlone }
  window.probes = probes
}
