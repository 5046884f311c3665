/** Signs in and talks to a server, both made up: the credentials are there for a redactor to find. */
export function showAccount(api) {
  const form = document.querySelector('#sign-in');
  const email = document.querySelector('#email');
  const password = document.querySelector('#password');
  const answer = document.querySelector('#account-answer');

  async function signIn() {
    const credentials = { email: email.value, password: password.value, remember: true };
    const { user } = await api.signIn(credentials);
    answer.textContent = `Signed in as ${user.name}`;
  }

  async function testServer() {
    const { status, tookMs } = await api.requestServer({
      method: 'GET',
      url: 'https://sync.fieldnotes.test/v2/quota',
      headers: {
        accept: 'application/json',
        authorization: 'Bearer fake-token-1234567890',
        'x-api-key': 'fake-api-key-0000',
      },
    });
    answer.textContent = `The server answered ${status} after ${tookMs} ms`;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    signIn();
  });
  document.querySelector('#test-server').addEventListener('click', testServer);

  return { signIn, testServer };
}
