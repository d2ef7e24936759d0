using Hotmail.Pacing.Responses;

namespace Hotmail.Pacing.Queues;

/// <summary>A delivery of the in-memory queue. One recipient is kept without a list.</summary>
internal sealed class QueuedDelivery : IndexedDelivery
{
    private readonly MessageContent _content;
    private object _recipients;
    private AttemptHistory? _history; // Nothing is kept of one that was never tried.

    public QueuedDelivery(DeliveryRequest request)
        : base(request)
    {
        _content = request.Content;
        _recipients = request.Recipients is [string only] ? only : request.Recipients.ToArray();
    }

    public override string Sender => Origin.Sender;

    public override IReadOnlyList<string> Recipients => _recipients is string only ? [only] : (string[])_recipients;

    public override SmtpReply? LastReply => _history?.LastReply;

    public override ValueTask<MessageContent> GetContentAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? ValueTask.FromCanceled<MessageContent>(cancellationToken) : new(_content);

    /// <summary>Applies an update that leaves recipients waiting.</summary>
    /// <param name="recipients">What <see cref="IndexedDelivery.Keep"/> answered.</param>
    /// <param name="update">The update.</param>
    public void Defer(string[] recipients, in DeliveryUpdate update)
    {
        Defer(in update);
        _recipients = recipients is [string only] ? only : recipients;
        if (update.Reply is not null || update.Attempt is not null)
        {
            (_history ??= new AttemptHistory()).Note(in update);
        }
    }

    public DeliveryAttempt[] GetAttempts() => _history?.ToArray() ?? [];
}
