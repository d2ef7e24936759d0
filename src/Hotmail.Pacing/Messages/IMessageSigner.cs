namespace Hotmail.Pacing;

/// <summary>
/// Signs messages when the pacer accepts them, before they are queued: what the queue keeps is signed, and each attempt sends the same bytes. Safe for use by several threads at once:
/// the messages of a batch are signed side by side.
/// </summary>
public interface IMessageSigner
{
    /// <summary>Called once when the pacer starts, before it takes or sends anything: loads and checks the keys. What it throws keeps the pacer from starting.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    ValueTask PrepareAsync(CancellationToken cancellationToken);

    /// <summary>Signs a message. A content that several messages of a batch share is signed once for all of them.</summary>
    /// <param name="content">The message's bytes.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The signed message, or <paramref name="content"/> itself where it is to go unsigned.</returns>
    /// <exception cref="MessageSigningException">It cannot be signed, and is not to go unsigned: the pacer does not accept the message, nor any of its batch.</exception>
    ValueTask<MessageContent> SignAsync(MessageContent content, CancellationToken cancellationToken);
}
