// Sharing an address: by the device's own means where it has them, else by copying it.
export async function share(button) {
  const address = button.dataset.address;
  if (navigator.share) {
    try {
      await navigator.share({ title: button.dataset.title, url: address });
      return;
    } catch (error) {
      if (error.name === "AbortError") return;
    }
  }
  const note = button.parentElement.querySelector("[data-shared]");
  const place = note.querySelector("input");
  place.value = address;
  note.hidden = false;
  place.select();
  let copied = false;
  try {
    await navigator.clipboard.writeText(address);
    copied = true;
  } catch {
    copied = false;
  }
  note.querySelector("[role=status]").textContent = copied ? note.dataset.copied : note.dataset.copy;
}
