namespace Hotmail.Pacing.Responses.Rules;

/// <summary>
/// Mailbox hosts with words or codes of their own. Sources: postmaster.comcast.net, "SMTP error codes"; Cox's "Email error codes" (AUP#); Spectrum's "Understanding email
/// error codes" (AUP#I-1310); GoDaddy help 40685 (IB codes); postmaster.gmx.net and postmaster.web.de, "Error messages"; postmaster.facebook.com, "Response codes";
/// service.mail.qq.com; mail.163.com, "help_spam_16"; mail.i.ua/err.
/// </summary>
internal static class HostRules
{
    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new() { Name = "comcast-rate", AnyOf = ["smtp error codes php rl"], NoneOf = ["sessions", "connections"], Class = ReplyClass.RateLimit },
        new()
        {
            Name = "comcast-blocked",
            AnyOf = ["comcast block for spam", "smtp error codes php bl"],
            Class = ReplyClass.ReputationBlock,
        },
        new() { Name = "cox-connections", AnyOf = [" aup cxcnct ", "cox too many sessions"], Class = ReplyClass.ConnectionLimit },
        new()
        {
            Name = "cox-messages-per-connection",
            AnyOf = ["message threshold exceeded"],
            Class = ReplyClass.ConnectionLimit,
            Scope = LimitScope.MessagesPerConnection,
        },
        new() { Name = "cox-rate", AnyOf = [" aup cxmxrt "], Class = ReplyClass.RateLimit },
        new()
        {
            Name = "cox-authentication",
            AnyOf = [" aup cxdns ", " aup cxsndr ", "dns check failure", "rejected no rdns"],
            Class = ReplyClass.AuthenticationFailure,
        },
        new() { Name = "cox-content", AnyOf = [" aup urlbl"], Class = ReplyClass.ContentRejected },
        new()
        {
            Name = "cox-blocked",
            AnyOf = [" aup cxbl ", " aup cxsmtp ", " aup cdrbl ", " aup cxthrt ", " aup cxmj ", " aup ipbl", "cox too many bad commands"],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "spectrum-connections",
            AnyOf =
            [
                " aup i 130", " aup i 131", " aup i 132", " aup i 133", " aup i 1340 ", " aup in 130", " aup in 131", " aup in 132",
                " aup in 133", " aup in 1340 ",
            ],
            Class = ReplyClass.ConnectionLimit,
        },
        new()
        {
            Name = "spectrum-authentication",
            AnyOf =
            [
                " aup i 110", " aup i 111", " aup i 112", " aup i 113", " aup i 114", " aup in 110", " aup in 111", " aup in 112",
                " aup in 113", " aup in 114",
            ],
            Class = ReplyClass.AuthenticationFailure,
        },
        new()
        {
            Name = "spectrum-blocked",
            AnyOf =
            [
                " aup i 10", " aup in 10", " aup i 120", " aup i 121", " aup i 122", " aup i 123", " aup i 124", " aup in 120",
                " aup in 121", " aup in 122", " aup in 123", " aup in 124",
            ],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "spectrum-rate",
            AnyOf =
            [
                " aup i 135", " aup i 136", " aup i 137", " aup i 138", " aup i 139", " aup i 14", " aup in 135", " aup in 136",
                " aup in 137", " aup in 138", " aup in 139", " aup in 14", " aup i 1550 ", " aup i 1580 ",
            ],
            Class = ReplyClass.RateLimit,
        },
        new()
        {
            Name = "orange-connections",
            AnyOf = ["trop de connexions", " ofr005 104 ", " lpn105 104 ", " lpn006 104 "],
            Class = ReplyClass.ConnectionLimit,
        },
        new()
        {
            Name = "orange-blocked",
            AnyOf =
            [
                "adresse ip source bloquee", " ofr006 102 ", " lpn007 102 ", " lpn000 630 ",
                "emails envoyes vers la messagerie laposte net ont ete bloques", "emetteur invalide",
            ],
            NoneOf = [" spf "],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "orange-content",
            AnyOf = [" ofr 506 ", "mail rejete", "suspicion de contenu"],
            Class = ReplyClass.ContentRejected,
        },
        new()
        {
            Name = "orange-recipient",
            AnyOf =
            [
                " ofr 416 ", "destinataire archivee", "destinataire invalide", "compte du destinataire est bloque",
                "recipient account isblocked",
            ],
            Class = ReplyClass.BadMailbox,
        },
        new()
        {
            Name = "united-internet-address",
            AnyOf = ["reject due to policy restrictions ip based", "reject due to policy restrictions domain based"],
            Class = ReplyClass.ReputationBlock,
        },
        new() { Name = "united-internet-policy", AnyOf = ["due to policy restrictions"], Class = ReplyClass.ContentRejected },
        new()
        {
            Name = "tonline-blocked",
            AnyOf = ["tosa rx t online de", "a problem occurred ask your postmaster", "none bad reputation"],
            Class = ReplyClass.ReputationBlock,
        },
        new()
        {
            Name = "godaddy-blocked",
            AnyOf = [" ib103 ", " ib104 ", " ib105 ", " ib106 ", " ib110 ", " ib111 ", " ib112 ", " ib113 ", "unblock secureserver net"],
            Class = ReplyClass.ReputationBlock,
        },
        new() { Name = "godaddy-connections", AnyOf = [" ib007 "], Class = ReplyClass.ConnectionLimit },
        new()
        {
            Name = "godaddy-messages-per-connection",
            AnyOf = [" ib510 "],
            Class = ReplyClass.ConnectionLimit,
            Scope = LimitScope.MessagesPerConnection,
        },
        new() { Name = "godaddy-rate", AnyOf = [" ib504 ", " ib605 ", " ib607 "], Class = ReplyClass.RateLimit },
        new() { Name = "godaddy-authentication", AnyOf = [" ib108 ", " ib401 ", " ib508 "], Class = ReplyClass.AuthenticationFailure },
        new() { Name = "godaddy-domain", AnyOf = [" ib506 "], Class = ReplyClass.BadDomain },
        new() { Name = "godaddy-content", AnyOf = [" ib212 ", " ib501 ", " ib502 ", " ib705 "], Class = ReplyClass.ContentRejected },
        new() { Name = "godaddy-helo", AnyOf = [" ib301 "], Class = ReplyClass.ProtocolError },
        new()
        {
            Name = "qq-frequency",
            AnyOf = ["frequency limited", "frequency of receiving messages is limited"],
            Class = ReplyClass.RateLimit,
        },
        new()
        {
            Name = "qq-blocked",
            AnyOf = ["mail is rejected by recipients", "suspected spam", "suspected bounce attacks"],
            Class = ReplyClass.ReputationBlock,
        },
        new() { Name = "netease-connections", AnyOf = [" hl icc "], Class = ReplyClass.ConnectionLimit },
        new()
        {
            Name = "netease-connection-rate",
            AnyOf = [" hl ifc "],
            Class = ReplyClass.ConnectionLimit,
            Scope = LimitScope.ConnectionRate,
        },
        new()
        {
            Name = "netease-messages-per-connection",
            AnyOf = [" mi dmc "],
            Class = ReplyClass.ConnectionLimit,
            Scope = LimitScope.MessagesPerConnection,
        },
        new()
        {
            Name = "netease-rate",
            AnyOf =
            [
                " mi sfq ", " mi stc ", " mi ccl ", " mi cel ", " rp drc ", " rp qrc ", " rp rcl ", " rp trc ", " rp frl ", " rp ccl ",
                " rp cel ",
            ],
            Class = ReplyClass.RateLimit,
        },
        new() { Name = "netease-throttle", Codes = [4], AnyOf = [" hl rep ", " hl mep "], Class = ReplyClass.ReputationThrottle },
        new()
        {
            Name = "netease-blocked",
            AnyOf = [" hl ihu ", " hl ipb ", " hl itc ", " mi spb ", " dt rbl ", " wm bli ", " wm blu "],
            Class = ReplyClass.ReputationBlock,
        },
        new() { Name = "netease-authentication", AnyOf = [" mi spf ", " mi dma ", " rp rdn "], Class = ReplyClass.AuthenticationFailure },
        new() { Name = "netease-content", AnyOf = [" dt spm ", " dt sum "], Class = ReplyClass.ContentRejected },
        new()
        {
            Name = "facebook-recipient",
            AnyOf = [" rcp t4 ", " rcp p1 ", " rcp p2 ", " rcp p3 ", " int p1 ", " int p3 ", " int p4 "],
            Class = ReplyClass.BadMailbox,
        },
        new()
        {
            Name = "facebook-blocked",
            AnyOf = [" pol p1 ", " pol p2 ", " pol p3 ", " pol p4 ", " pol t1 ", " pol t2 ", " pol t3 "],
            Class = ReplyClass.ReputationBlock,
        },
        new() { Name = "facebook-content", AnyOf = [" pol p5 ", " pol p6 ", " msg p2 ", " msg p3 "], Class = ReplyClass.ContentRejected },
        new()
        {
            Name = "facebook-authentication",
            AnyOf = [" pol p7 ", " dns p3 ", " dns t2 "],
            Class = ReplyClass.AuthenticationFailure,
        },
        new() { Name = "facebook-domain", AnyOf = [" dns p1 ", " dns p2 ", " dns t1 "], Class = ReplyClass.BadDomain },
        new() { Name = "facebook-size", AnyOf = [" msg p1 ", " int p2 "], Class = ReplyClass.MessageTooLarge },
        new() { Name = "facebook-connections", AnyOf = [" con t1 ", " con t2 "], Class = ReplyClass.ConnectionLimit },
        new()
        {
            Name = "facebook-connection-rate",
            AnyOf = [" con t3 "],
            Class = ReplyClass.ConnectionLimit,
            Scope = LimitScope.ConnectionRate,
        },
        new() { Name = "facebook-rate", AnyOf = [" con t4 ", " msg t1 "], Class = ReplyClass.RateLimit },
        new() { Name = "iua-recipient", AnyOf = ["mail i ua err 2 ", "mail i ua err 3 "], Class = ReplyClass.BadMailbox },
        new() { Name = "iua-full", AnyOf = ["mail i ua err 4 "], Class = ReplyClass.MailboxFull },
        new() { Name = "iua-rate", AnyOf = ["mail i ua err 5 "], Class = ReplyClass.RateLimit },
        new() { Name = "iua-relay", AnyOf = ["mail i ua err 1 ", "mail i ua err 6 "], Class = ReplyClass.RelayDenied },
        new()
        {
            Name = "iua-blocked",
            AnyOf = ["mail i ua err 7 ", "mail i ua err 8 ", "mail i ua err 9 ", "mail i ua err 10 "],
            Class = ReplyClass.ReputationBlock,
        },
    ];
}
