namespace Hotmail.Pacing.Responses.Rules;

/// <summary>What a basic code says alone, by the stage it answers. Sources: RFC 5321 §4.2–4.3, RFC 4954 (AUTH), RFC 3207 (STARTTLS), RFC 7504 (521, 556). The last rules take all that is left.</summary>
internal static class BasicCodeRules
{
    private static readonly SmtpStage[] BeforeMail = [SmtpStage.Connect, SmtpStage.Banner, SmtpStage.Ehlo, SmtpStage.Mail];

    public static IReadOnlyList<ClassificationRule> All { get; } =
    [
        new()
        {
            Name = "code-authentication",
            Codes = [4, 5],
            Stages = [SmtpStage.Auth, SmtpStage.StartTls],
            Class = ReplyClass.AuthenticationFailure,
        },
        new() { Name = "code-authentication", Codes = [530, 534, 535, 538], Class = ReplyClass.AuthenticationFailure },
        new() { Name = "code-protocol", Codes = [500, 501, 502, 503, 504, 555], Class = ReplyClass.ProtocolError },
        new() { Name = "code-no-mail-host", Codes = [521, 556], Class = ReplyClass.BadDomain },
        new() { Name = "code-blocked", Codes = [550, 553, 554], Stages = BeforeMail, Class = ReplyClass.ReputationBlock },
        new() { Name = "code-blocked", Codes = [571], Class = ReplyClass.ReputationBlock },
        new() { Name = "code-content", Codes = [550, 553, 554], Stages = [SmtpStage.EndOfData], Class = ReplyClass.ContentRejected },
        new()
        {
            Name = "code-too-large",
            Codes = [552],
            Stages = [SmtpStage.Mail, SmtpStage.EndOfData],
            Class = ReplyClass.MessageTooLarge,
        },
        new() { Name = "code-mailbox-full", Codes = [552], Class = ReplyClass.MailboxFull },
        new() { Name = "code-bad-mailbox", Codes = [550, 551, 553], Class = ReplyClass.BadMailbox },
        new() { Name = "code-bad-mailbox", Codes = [554], Stages = [SmtpStage.Rcpt], Class = ReplyClass.BadMailbox },
        new() { Name = "transient", Codes = [4], Class = ReplyClass.ServerTemporary },
        new() { Name = "permanent", Codes = [5], Class = ReplyClass.ContentRejected },
    ];
}
