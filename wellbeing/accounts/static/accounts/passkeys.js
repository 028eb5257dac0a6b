// Forms that a passkey fills in. `data-passkey` says whether to use one or to create one,
// `data-passkey-from` whether its options stand in the page or are asked from the form's address.
(() => {
  const creationOptions = ({ publicKey }) => {
    // Every passkey here is found by the browser itself and checks who holds it.
    Object.assign(publicKey.authenticatorSelection, {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    });
    return { publicKey };
  };

  const readOptions = async (form) => {
    if (form.dataset.passkeyFrom === 'page') {
      return JSON.parse(form.querySelector('#passkey-options').textContent);
    }
    const answer = await fetch(form.action, { headers: { Accept: 'application/json' } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  };

  const askForPasskey = async (form) => {
    const options = await readOptions(form);
    if (form.dataset.passkey === 'create') {
      return window.webauthnJSON.create(creationOptions(options.creation_options));
    }
    return window.webauthnJSON.get(options.request_options);
  };

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const say = (name) => {
      form.querySelector(`[data-passkey-${name}]`).hidden = false;
    };
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (!window.PublicKeyCredential) {
        say('missing');
        return;
      }
      try {
        form.elements.credential.value = JSON.stringify(await askForPasskey(form));
      } catch {
        say('trouble');
        return;
      }
      form.submit();
    });
  }
})();
