// An OpenID provider, panva's: {redirect, after} of the one client that it knows. Whoever gives a name is let in.
import { createServer } from 'node:http'
import { Provider } from 'oidc-provider'
import { serve } from './script.mjs'

const server = createServer()
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
// another site than the server's, which is asked for at 127.0.0.1
const issuer = `http://localhost:${server.address().port}`

serve({
  issuer: () => issuer,

  know({ redirect, after }) {
    const provider = new Provider(issuer, {
      clients: [{
        client_id: 'rill', client_secret: 'a-secret: with & signs', redirect_uris: [redirect],
        post_logout_redirect_uris: [after], client_name: 'Rill',
      }],
      claims: { openid: ['sub', 'groups'], profile: ['name'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      findAccount: (_, id) => ({
        accountId: id,
        claims: () => ({ sub: id, name: `${id} of the house`, groups: ['hr', 'staff'] }),
      }),
      cookies: { keys: ['a key of a test'] },
    })
    server.removeAllListeners('request')
    server.on('request', provider.callback())
  },
})
