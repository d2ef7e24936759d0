namespace Hotmail.Pacing.Responses.Rules;

/// <summary>What any server says of the recipient: too large for it, over quota, closed, unknown, taking no mail. In the languages that servers write.</summary>
internal static class RecipientRules
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new()
        {
            Name = "too-large",
            AnyOf =
            [
                "message too large", "message too big", "message is too large", "message is too big", "message size exceeds",
                "message size exceeded", "message length exceeds", "maximum message size", "max message size", "message size limit",
                "message exceeds", "mail is too large", "mail too large", "mail size exceeds", "email is too large", "email too large",
                "maximum email size", "message file too big", "exceeds maximum size", "exceeds size limit", "larger than the",
                "size exceeds", "class size", "maximum size", "message too long", "message is too long", "mail is too long",
                "mail too long", "size violation", "file too large", "message file too large", "oversized message", "message oversize",
                "size exceeded limit", "message size too",
                "exceeded max message", "data size exceeds", "size of your message", "nachricht zu gross", "message trop volumineux",
                "taille limite du message", "mensaje demasiado grande", "messaggio troppo grande",
            ],
            NoneOf = ["space available", "mailbox size", "quota", "mailbox has", "full mailbox", "header size", "line"],
            Class = ReplyClass.MessageTooLarge,
        },
        new()
        {
            Name = "mailbox-full",
            AnyOf =
            [
                "mailbox full", "mailbox is full", "mailbox s full", "full mailbox", "mailbox for user is full", "mail box full",
                "inbox is full", "inbox full", "account is full", "account full", "user is full", "mailfolder is full", "folder is full",
                "storage full", "out of storage", "over quota", "overquota", "over its quota", "over their quota", "over the quota",
                "over disk quota", "over the allowed quota", "overthequota", "quota exceed", "quota has been exceeded",
                "quota is exceeded", "exceeded quota", "exceeds quota", "exceed quota", "exceeding quota", "exceed the quota",
                "exceeds the quota", "exceeded the quota", "exceeded its quota", "exceeded their quota", "exceeded his quota",
                "exceeds allowed quota", "out of quota", "quota full", "disk quota", "storage quota", "mailbox quota", "maildir quota",
                "quota limit", "quota violation", "quota reached", "quota is over", "overdrawn", "over quote", "diskspace",
                "space not enough", "quota size", "dropfile size", "allowed message count", "receive any more mail", "recipient exceeded",
                "reached quota", "extended quota", "exceeded storage allocation", "exceeded its storage", "exceeded storage",
                "account storage limit", "maximum allowed storage", "mailbox size", "mailbox exceeds", "mailbox too large",
                "mailbox is too large", "mailbox exceeded", "mailbox has exceeded", "mailbox would exceed", "exceed mailbox",
                "exceeds mailbox", "exceed maximum mailbox", "not enough storage space", "not enough space", "space available",
                "insufficient mailbox", "maildirsize", "too much mail data", "messages in mailbox", "messages in the mailbox",
                "messages on the server", "mailbox overflow", "over storage", "its storage limit", "exceeded storage limit",
                "space has been used up", "space has used up", "messages on this mailbox", "messages in this mailbox",
                "allowed number of messages", "space quota", "his her quota", "have enough space", "mailbox limit",
                "limit exeeded for this email", "not enough disk",
                "blocks limit exceeded", "boite pleine", " pleine ", "casella piena", " piena ", "buzon lleno", " lleno ", " llena ",
                "postfach voll", "postfach ist voll", "postfach uberfull", "speicherplatz", "caixa cheia", " cheia ", "pelna skrzynka",
                "skrzynka pelna", "przepelniona", "mailbox vol ", "postbus vol", "quota superata", "quota depasse", "cuota excedida",
                "quota uberschritten", "quota ueberschritten", "quota excedida", "ippai desu", "переполнен",
            ],
            NoneOf =
            [
                "hourly", "daily", "per day", "per hour", "rate ", "on the disk", "policy rejection", "sending", "too many connections",
                "user unknown or",
            ],
            Class = ReplyClass.MailboxFull,
        },
        new()
        {
            Name = "mailbox-full",
            EnhancedCodes = ["*.2.2"],
            AnyOf = ["storage", " space ", "quota", " full "],
            NoneOf = ["submission", "sending"],
            Class = ReplyClass.MailboxFull,
        },
        new()
        {
            Name = "mailbox-full",
            AnyOf = ["mailbox", "mail box", "inbox", "account", "user", "folder"],
            AndAnyOf = [" is full ", " was full ", " currently full "],
            Class = ReplyClass.MailboxFull,
        },
        new()
        {
            Name = "address-not-verified",
            Codes = [4],
            AnyOf = ["unverified address", "verification in progress", "unverified recipient"],
            NoneOf = ["user unknown", "no such user", "does not exist"],
            Class = ReplyClass.ServerTemporary,
        },

        // A closed account, before "blocked" and "rejected" are read as words about the sender.
        new()
        {
            Name = "mailbox-inactive",
            AnyOf =
            [
                "due to inactivity", "inactive user", "inactive account", "inactive mailbox", "inactive email", "inactive recipient",
                "invalid inactive", "account inactive", "mailbox inactive", "account is inactive", "mailbox is inactive",
                "user is inactive", "recipient is inactive", "rejected inactive", "user inactive", "temporarily inactive",
                "account expired", "account has expired", "expired account", "account disabled", "account is disabled",
                "account has been disabled", "account was disabled", "account suspended", "account is suspended",
                "account has been suspended", "has been suspended", "is currently suspended", "currently suspended", "account closed",
                "account is closed", "account has been closed", "account locked", "account is locked", "account has been locked",
                "temporary locked", "account blocked", "account deactivated", "account is deactivated", "account is not active",
                "account not activated", "not an active address", "mailbox disabled", "mailbox is disabled", "mailbox has been disabled",
                "mailbox suspended", "mailbox closed", "mailbox is closed", "mailbox locked", "mailbox is locked", "mailbox is blocked",
                "mailbox has been blocked", "mailbox blocked", "mailbox deactivated", "mailbox is deactivated", "deactivated mailbox",
                "mailbox is frozen", "mailbox frozen", "mailbox cannot be accessed", "user disabled", "user is disabled",
                "user or domain is disabled", "user suspended", "user is suspended", "user is locked", "user status is locked",
                "user locked", "user deactivated", "user has been disabled", "user is terminated", "user not active",
                "user is not active", "recipient disabled", "recipient is disabled", "recipient suspended", "suspend the service",
                "archived recipient", "disabled recipient", "disabled user", "disabled mailbox", "disabled account", "suspended account",
                "suspended user", "no longer on server", "no longer available", "no longer active", "no longer accepts",
                "no longer exists", "no longer valid", "no longer in use", "no longer works", "no longer with", "no longer employed",
                "has left the", "left the company",
                "has been deleted", "has been terminated", "disabled or discontinued", "temporarily disabled", "unallocated",
                "has been discontinued", "konto niedostepne", "konto gesperrt", "postfach gesperrt", "konto deaktiviert",
                "cuenta desactivada", "conta desativada", "compte desactive", "boite archivee",
            ],
            NoneOf = ["ip address", " relay ", "sending for this account", "sending from this account"],
            Class = ReplyClass.BadMailbox,
        },
        new()
        {
            Name = "user-unknown",
            AnyOf =
            [
                "user unknown", "userunknown", "unknown user", "user is unknown", "recipient unknown", "unknown recipient",
                "recipient is unknown", "mailbox unknown", "unknown mailbox", "address unknown", "unknown address", "addressee unknown",
                "unknown addressee", "account unknown", "unknown account", "unknown local", "unknown or illegal alias", "illegal alias",
                "unknown virtual", "unknown email", "unknown e mail", "addresses were unknown", "user not known", "not a known user",
                "unknown to this", "no such user", "no such recipient", "no such mailbox", "no such address", "no such account",
                "no such person", "no such local user", "no such addressee", "no such email", "no such e mail", "no such alias",
                "no such domain user", "no such virtual user", "no such id", "such user", "no mailbox", "no mail box",
                "no account by that name", "no user ", "no valid user", "no one at this address", "not our user", "not our customer",
                "nonexistent user", "non existent user", "not a valid recipient", "not a valid user", "not a valid mailbox",
                "not a valid address", "not a valid email", "not valid recipient", "not a local", "recipient is not local",
                "not known here", "not known at this", "not a member of domain", "not in recipient list", "not in route list",
                "not in our database", "not listed in domino",
                "not in directory", "not present in directory", "in name directory", "in my validrcptto", "isn t a valid",
                "invalid recipient", "invalid mailbox", "invalid user", "invalid address", "invalid account", "invalid email",
                "invalid e mail", "invalid or unknown", "marked as invalid", "recipient invalid", "address invalid", "mailbox invalid",
                "recipient is invalid", "recipient is not valid", "recipient not valid", "recipient address is invalid",
                "recipient address invalid", "recipient unrecognized", "bad recipient", "bad destination", "bad address", "illegal user",
                "illegal recipient", "badrcptto", "badrecipientto", "wrong recipient", "recipients are invalid",
                "recipient cannot be verified", "not ok ", "verify from ldap failed", "lookup in domain map failed",
                "not listed in public name", "does not have an account", "account is not allowed", "mailbox access for", "bad mailbox",
                "wrong or no longer", "user not found", "user was not found", "user not exist", "user does not exist",
                "user doesn t exist", "user does not have", "mailbox not found", "mailbox not present", "mailbox not exist",
                "mailbox does not exist", "mailbox doesn t exist", "mail box not found", "recipient not found", "not found recipient",
                "recipient was not found", "recipient not exist", "recipient does not exist", "recipient doesn t exist",
                "account not found", "account not exist", "account does not exist", "account doesn t exist", "address not found",
                "address not exist", "address does not exist", "address doesn t exist", "name is not found", "not exist", "path no exist",
                "may not exist",
                "doesn t exist", "couldn t be found", "could not be found", "cannot be found", "missing home directory",
                "tenant or domain not found", "recipient unavailable", "recipient not available", "recipient temporarily unavailable",
                "mailbox not available", "mailbox unavailable", "mailbox unavaiable", "mailbox is unavailable", "mailbox is currently",
                "mailbox currently", "user not available",
                "user unavailable", "account unavailable", "account is unavailable", "recipient rejected", "rejected recipients",
                "address rejected undeliverable", "undeliverable address", "undeliverable recipient", "recipients was undeliverable",
                "not a deliverable", "recipient address rejected unverified", "recipient not ok", "recipient is not accepted",
                "recipient not accepted", "recipient refused", "recipients refused", "recipient is not allowed", "mailbox is not allowed",
                "mailbox name not allowed", "verification failed for", "callout verification", "is restricted", "target address",
                "nonexistent mailbox", "non existent mailbox", "unable to deliver to", "envelope recipient has been denied",
                "refuses to accept", "does not receive", "is not accepting any mail", "not receiving", "not able to receive",
                "cannot receive", "can t accept user", "cannot deliver mail for", "this account is not", "recipient verify failed",
                "recipient verification failed", "verify address failed", "rcpt to failed", "blank mailhost", "refuse to receive",
                "user reject", "user refused", "mail receiving disabled", "not found or inactivated", "now disabled",
                "mailbox delivery failure", "mailbox delivery restricted", "has restricted sms", "unbekannt", "existiert nicht",
                "nicht gefunden", "kein postfach", "kein benutzer", "ungultiger empfanger", "ungultige adresse", "utilisateur inconnu",
                "destinataire inconnu", "inconnu", "n existe pas", "inexistante", "adresse invalide", "destinataire non valide",
                "inexistant", "utente sconosciuto", "sconosciuto", "inesistente", "non esiste", "nessun utente", "non trovato",
                "indirizzo non valido", "desconocido", "no existe", "inexistente", "destinatario invalido", "no encontrado",
                "desconhecido", "nao existe", "nao encontrado", "usuario invalido", "nie istnieje", "nieznany", "nie znaleziono",
                "nieprawidlowy adres", "bestaat niet", "onbekend", "niet gevonden", "ongeldig adres", "finns inte", "okand",
                "findes ikke", "ukendt", "finnes ikke", "ei ole olemassa", "neexistuje", "neznamy", "nem letezik", "ismeretlen",
                "nu exista", "sonzai shimasen", "mitsukarimasen", "не существует", "не найден", "不存在", "存在しません",
            ],
            NoneOf =
            [
                "no valid recipients", "blacklist", "blocked using", "sender", "helo", "ehlo", "address syntax", "virus", "spam list",
                "rfc 5321", "batv",
            ],
            Class = ReplyClass.BadMailbox,
        },
    ];

    /// <summary>Something is wrong with the recipient, in whatever words: for when no better rule applied.</summary>
    public static IReadOnlyList<ClassificationRule> Vague { get; } =
    [
        new() { Name = "recipient-refused", Codes = [5], AnyOf = ["^recipient"], AndAnyOf = [" denied "], Class = ReplyClass.BadMailbox },
        new()
        {
            Name = "recipient-refused",
            Codes = [5],
            AnyOf = ["recipient", "mailbox", "mailaddress", "email address", "e mail address", " user ", "account", "addressee", "rcpt"],
            AndAnyOf =
            [
                "reject", "invalid", "unknown", "disabled", "deleted", "removed", "bogus", "locked", "closed", "expired", "suspend",
                "wrong", " bad ", "not active", "no such", "does not", "doesn t", "cannot", "can t", "log in", "retired", "moved",
                "replaced", "inactiv", "undeliverable", "unavailable", "not accept", "not valid", "not allowed", "refused", "blocked",
            ],
            NoneOf = ["sender", "message", "policy", " ip ", "mail from", "authent"],
            Class = ReplyClass.BadMailbox,
        },
    ];
}
