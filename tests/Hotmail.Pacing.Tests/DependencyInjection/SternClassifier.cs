using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Tests.DependencyInjection;

/// <summary>A host's own classifier: every refusal is for good, for the content.</summary>
internal sealed class SternClassifier : IReplyClassifier
{
    public Classification Classify(SmtpReply reply, string? provider) => new(ReplyClass.ContentRejected, Permanence.Permanent, "stern");
}
