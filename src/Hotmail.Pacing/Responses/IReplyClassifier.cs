namespace Hotmail.Pacing.Responses;

/// <summary>Says what a reply means. Implementations are pure, thread-safe, never throw, and take time linear in the reply's length.</summary>
public interface IReplyClassifier
{
    /// <summary>Classifies one reply.</summary>
    /// <param name="reply">The reply, with the stage it answers.</param>
    /// <param name="provider">The destination group's name (such as <c>microsoft-consumer</c>), to which rules may be scoped; <see langword="null"/> or an unknown name uses only the rules for every provider.</param>
    /// <returns>The meaning; never a default with a null rule.</returns>
    Classification Classify(SmtpReply reply, string? provider);
}
