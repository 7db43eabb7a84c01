// The page of one work. The viewer, which takes the close look, comes when it is first wanted: the
// page is to weigh little.
import { fetchNear } from "./near_pictures.js";
import { showKept } from "./selection.js";
import { onAct, tellBroken, workActs } from "./work_acts.js";

const article = document.querySelector("main > [data-work]");
let viewer;

async function withViewer(act) {
  try {
    if (!viewer) viewer = new (await import("./viewer.js")).Viewer();
  } catch {
    tellBroken(article);
    return;
  }
  act(viewer);
}

onAct({
  ...workActs,
  zoom: () => withViewer((one) => one.zoom(article)),
  unzoom: () => withViewer((one) => one.closeZoom()),
});
for (const one of document.querySelectorAll("[data-needs-script]")) one.hidden = false;
showKept(document);
fetchNear(document);
if (location.hash.includes("xywh=")) withViewer((one) => one.region(article));
