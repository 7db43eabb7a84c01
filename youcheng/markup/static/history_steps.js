// Hears of a step back or forward before the app does, which would run its page again. On the window
// listeners are called in the order in which they were added, whatever their phase: once the app is
// about to come, boot.js, which comes before it, hands the step on.
export function onHistoryStep(listener) {
  const heard = window.youchengSteps;
  if (heard) heard.push(listener);
  else window.addEventListener("popstate", listener, true);
}
