import { element } from '../shared/dom.js';

/** The pictures of a note: thumbnails below the text, the whole picture in a dialog. */
export function createAttachments(api) {
  const strip = document.querySelector('#attachments');
  const dialog = document.querySelector('#picture');
  const image = document.querySelector('#picture-image');
  const caption = document.querySelector('#picture-name');

  dialog.addEventListener('close', () => URL.revokeObjectURL(image.src));

  /** Asks for all thumbnails at once: they arrive in the order they are decoded in. */
  async function show(note) {
    strip.replaceChildren();
    await Promise.all(note.attachments.map((name) => addThumbnail(note.id, name)));
  }

  async function addThumbnail(noteId, name) {
    const blank = element('span', { className: 'attachment-blank' });
    const button = element('button', { className: 'attachment', type: 'button' }, blank, name);
    button.addEventListener('click', async () => {
      await loadPicture(noteId, name);
      dialog.showModal();
    });
    strip.append(button);

    const { bytes } = await api.readThumbnail(noteId, name);
    const thumbnail = element('img', { alt: '', src: pictureUrl(bytes) });
    thumbnail.addEventListener('load', () => URL.revokeObjectURL(thumbnail.src));
    blank.replaceWith(thumbnail);
  }

  async function loadPicture(noteId, name) {
    const bytes = await api.readAttachment(noteId, name);
    image.src = pictureUrl(bytes);
    caption.textContent = `${name} · ${Math.round(bytes.byteLength / 1024)} KB`;
    return bytes;
  }

  return { show, loadPicture };
}

function pictureUrl(bytes) {
  return URL.createObjectURL(new Blob([bytes], { type: 'image/bmp' }));
}
