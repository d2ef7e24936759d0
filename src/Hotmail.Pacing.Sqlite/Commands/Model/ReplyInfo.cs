using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Sqlite.Commands.Model;

/// <summary>A server's reply.</summary>
/// <param name="Code">The three-digit code; 0 where the server sent something else.</param>
/// <param name="EnhancedCode">The enhanced code, if there was one.</param>
/// <param name="Stage">What it answered.</param>
/// <param name="Text">The text, lines joined by line feeds.</param>
internal sealed record ReplyInfo(int Code, string? EnhancedCode, SmtpStage Stage, string Text)
{
    public SmtpReply ToReply() => new(Code, Text, Stage, EnhancedStatusCode.TryRead(EnhancedCode, out EnhancedStatusCode code, out _) ? code : default);

    public static ReplyInfo? Of(SmtpReply? reply) => reply is null
        ? null
        : new ReplyInfo(reply.Code, reply.EnhancedCode.IsPresent ? reply.EnhancedCode.ToString() : null, reply.Stage, reply.Text);
}
