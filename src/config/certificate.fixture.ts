/** A certificate of nobody, for tests: for 127.0.0.1 and localhost, signed by itself. */

/** The certificate (PEM). */
export const certificate = `-----BEGIN CERTIFICATE-----
MIIBkTCCATegAwIBAgIUNy+YUd5p4pAWEVEDD55fMs1/6UYwCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAgFw0yNjExMjExNDM1NTZaGA8yMTI2MTAyODE0MzU1
NlowDzENMAsGA1UEAwwEdGVzdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABA0E
iS5wgUKWD+Jnd6XMBolP3oV5f1Tlw3jvsP2/yOoB60bibc3MzNAF84g3dFeQsbbh
OfQZjAnI/jhcmvwudiijbzBtMB0GA1UdDgQWBBRKvF244gYfsGC6G2ptiyuCbLfP
DTAfBgNVHSMEGDAWgBRKvF244gYfsGC6G2ptiyuCbLfPDTAPBgNVHRMBAf8EBTAD
AQH/MBoGA1UdEQQTMBGHBH8AAAGCCWxvY2FsaG9zdDAKBggqhkjOPQQDAgNIADBF
AiA9tvjcXNA1A7dzyrh2J0Yco+jJClJvA9TO25iyviPzsQIhALocbU9HQRRScfaN
QP/9/LQOrYxTJTzrTXq233urKAWe
-----END CERTIFICATE-----
`;

/** Its private key (PEM). */
export const privateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgfrUDth9hnTjT0Dzr
th/1pG1+ZlQIphBy7ZY27O063FihRANCAAQNBIkucIFClg/iZ3elzAaJT96FeX9U
5cN477D9v8jqAetG4m3NzMzQBfOIN3RXkLG24Tn0GYwJyP44XJr8LnYo
-----END PRIVATE KEY-----
`;

/** The same key, which {@link passphrase} opens. */
export const lockedKey = `-----BEGIN EC PRIVATE KEY-----
Proc-Type: 4,ENCRYPTED
DEK-Info: AES-128-CBC,42AFEF129E3E0D700F8794106DA638C5

9OcmKYg0T++7DGRwBOXVmaW41JCvY0CP+f7zvZCrgmnGJousax7oD3254Ukc4Elt
FMGSm8WakgdVQG1qK+KoKKKhYM4QQsKFPvSJs8pOAYxXJ7LREJR0h7qTJ2wGYQKO
5YfV/ezRUkaVSsY1MGzmicDZbpc4HuAtzlHtZe/tbKE=
-----END EC PRIVATE KEY-----
`;

/** What opens {@link lockedKey}. */
export const passphrase = 'open-sesame';

/** A private key of another certificate. */
export const otherKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgzqoCY4b4ytev+Tfx
5udZmjDX/GPB1ONzkGY6mZ0DeiyhRANCAATFx4Jdz09eAFcX0mOrdmmCWJVXBp2n
s5pnLiYJTVmXgBdU6y6SC2bp7LyHf33rU9csziFbDK+YcvaVx3CkGbAH
-----END PRIVATE KEY-----
`;
