using System.Diagnostics.CodeAnalysis;

namespace Hotmail.Pacing;

/// <summary>A message (or a batch with it) was not accepted, because it could not be signed. Nothing of it was queued.</summary>
[SuppressMessage("Design", "CA1032", Justification = "Without its problems it would say nothing.")]
public sealed class MessageSigningException : Exception
{
    /// <summary>Makes the exception that an <see cref="IMessageSigner"/> throws.</summary>
    /// <param name="reason">Why the message cannot be signed, in words, without anything secret.</param>
    public MessageSigningException(string reason)
        : this(reason, innerException: null)
    {
    }

    /// <inheritdoc cref="MessageSigningException(string)"/>
    /// <param name="reason">Why the message cannot be signed, in words, without anything secret.</param>
    /// <param name="innerException">What made it fail.</param>
    public MessageSigningException(string reason, Exception? innerException)
        : this([new MessageProblem(nameof(OutboundMessage.Content), null, reason ?? throw new ArgumentNullException(nameof(reason)))], innerException)
    {
    }

    internal MessageSigningException(IReadOnlyList<MessageProblem> problems, Exception? innerException)
        : base(string.Join(Environment.NewLine, problems), innerException)
    {
        Problems = problems;
    }

    /// <summary>What is wrong, with each message of a batch by its index: <c>Messages[17].Content</c>.</summary>
    public IReadOnlyList<MessageProblem> Problems { get; }
}
