using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Queues;

/// <summary>What the in-memory queue keeps of a delivery's attempts: the last few. Changed under the queue's lock only.</summary>
internal sealed class AttemptHistory
{
    private const int Most = 16;

    private readonly Queue<DeliveryAttempt> _attempts = new(1);

    /// <summary>The last reply that deferred the delivery, if any.</summary>
    public SmtpReply? LastReply { get; private set; }

    public DeliveryAttempt[] ToArray() => [.. _attempts];

    public void Note(in DeliveryUpdate update)
    {
        LastReply = update.Reply ?? LastReply;
        if (update.Attempt is { } attempt)
        {
            if (_attempts.Count == Most)
            {
                _attempts.Dequeue();
            }

            _attempts.Enqueue(attempt);
        }
    }
}
