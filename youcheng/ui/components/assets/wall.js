// The gallery's wall in the app: its place, which the gallery's own script fills.
export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".wallroot");
  const words = parentElement.querySelector("template[data-lost]");
  if (words.innerHTML !== data.lost) words.innerHTML = data.lost;
  import(data.script).then((gallery) => gallery.hang(root, data.address));
}
