namespace Hotmail.Pacing.Testing.Protocol;

internal enum Verb
{
    Unknown,
    NotImplemented,
    Ehlo,
    Helo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    Rset,
    Noop,
    Quit,
    Vrfy,
    Help,
}
