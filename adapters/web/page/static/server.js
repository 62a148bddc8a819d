// What the page asks of the server: fragments of HTML, acts of people, files.

export async function fragment(path, query) {
  const answer = await fetch(`${path}?${new URLSearchParams(query)}`, { headers: { Accept: 'text/html' } });
  if (!answer.ok) throw new Error(await trouble(answer));
  return answer.text();
}

export async function ask(path, query) {
  const answer = await fetch(`${path}?${new URLSearchParams(query)}`);
  if (!answer.ok) throw new Error(await trouble(answer));
  return answer.json();
}

// act does something as somebody. The key makes it happen once, also when the line breaks and
// it is sent again.
export async function act(name, body, key = newKey()) {
  const request = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...body, key }),
  };
  let answer;
  try {
    answer = await fetch(`/act/${name}`, request);
  } catch {
    await new Promise((done) => setTimeout(done, 500));
    try {
      answer = await fetch(`/act/${name}`, request);
    } catch {
      throw new Error(document.body.dataset.offline);
    }
  }
  if (!answer.ok) throw new Error(await trouble(answer));
  return answer.json();
}

export async function upload(file, who) {
  const answer = await fetch(`/upload?who=${encodeURIComponent(who)}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/octet-stream', 'X-Name': encodeURIComponent(file.name) },
    body: file,
  });
  if (!answer.ok) throw new Error(await trouble(answer));
  return answer.json();
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

async function trouble(answer) {
  const text = await answer.text();
  try {
    return JSON.parse(text).error || text;
  } catch {
    return text;
  }
}

let hiding;

// toast says something for a moment.
export function toast(text) {
  const box = document.getElementById('toast');
  box.textContent = text;
  box.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => { box.hidden = true; }, 5000);
}

// tried runs something that may fail, and says so when it does.
export async function tried(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message);
    return undefined;
  }
}
