using System.Collections.Concurrent;
using System.Text;

namespace Hotmail.Pacing.Tests.Pacer;

/// <summary>A signer that puts a numbered field before each message, refuses what holds <c>refuse</c>, and fails at what holds <c>fail</c>.</summary>
internal sealed class StampSigner : IMessageSigner
{
    private int _stamps;

    /// <summary>What <see cref="PrepareAsync"/> throws.</summary>
    public Exception? Fault { get; init; }

    public ConcurrentQueue<MessageContent> Asked { get; } = new();

    public bool IsPrepared { get; private set; }

    public ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        IsPrepared = true;
        return Fault is null ? ValueTask.CompletedTask : throw Fault;
    }

    public ValueTask<MessageContent> SignAsync(MessageContent content, CancellationToken cancellationToken)
    {
        Asked.Enqueue(content);
        var text = Encoding.Latin1.GetString(content.Bytes.Span);
        return text.Contains("refuse", StringComparison.Ordinal) ? throw new MessageSigningException("nobody signs for it")
            : text.Contains("fail", StringComparison.Ordinal) ? throw new TimeoutException("the vault is shut")
            : text.Contains("nothing", StringComparison.Ordinal) ? new ValueTask<MessageContent>((MessageContent)null!)
            : new ValueTask<MessageContent>(MessageContent.FromBytes(Encoding.Latin1.GetBytes($"X-Stamp: {Interlocked.Increment(ref _stamps)}\r\n{text}")));
    }
}
