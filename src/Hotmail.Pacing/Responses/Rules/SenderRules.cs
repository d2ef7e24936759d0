namespace Hotmail.Pacing.Responses.Rules;

/// <summary>What any server says of the sender's identity: greylisting, SPF, DKIM, DMARC, PTR, TLS, relaying, AUTH; and of domains that do not exist.</summary>
internal static class SenderRules
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new()
        {
            Name = "greylist",
            AnyOf =
            [
                "greylist", "graylist", "grey list", "gray list", "greypass", "liste grise", "graue liste", "lista gris", "lista grigia",
                "lista cinza", "grijze lijst", "szara lista", "not yet authorized to deliver mail", "first time sender", "postgrey",
                "unknown triplet", "new triplet",
            ],
            Class = ReplyClass.Greylist,
        },
        new() { Name = "dns-list-in-spf-clothing", AnyOf = ["spfbl net"], Class = ReplyClass.ReputationBlock },
        new() { Name = "dmarc", AnyOf = ["dmarc"], NoneOf = ["lookup failure"], Class = ReplyClass.AuthenticationFailure },
        new() { Name = "dkim", AnyOf = ["dkim", "domainkeys"], NoneOf = ["duplicate header"], Class = ReplyClass.AuthenticationFailure },
        new()
        {
            Name = "spf",
            AnyOf =
            [
                " spf ", "openspf", "sender policy framework", "is not allowed to send mail", "not allowed to send mail from",
                "not allowed to send from", "not permitted to send mail from", "mismatches client ip", "not designated as",
                "does not designate", "not a permitted sender", "sender id failed", "sender id pra", "purported responsible",
                "not authorized to send from",
                "not authorized to send mail from", "invalid ip for sending mail of domain", "domain authentication fail",
            ],
            NoneOf = ["country"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "reverse-dns",
            AnyOf =
            [
                "reverse dns", " ptr ", " rdns ", "reverse lookup", "reverse hostname", "reverse host name", "ip name lookup failed",
                "cannot find your hostname", "cannot find your reverse", "forward confirmed", "fcrdns", "reverse name", "reverse entry",
                "reverse record", "invalid hostname for ip", "ip address has no name", "no host name found for ip",
                "hostname could not be verified", "does not have a valid hostname", "unresolvable relay host", "unverifyable sending ip",
                "ip must resolve",
                "cannot resolve your address", "no matches to nameserver query", "inverse dns", "inverse resolution", "dns inverso",
            ],
            NoneOf = ["dynamic", "generic", "rbl", "dnsbl"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "tls",
            AnyOf =
            [
                "issue a starttls", "issue starttls", "starttls required", "starttls is required", "starttls command first",
                "tls required", "tls is required", "requires tls", "require tls", "must use tls", "tls encryption", "encryption required",
                "encryption is required", "encryption needed", "session must be encrypted", "encrypted connection",
                "secure connection required", "over a tls", "tls not available", "tls currently unavailable", "tls handshake",
                "tls connection required", "tls sslv3 connection required", "mta sts", "tls 1 0 ", "tls 1 2 ", "tls version",
            ],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "relay",
            AnyOf =
            [
                "relay access denied", "relaying denied", "relay denied", "relaying disallowed", "unable to relay",
                "relaying not allowed", "relay not permitted", "relaying is not allowed", "relay not allowed", "relaying prohibited",
                "relaying is prohibited", "relaying is denied", "relaying is not permitted", "relaying forbidden", "relaying rejected",
                "relay is denied", "relay is prohibited", "relay rejected", "relay attempt", "no longer relay", "relay of mail",
                "relaying of", "relay check", "denies relay", "list of allowed hosts",
                "relaying to", "we do not relay", "do not relay", "does not relay", "not relay", "no relaying",
                "relaying temporarily denied", "as a relay", "configured to relay", "cannot relay", "allowed to be relayed",
                "relaying mail to", "rcpthosts", "relay is not permitted", "relaying not permitted", "permitted to relay",
                "allowed to relay", "relay forbidden", "relay prohibited", "relaying through", "third party relay", "not a relay",
                "not an open relay", "no relay", "insecure mail relay", "relay refused", "unauthorized relay",
                "sending to remote addresses", "relay operation", "not a gateway", "handle mail for", "relayage", "weiterleitung nicht",
                "retransmission interdite", "relay non", "relais",
            ],
            NoneOf = ["relay quota", "listed", "is an open relay", "reason open relay", "blocked", "spammer", "for that user", "per hour"],
            Class = ReplyClass.RelayDenied,
        },
        new()
        {
            Name = "auth",
            AnyOf =
            [
                "authentication required", "authentication is required", "authentification requise", "authentification invalide",
                "auth required", "auth error", "username and password", "user name and password", "authentication failed",
                "authentication unsuccessful", "authentication credentials", "bad credentials", "invalid credentials", "login attempts",
                "must authenticate", "authenticate first", "please authenticate", "please login", "receive your mail before",
                "check for new mail before", "check your mail before", "pop before smtp", "only allowed with authentication",
                "not authenticated", "unauthenticated",
                "authentication failure", "invalid login", "incorrect authentication", "must be authenticated", "authentication not",
                "permissions to send as", "permission to send as", "auth failed", "local user only", "address not verified",
                "address is not verified",
                "verified sender identity", "not owned by", "not logged in", "must equal authorized", "used for authentication",
                "same as authorization", "same as the authenticated", "match the authenticated",
                "authentication mechanism", "authentication turned on", "application specific password", "requires authentication",
                "requires authorization", "smtp auth", "authentication information", "authentication checks", "authentication data",
                "cannot authenticate", "does not meet the required authentication", "anmeldung erforderlich", "autenticacion requerida",
                "autenticazione richiesta", "autenticacao",
            ],
            NoneOf = ["excessive authentication failures", "unauthenticated commands", "unrecognized"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "helo-name",
            Codes = [5],
            Stages = [SmtpStage.Ehlo],
            AnyOf = ["is invalid", "does not exist", "not resolve", "not found", "invalid name", "invalid domain"],
            Class = ReplyClass.ProtocolError,
        },
        new() { Name = "helo-name", EnhancedCodes = ["*.5.4"], AnyOf = ["invalid domain name"], Class = ReplyClass.ProtocolError },
        new()
        {
            Name = "sender-domain",
            AnyOf =
            [
                "domain of sender", "sender domain does", "sender domain must", "sender domain is", "sender domain not",
                "sender domain unresolvable", "sender domain resolve", "sender address rejected domain", "sender s domain",
                "senders domain", "invalid sender domain", "unresolvable sender", "unroutable sender", "mail from domain",
                "mailfrom domain", "resolve sender domain", "resolve your domain", "verify sender domain", "envelope sender domain",
                "from domain is invalid", "has no a aaaa or mx", "valid mx or a ", "no a or mx", "invalid dns mx", "unknown sender address",
                "sender address unroutable",
            ],
            NoneOf = ["listed", "blacklist", "block list", "reputation", "blocked"],
            Class = ReplyClass.BadDomain,
        },
        new()
        {
            Name = "sender-domain",
            Codes = [5],
            Stages = [SmtpStage.Mail],
            AnyOf = ["does not exist", "doesn t exist"],
            NoneOf = ["user", "mailbox", "account", "recipient"],
            Class = ReplyClass.BadDomain,
        },
        new()
        {
            Name = "bad-domain",
            AnyOf =
            [
                "host unknown", "unknown host", "host not found", "domain not found", "no such domain", "domain does not exist",
                "domain doesn t exist", "domain name not found", "does not resolve", "unrouteable", "unroutable", "unable to route",
                "no route to host", "no route for", "no mx record", "no mx for", "no valid mx", "no such host", "bad destination host",
                "bad destination domain", "bad destination system", "illegal host", "any host by that name", "any host named",
                "mail exchanger", "mx or srv record", "non existent hosts", "not used for mail", "resolve the ip address of", "null mx",
                "nullmx",
                "dns error", "dns query failed", "name service error", "name or service not known", "nxdomain", "invalid domain",
                "bad domain", "unknown domain", "domain unknown", "domain is unknown", "domain is not reachable", "domain must exist",
                "no dns record", "domain not exist", "nonexistent domain", "non existent domain", "non existant domain",
                "domain isn t valid", "valid mx record", "no mail server for", "unresolvable domain",
                "domain must resolve", "domain does not accept mail", "host does not accept mail", "domaine inconnu",
                "domaine inexistant", "unbekannte domain", "dominio inexistente", "dominio inesistente", "domain has no",
                "domain is invalid", "domain not hosted", "is not hosted", "domain invalid", "host unreachable",
                "unable to find the recipient domain",
                "able to find the recipient domain", "dead domain", "account or domain may not exist", "mx do not point to us",
                "domain may not exist", "dns check failed", "invalid host name", "no dns a data", "no mail hosts for domain",
                "no longer hosted",
            ],
            NoneOf = ["helo", "ehlo", "accept mail from", "invalid domain mailbox"],
            Class = ReplyClass.BadDomain,
        },
    ];
}
