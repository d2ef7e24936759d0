using Hotmail.Pacing.Queues;

namespace Hotmail.Pacing.Export;

/// <summary>Writes messages of a queue into a folder, each as it would go over the wire, and beside it who is still to get it.</summary>
/// <param name="list">Lists deliveries, as <see cref="IDeliveryQueue.ListAsync"/>.</param>
/// <param name="folder">The folder.</param>
internal sealed class MessageExporter(Func<DeliveryFilter, DeliveryId, int, CancellationToken, ValueTask<IReadOnlyList<Delivery>>> list, string folder)
{
    private const int PageSize = 100;
    private const int MostProblems = 1_000;

    private readonly List<ExportProblem> _problems = [];
    private int _exported;
    private int _notExported;

    public async Task<ExportResult> ExportAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        List<Delivery> ofMessage = [];
        var page = await list(filter, default, PageSize, cancellationToken).ConfigureAwait(false);
        for (; page.Count > 0; page = await list(filter, page[^1].Id, PageSize, cancellationToken).ConfigureAwait(false))
        {
            // A message's deliveries have numbers that follow on each other.
            foreach (var delivery in page)
            {
                if (ofMessage.Count > 0 && ofMessage[0].MessageId != delivery.MessageId)
                {
                    await ExportAsync(ofMessage, cancellationToken).ConfigureAwait(false);
                    ofMessage.Clear();
                }

                ofMessage.Add(delivery);
            }
        }

        if (ofMessage.Count > 0)
        {
            await ExportAsync(ofMessage, cancellationToken).ConfigureAwait(false);
        }

        return new ExportResult(_exported, _notExported, _problems);
    }

    private async Task ExportAsync(List<Delivery> ofMessage, CancellationToken cancellationToken)
    {
        // Never by an address: it may say anything.
        var id = ofMessage[0].MessageId;
        var (message, envelope) = (Path.Combine(folder, $"{id}.eml"), Path.Combine(folder, $"{id}.json"));
        if (File.Exists(message) || File.Exists(envelope))
        {
            NotExported(id, $"{(File.Exists(message) ? message : envelope)} is there already");
            return;
        }

        MessageContent content;
        try
        {
            content = await ofMessage[0].GetContentAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or OutOfMemoryException))
        {
            if (await IsThereAsync(ofMessage[0].Id, cancellationToken).ConfigureAwait(false))
            {
                NotExported(id, exception.Message);
            }

            return; // Or it was settled meanwhile.
        }

        await WriteAsync(message, content.Bytes, cancellationToken).ConfigureAwait(false);
        await WriteAsync(envelope, EnvelopeJson.Write(ofMessage), cancellationToken).ConfigureAwait(false);
        _exported++;
        foreach (var problem in ofMessage.Select(static delivery => delivery.Problem).OfType<string>())
        {
            Note(id, problem);
        }
    }

    private async ValueTask<bool> IsThereAsync(DeliveryId delivery, CancellationToken cancellationToken) =>
        (await list(new DeliveryFilter { Id = delivery }, default, 1, cancellationToken).ConfigureAwait(false)).Count > 0;

    /// <summary>A file has its name once it is whole.</summary>
    private static async Task WriteAsync(string file, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var part = $"{file}.part";
        var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0, useAsync: true);
        await using (stream.ConfigureAwait(false))
        {
            await stream.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }

        File.Move(part, file, overwrite: false);
    }

    private void NotExported(MessageId id, string reason)
    {
        _notExported++;
        Note(id, reason);
    }

    private void Note(MessageId id, string reason)
    {
        if (_problems.Count < MostProblems)
        {
            _problems.Add(new ExportProblem(id, reason));
        }
    }
}
