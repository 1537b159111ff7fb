package web

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"net/http"
	"strings"
)

// tokenCookie keeps a browser signed in. It holds a hash of the token, so that
// the token itself is not on the disk of the browser's machine.
const tokenCookie = "sanyuan_token"

// authorised lets requests through that bear the token: in the header
// Authorization, in the cookie, or as ?token= in an address, which is then
// exchanged for the cookie. An empty token lets everybody through.
func authorised(next http.Handler, token string) http.Handler {
	if token == "" {
		return next
	}
	sum := sha256.Sum256([]byte("sanyuan " + token))
	hash := hex.EncodeToString(sum[:])
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		bearer, isBearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		cookie, err := r.Cookie(tokenCookie)
		switch {
		case r.URL.Path == "/healthz", isBearer && same(bearer, token), err == nil && same(cookie.Value, hash):
			next.ServeHTTP(w, r)
		case r.Method == http.MethodGet && same(r.URL.Query().Get("token"), token):
			signIn(w, r, hash)
		default:
			w.Header().Set("WWW-Authenticate", `Bearer realm="sanyuan"`)
			turnAway(w, r, http.StatusUnauthorized, "this server wants its token: open the address with ?token=TOKEN once, or send the header Authorization: Bearer TOKEN")
		}
	})
}

func same(a, b string) bool { return subtle.ConstantTimeCompare([]byte(a), []byte(b)) == 1 }

// signIn sets the cookie and leads on to the same address without the token.
func signIn(w http.ResponseWriter, r *http.Request, hash string) {
	http.SetCookie(w, &http.Cookie{Name: tokenCookie, Value: hash, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode, Secure: r.TLS != nil})
	query := r.URL.Query()
	query.Del("token")
	address := *r.URL
	address.RawQuery, address.Scheme, address.Host = query.Encode(), "", ""
	// A path that begins with two slashes would lead to another host.
	address.Path = "/" + strings.TrimLeft(address.Path, "/")
	http.Redirect(w, r, address.RequestURI(), http.StatusSeeOther)
}
