using Hotmail.Pacing.Queues;
using Hotmail.Pacing.Responses;
using Hotmail.Pacing.Sqlite.Commands.Model;
using Hotmail.Pacing.Sqlite.Storage;

namespace Hotmail.Pacing.Sqlite.Commands;

/// <summary>A delivery as a spool answered it. Its message, which never changes, is read straight from the file.</summary>
internal sealed class AskedDelivery(DeliveryInfo info, SpoolReaders readers) : Delivery
{
    public override DeliveryId Id => new(info.Id);

    public override MessageId MessageId => new(info.MessageId);

    public override EgressPath Path => new(info.Source, info.Group);

    /// <summary>Not asked for.</summary>
    public override string Route => "";

    public override string Domain => info.Domain;

    public override string Sender => info.Sender ?? "";

    public override IReadOnlyList<string> Recipients => info.Recipients;

    public override MessagePriority Priority => info.Priority;

    public override Engagement Engagement => info.Engagement;

    public override string? Campaign => info.Campaign;

    public override DateTimeOffset AcceptedAt => info.AcceptedAt;

    public override DateTimeOffset DueAt => info.DueAt;

    public override DateTimeOffset ExpiresAt => info.ExpiresAt;

    public override int Attempts => info.Attempts;

    public override DeliveryState State => info.State;

    public override SmtpReply? LastReply => info.LastReply?.ToReply();

    public override string? Problem => info.Problem;

    public override ValueTask<MessageContent> GetContentAsync(CancellationToken cancellationToken) =>
        new(readers.Read(info.MessageId, static (reader, message) => reader.ReadContent(message)));
}
