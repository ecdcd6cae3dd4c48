/** The memory that the page itself holds, likewise */
export async function heapOf(page) {
  const session = await page.context().newCDPSession(page)
  try {
    await session.send('HeapProfiler.collectGarbage')
    const { usedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage')
    return usedSize + backingStorageSize
  } finally {
    await session.detach()
  }
}

/**
 * The memory that the page's worker holds, in bytes, array buffers included, after its garbage has been collected.
 * Playwright speaks the DevTools protocol to pages only; what is for the worker goes through its page.
 */
export async function workerHeap(page) {
  const session = await page.context().newCDPSession(page)
  try {
    const attached = new Promise((resolve) => session.once('Target.attachedToTarget', resolve))
    await session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: false, flatten: false })
    const { sessionId } = await attached
    let sent = 0
    const ask = (method) =>
      new Promise((resolve, reject) => {
        const id = ++sent
        session.on('Target.receivedMessageFromTarget', ({ message }) => {
          const answer = JSON.parse(message)
          if (answer.id !== id) return
          if (answer.error) reject(new Error(`${method}: ${answer.error.message}`))
          else resolve(answer.result)
        })
        session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) }).catch(reject)
      })
    await ask('HeapProfiler.collectGarbage')
    const { usedSize, backingStorageSize } = await ask('Runtime.getHeapUsage')
    return usedSize + backingStorageSize
  } finally {
    await session.detach()
  }
}
